"""Load models on threads of their own, while all else that a question needs is imported."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread


def aside(use: Callable[[], object]) -> Thread:
    """Use something on a thread of its own, so that it is loaded; who needs it meanwhile waits.

    An error is not told: it is met again where the thing is needed.
    """

    def quietly() -> None:
        with suppress(Exception):
            use()

    thread = Thread(target=quietly, name="loading")
    thread.start()
    return thread
