"""The library's truth: documents, passages and their vectors in one SQLite file.

Both indexes are rebuilt from it, so it alone must survive. Every document row carries a sha256 of
its text and of its passages, for SQLite itself does not notice a flipped bit.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from corpus.document import Document, Passage
from index.encoder import EncoderSpec, Vectors
from index.errors import IndexFormatError
from index.manifest import FORMAT

DATABASE_NAME = "library.sqlite3"
_BUSY_SECONDS = 30.0
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    passages_sha256 TEXT NOT NULL
) STRICT;
CREATE TABLE passages (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    paragraph_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    vector BLOB NOT NULL
) STRICT;
CREATE INDEX passages_of_document ON passages (document_id);
"""


@dataclass(frozen=True)
class State:
    """Which generation of the indexes belongs to the database as it is now."""

    generation: int
    manifest_sha256: str
    encoder: EncoderSpec


class Database:
    """The SQLite file of a library."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / DATABASE_NAME

    def exists(self) -> bool:
        """Whether the library has a database at all."""
        return self.path.is_file()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one version of the library throughout."""
        with closing(self._connect()) as connection, _damage_named(self.path):
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is committed at the end, or undone if anything is raised."""
        with closing(self._connect()) as connection, _damage_named(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "disk" in str(error) and "full" in str(error):
            raise OSError(28, "No space left on device") from error
        if "locked" in str(error):
            raise
        raise IndexFormatError(f"{path}: the database cannot be used ({error})") from error
    except sqlite3.DatabaseError as error:
        raise IndexFormatError(
            f"{path}: the database is damaged ({error}); move the library away and add the "
            "reports again"
        ) from error


def create_schema(connection: sqlite3.Connection, encoder: EncoderSpec) -> None:
    """Make the tables of a new library and note its format and encoder."""
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    _set(connection, "format", str(FORMAT))
    _set(connection, "encoder", encoder.model_dump_json())
    write_generation(connection, 0, "")


def read_state(connection: sqlite3.Connection, path: Path) -> State:
    """The state of a library; IndexFormatError for a format that is not ours."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    found = meta.get("format")
    if found != str(FORMAT):
        raise IndexFormatError(
            f"{path}: the library has format {found}, this version of report-qa reads format "
            f"{FORMAT}; use another --library, or that version"
        )
    try:
        return State(
            generation=int(meta["generation"]),
            manifest_sha256=meta["manifest_sha256"],
            encoder=EncoderSpec.model_validate_json(meta["encoder"]),
        )
    except (KeyError, ValueError, ValidationError) as error:
        raise IndexFormatError(f"{path}: the table meta of the library is damaged") from error


def write_generation(connection: sqlite3.Connection, generation: int, manifest_sha256: str) -> None:
    """Name the generation that the indexes have from this transaction on."""
    _set(connection, "generation", str(generation))
    _set(connection, "manifest_sha256", manifest_sha256)


def _set(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def insert_document(
    connection: sqlite3.Connection,
    document: Document,
    passages: Sequence[Passage],
    vectors: Vectors,
) -> None:
    """Add a document with its passages and their `(n_passages, dim)` vectors."""
    body = document.model_dump_json()
    rows = [
        (passage.id, passage.paragraph_id, passage.start, passage.end, vector.tobytes())
        for passage, vector in zip(passages, vectors, strict=True)
    ]
    connection.execute(
        "INSERT INTO documents (id, body, body_sha256, passages_sha256) VALUES (?, ?, ?, ?)",
        (document.id, body, _sha256(body), _passages_sha256(rows)),
    )
    connection.executemany(
        'INSERT INTO passages (id, document_id, paragraph_id, start, "end", vector) '
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(row[0], document.id, *row[1:]) for row in rows],
    )


def delete_document(connection: sqlite3.Connection, document_id: str) -> None:
    """Remove a document and its passages."""
    connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))


def read_documents(connection: sqlite3.Connection, path: Path) -> tuple[Document, ...]:
    """Every document in the order of its adding; IndexFormatError for one that was altered."""
    documents = []
    for document_id, body, expected in connection.execute(
        "SELECT id, body, body_sha256 FROM documents ORDER BY position"
    ):
        if _sha256(body) != expected:
            raise IndexFormatError(
                f"{path}: the text of document {document_id} is damaged; "
                f"run: report-qa remove {document_id}, and add the report again"
            )
        documents.append(Document.model_validate_json(body))
    return tuple(documents)


def read_passages(connection: sqlite3.Connection) -> tuple[Passage, ...]:
    """Every passage in the order of the indexes' positions."""
    return tuple(
        Passage.model_construct(
            id=row[0], document_id=row[1], paragraph_id=row[2], start=row[3], end=row[4]
        )
        for row in connection.execute(
            'SELECT id, document_id, paragraph_id, start, "end" FROM passages ORDER BY position'
        )
    )


def read_vectors(connection: sqlite3.Connection, dim: int) -> Vectors:
    """`(n_passages, dim)` float32, in the order of `read_passages`."""
    blobs = [row[0] for row in connection.execute("SELECT vector FROM passages ORDER BY position")]
    return np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(blobs), dim)


def damaged_documents(connection: sqlite3.Connection) -> list[str]:
    """The ids of the documents whose text or passages are not as they were written."""
    damaged = []
    for document_id, body, body_sha256, passages_sha256 in connection.execute(
        "SELECT id, body, body_sha256, passages_sha256 FROM documents ORDER BY position"
    ).fetchall():
        rows = connection.execute(
            'SELECT id, paragraph_id, start, "end", vector FROM passages '
            "WHERE document_id = ? ORDER BY position",
            (document_id,),
        ).fetchall()
        if _sha256(body) != body_sha256 or _passages_sha256(rows) != passages_sha256:
            damaged.append(document_id)
    return damaged


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _passages_sha256(rows: Sequence[tuple[str, str, int, int, bytes]]) -> str:
    digest = hashlib.sha256()
    for passage_id, paragraph_id, start, end, vector in rows:
        digest.update(f"{passage_id}\n{paragraph_id}\n{start}\n{end}\n".encode())
        digest.update(vector)
    return digest.hexdigest()
