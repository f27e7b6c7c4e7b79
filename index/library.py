"""The library: the one entrance to the reports that were added.

A directory with the database (the truth) and one generation of the indexes built from it.
Changes are made under a lock and become visible in one step; a reader keeps the snapshot that it
opened until it asks for a newer one.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from corpus.document import Document, Frozen
from corpus.load import bundled
from index import database, rows
from index.creation import create, needs_creation
from index.database import Database, State
from index.directory import default_directory
from index.encoder import Encoder, Progress
from index.encoders import carry, encoder_of
from index.errors import IndexFormatError, LibraryError, reason_of
from index.generation import open_generation, sweep
from index.indexing import insert, leave_unindexed, reindex
from index.lock import writer_lock
from index.naming import find_document, no_such_document
from index.snapshot import Snapshot


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


class Added(Frozen):
    """What `add` changed: documents that are new, and those that took an earlier one's place."""

    new: tuple[Document, ...] = ()
    replaced: tuple[Document, ...] = ()


class Library:
    """Reports on disk, searchable; safe against being killed at any moment of a change."""

    def __init__(self, directory: Path, encoder: Encoder, lock_seconds: float) -> None:
        self.directory = directory
        self.encoder = encoder
        self._database = Database(directory)
        self._lock_seconds = lock_seconds
        self._loading = Lock()
        self._loaded: tuple[State, Snapshot] | None = None

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
        library = cls(directory, encoder or encoder_of(directory), lock_seconds)
        try:
            if needs_creation(directory):
                create(directory, library.encoder, initial, lock_seconds, progress)
                carry(library.encoder, directory)
        except OSError as error:
            raise LibraryError(f"{directory}: {reason_of(error)}") from error
        return library

    def snapshot(self) -> Snapshot:
        """The newest version of the library, loaded anew only when it has changed.

        The indexes are opened inside the reading transaction: a writer cannot commit, hence not
        sweep them away, before that ends.
        """
        with self._loading, self._database.reading() as connection:
            state = database.read_state(connection, self.directory)
            if self._loaded and self._loaded[0] == state:
                return self._loaded[1]
            if state.encoder != self.encoder.spec:
                raise _other_encoder(self.directory, state.encoder.name, self.encoder.spec.name)
            documents = rows.read_documents(connection, self._database.path)
            passages = rows.read_passages(connection, self._database.path)
            try:
                dense, lexical = open_generation(
                    self.directory, state.generation, state.manifest_sha256
                )
            except FileNotFoundError as error:
                raise IndexFormatError(
                    f"{self.directory}: the indexes are missing; run: report-qa verify"
                ) from error
            except OSError as error:
                raise LibraryError(f"{self.directory}: {reason_of(error)}") from error
            if not len(dense) == len(lexical) == len(passages):
                raise IndexFormatError(
                    f"{self.directory}: the indexes and the database are of different "
                    "generations; run: report-qa verify"
                )
            snapshot = Snapshot(state.generation, documents, passages, dense, lexical)
            self._loaded = (state, snapshot)
            return snapshot

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in the order of their adding."""
        return self.snapshot().documents

    def document(self, name: str) -> Document:
        """The document of that id, file or beginning of an id; LibraryError unless it is one."""
        return find_document(self.documents, name)

    def add(self, documents: Sequence[Document], progress: Progress | None = None) -> Added:
        """Add documents; those that are there already are left alone.

        One of the same source as an earlier one takes its place if it has other words, or if it
        was read otherwise (an earlier version did not link footnotes); of several given, the last
        does. Only passages whose words are new to the library are encoded. Either all is done
        afterwards, or, where an error is raised, the library is as it was.
        """
        with self._changing() as connection:
            given = {document.source: document for document in documents}
            new = [each for each in given.values() if not rows.is_stored(connection, each)]
            if not new:
                return Added()
            earlier = rows.ids_by_source(connection, {document.source for document in new})
            insert(connection, self.encoder, new, progress, instead_of=earlier)
            reindex(connection, self.directory)
            carry(self.encoder, self.directory)
        return Added(
            new=tuple(document for document in new if document.source not in earlier),
            replaced=tuple(document for document in new if document.source in earlier),
        )

    def remove(self, document_id: str) -> Document:
        """Remove a document, a damaged one too, and return it; LibraryError if it is not there.

        Where that was damaged and others are, too, the library has no indexes, and is refused to
        readers, until these are removed as well.
        """
        with self._changing() as connection:
            if document_id not in rows.document_ids(connection):
                raise no_such_document(document_id)
            damaged = rows.damaged_documents(connection)
            removed = rows.delete_document(connection, document_id)
            if document_id in damaged and len(damaged) > 1:
                leave_unindexed(connection, self.directory)
            else:
                reindex(connection, self.directory)
        return removed

    def verify(self) -> Verification:
        """Check every hash, and rebuild the indexes from the database where they are damaged."""
        repaired: list[str] = []
        with self._changing() as connection:
            state = database.read_state(connection, self.directory)
            damaged = [
                f"document {document_id}" for document_id in rows.damaged_documents(connection)
            ]
            pages = database.structural_damage(connection)
            if pages:
                damaged.append(f"{self._database.path}: {pages}")
            n_documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            n_passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
            try:
                open_generation(self.directory, state.generation, state.manifest_sha256)
            except (IndexFormatError, FileNotFoundError) as error:
                if damaged:
                    damaged.append(str(error))
                else:
                    reindex(connection, self.directory)
                    repaired.append(str(error).split(";")[0])
        return Verification(
            damaged=tuple(damaged),
            repaired=tuple(repaired),
            n_documents=n_documents,
            n_passages=n_passages,
        )

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction under the writer's lock; afterwards only the current generation is left."""
        with writer_lock(self.directory, self._lock_seconds):
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
                    f"{self.directory}: {reason_of(error)}; the library is as it was"
                ) from error
            finally:
                self._sweep()

    def _sweep(self) -> None:
        with suppress(LibraryError, OSError), self._database.reading() as connection:
            sweep(self.directory, database.read_state(connection, self.directory).generation)


def _other_encoder(directory: Path, found: str, expected: str) -> IndexFormatError:
    return IndexFormatError(
        f"{directory}: the library's vectors were made by another encoder ({found}, not "
        f"{expected} as it is now); use another --library, or that encoder"
    )
