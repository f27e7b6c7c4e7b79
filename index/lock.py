"""One writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LibraryBusyError, LibraryError, reason_of

LOCK_NAME = "writer.lock"


@contextmanager
def writer_lock(directory: Path, seconds: float) -> Iterator[None]:
    """Hold the library's lock, which dies with the process; LibraryBusyError after `seconds`."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / LOCK_NAME, timeout=seconds):
            yield
    except Timeout as error:
        raise LibraryBusyError(
            f"{directory}: another process has been changing the library for {seconds:g} seconds; "
            "try again when it is done"
        ) from error
    except OSError as error:
        raise LibraryError(f"{directory}: {reason_of(error)}") from error
