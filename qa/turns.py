"""A lock that knows whether somebody waits for it."""

from threading import Lock
from types import TracebackType


class Turns:
    """One thread at a time is in its `with` block, the others wait."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._counting = Lock()
        self._n_here = 0

    @property
    def is_wanted(self) -> bool:
        """Whether a thread waits for its turn."""
        return self._n_here > 1

    def __enter__(self) -> None:
        """Wait for the turn."""
        self._count(1)
        self._turn.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the next one have its turn."""
        self._turn.release()
        self._count(-1)

    def _count(self, change: int) -> None:
        with self._counting:
            self._n_here += change
