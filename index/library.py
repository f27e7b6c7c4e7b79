"""The library: the one entrance to the reports that were added.

A directory with the database (the truth) and one generation of the indexes built from it.
Changes are made under a lock and become visible in one step; a reader keeps the snapshot that it
opened until it asks for a newer one.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.document import Document, Frozen
from corpus.load import bundled
from corpus.passages import MAX_SENTENCES, passages_of
from index import database
from index.database import Database
from index.encoder import Encoder, Progress, SentenceTransformerEncoder
from index.errors import IndexFormatError, LibraryBusyError, LibraryError
from index.generation import build_generation, open_generation, sweep
from index.snapshot import Snapshot

_LOCK_NAME = "writer.lock"
_OPEN_ATTEMPTS = 5


class Verification(Frozen):
    """What `verify` found: damage by name, and what it mended."""

    damaged: tuple[str, ...]
    repaired: tuple[str, ...]
    n_documents: int
    n_passages: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing is damaged that was not repaired."""
        return not self.damaged


class Library:
    """Reports on disk, searchable; safe against being killed at any moment of a change."""

    def __init__(self, directory: Path, encoder: Encoder, lock_seconds: float) -> None:
        self.directory = directory
        self.encoder = encoder
        self._database = Database(directory)
        self._lock_seconds = lock_seconds
        self._snapshot: Snapshot | None = None

    @classmethod
    def open(
        cls,
        directory: Path | None = None,
        encoder: Encoder | None = None,
        initial: Callable[[], Sequence[Document]] = lambda: [bundled()],
        lock_seconds: float = 30.0,
        progress: Progress | None = None,
    ) -> "Library":
        """The library in a directory; one that does not exist yet is made, with `initial` in it.

        LibraryError says what is wrong with the directory.
        """
        directory = directory or default_directory()
        library = cls(directory, encoder or SentenceTransformerEncoder(), lock_seconds)
        if directory.exists() and not directory.is_dir():
            raise LibraryError(f"{directory}: a library is a directory, but this is a file")
        if not library._database.exists():
            if directory.is_dir() and any(path.name != _LOCK_NAME for path in directory.iterdir()):
                raise LibraryError(
                    f"{directory}: the directory is not empty and holds no library; "
                    "name a new or an empty one"
                )
            library._create(initial, progress)
        return library

    def _create(self, initial: Callable[[], Sequence[Document]], progress: Progress | None) -> None:
        """Make the whole library aside and put the database in its place last."""
        aside = self.directory / "new.tmp"
        with self._writer():
            if self._database.exists():
                return  # another process was faster
            shutil.rmtree(aside, ignore_errors=True)
            try:
                aside.mkdir()
                fresh = Library(aside, self.encoder, self._lock_seconds)
                with fresh._database.writing() as connection:
                    database.create_schema(connection, self.encoder.spec)
                    fresh._insert(connection, initial(), progress)
                    fresh._reindex(connection, generation=1)
                (aside / "generations").replace(self.directory / "generations")
                (aside / database.DATABASE_NAME).replace(self._database.path)
            except OSError as error:
                shutil.rmtree(self.directory / "generations", ignore_errors=True)
                raise LibraryError(
                    f"{self.directory}: {_reason(error)}; nothing was made"
                ) from error
            finally:
                shutil.rmtree(aside, ignore_errors=True)

    def snapshot(self) -> Snapshot:
        """The newest version of the library, loaded anew only when it has changed."""
        for _ in range(_OPEN_ATTEMPTS):
            with self._database.reading() as connection:
                state = database.read_state(connection, self.directory)
                if self._snapshot and self._snapshot.generation == state.generation:
                    return self._snapshot
                if state.encoder != self.encoder.spec:
                    raise _other_encoder(self.directory, state.encoder.name, self.encoder.spec.name)
                documents = database.read_documents(connection, self._database.path)
                passages = database.read_passages(connection)
            try:
                manifest, dense, lexical = open_generation(
                    self.directory, state.generation, state.manifest_sha256
                )
            except FileNotFoundError:
                continue  # a writer switched in between
            if manifest.generation != state.generation or len(dense) != len(passages):
                raise IndexFormatError(
                    f"{self.directory}: the indexes and the database are of different "
                    "generations; run: report-qa verify"
                )
            self._snapshot = Snapshot(state.generation, documents, passages, dense, lexical)
            return self._snapshot
        raise IndexFormatError(f"{self.directory}: the indexes are missing; run: report-qa verify")

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in the order of their adding."""
        return self.snapshot().documents

    def document(self, document_id: str) -> Document:
        """The document of that id; LibraryError if there is none."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise LibraryError(f"{document_id}: no such document; see: report-qa list")

    def add(
        self, documents: Sequence[Document], progress: Progress | None = None
    ) -> list[Document]:
        """Add documents; those that are there already are left alone.

        Returns the ones that were new. Either all of them are in the library afterwards, or,
        where an error is raised, it is as it was.
        """
        with self._changing() as connection:
            known = {row[0] for row in connection.execute("SELECT id FROM documents")}
            new = [
                document
                for index, document in enumerate(documents)
                if document.id not in known
                and document.id not in {earlier.id for earlier in documents[:index]}
            ]
            if new:
                self._insert(connection, new, progress)
                self._reindex(connection)
        return new

    def remove(self, document_id: str) -> Document:
        """Remove a document and return it; LibraryError if it is not there."""
        removed = self.document(document_id)
        with self._changing() as connection:
            database.delete_document(connection, document_id)
            self._reindex(connection)
        return removed

    def verify(self) -> Verification:
        """Check every hash, and rebuild the indexes from the database where they are damaged."""
        repaired: list[str] = []
        with self._changing() as connection:
            state = database.read_state(connection, self.directory)
            damaged = [
                f"document {document_id}" for document_id in database.damaged_documents(connection)
            ]
            n_documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            n_passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
            try:
                open_generation(self.directory, state.generation, state.manifest_sha256)
            except (IndexFormatError, FileNotFoundError) as error:
                if damaged:
                    damaged.append(str(error))
                else:
                    self._reindex(connection)
                    repaired.append(str(error).split(";")[0])
        return Verification(
            damaged=tuple(damaged),
            repaired=tuple(repaired),
            n_documents=n_documents,
            n_passages=n_passages,
        )

    def _insert(
        self,
        connection: sqlite3.Connection,
        documents: Sequence[Document],
        progress: Progress | None,
    ) -> None:
        passages = [passages_of(document, self.encoder.fits) for document in documents]
        texts = [
            document.quote(passage)
            for document, found in zip(documents, passages, strict=True)
            for passage in found
        ]
        vectors = self.encoder.encode_passages(texts, progress)
        first = 0
        for document, found in zip(documents, passages, strict=True):
            database.insert_document(
                connection, document, found, vectors[first : first + len(found)]
            )
            first += len(found)

    def _reindex(self, connection: sqlite3.Connection, generation: int | None = None) -> None:
        state = database.read_state(connection, self.directory)
        documents = {
            document.id: document
            for document in database.read_documents(connection, self._database.path)
        }
        texts = [
            documents[passage.document_id].quote(passage)
            for passage in database.read_passages(connection)
        ]
        generation = generation or state.generation + 1
        manifest_sha256 = build_generation(
            self.directory,
            generation,
            texts,
            database.read_vectors(connection, state.encoder.dim),
            state.encoder,
            MAX_SENTENCES,
        )
        database.write_generation(connection, generation, manifest_sha256)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction under the writer's lock; afterwards only the current generation is left."""
        with self._writer():
            try:
                with self._database.writing() as connection:
                    state = database.read_state(connection, self.directory)
                    if state.encoder != self.encoder.spec:
                        raise _other_encoder(
                            self.directory, state.encoder.name, self.encoder.spec.name
                        )
                    yield connection
            except OSError as error:
                raise LibraryError(
                    f"{self.directory}: {_reason(error)}; the library is as it was"
                ) from error
            with self._database.reading() as connection:
                sweep(self.directory, database.read_state(connection, self.directory).generation)

    @contextmanager
    def _writer(self) -> Iterator[None]:
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            with FileLock(self.directory / _LOCK_NAME, timeout=self._lock_seconds):
                yield
        except Timeout as error:
            raise LibraryBusyError(
                f"{self.directory}: another process has been changing the library for "
                f"{self._lock_seconds:.0f} seconds; try again when it is done"
            ) from error
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            raise LibraryError(f"{self.directory}: {_reason(error)}") from error


def default_directory() -> Path:
    """Where a library is kept unless told otherwise: the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("report-qa") / "library"


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _other_encoder(directory: Path, found: str, expected: str) -> IndexFormatError:
    return IndexFormatError(
        f"{directory}: the library's vectors were made by another encoder ({found}, not "
        f"{expected} as it is now); use another --library, or that encoder"
    )
