"""Make a new library: aside, and its database put in its place last."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.document import Document
from index.database import DATABASE_NAME, Database, create_schema
from index.encoder import Encoder, Progress
from index.errors import LibraryError, reason_of
from index.generation import GENERATIONS, discard, sync_directory
from index.indexing import insert, reindex
from index.lock import LOCK_NAME, writer_lock

_ASIDE_NAME = "new-library.tmp"


def needs_creation(directory: Path) -> bool:
    """Whether there is no library yet.

    LibraryError where the directory is a file, or holds anything else than an unfinished library.
    """
    if directory.exists() and not directory.is_dir():
        raise LibraryError(f"{directory}: a library is a directory, but this is a file")
    names = {path.name for path in directory.iterdir()} if directory.is_dir() else set()
    if Database(directory).exists():  # asked last: another process may be making it just now
        return False
    ours = {LOCK_NAME, _ASIDE_NAME} | ({GENERATIONS} if _ASIDE_NAME in names else set())
    if not names <= ours:
        raise LibraryError(
            f"{directory}: the directory is not empty and holds no library; "
            "name a new or an empty one"
        )
    return True


def create(
    directory: Path,
    encoder: Encoder,
    initial: Callable[[], Sequence[Document]],
    lock_seconds: float,
    progress: Progress | None,
) -> None:
    """Make a library with `initial` in it; LibraryError leaves none."""
    aside = directory / _ASIDE_NAME
    with writer_lock(directory, lock_seconds):
        if Database(directory).exists():
            return  # another process was faster
        _discard_unfinished(directory)
        try:
            aside.mkdir()
            (aside / DATABASE_NAME).touch()
            with Database(aside).writing() as connection:
                create_schema(connection, encoder.spec)
                insert(connection, encoder, initial(), progress)
                reindex(connection, aside)
            (aside / GENERATIONS).replace(directory / GENERATIONS)
            (aside / DATABASE_NAME).replace(directory / DATABASE_NAME)
            sync_directory(directory)
        except OSError as error:
            raise LibraryError(
                f"{directory}: {reason_of(error)}; the library is not finished"
            ) from error
        finally:
            _discard_unfinished(directory)


def _discard_unfinished(directory: Path) -> None:
    """Remove what a maker that failed or was killed left; the sign of it goes last."""
    if not Database(directory).exists():
        discard(directory / GENERATIONS)
    discard(directory / _ASIDE_NAME)
