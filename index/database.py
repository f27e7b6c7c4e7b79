"""The library's truth: documents, passages and their vectors in one SQLite file.

Both indexes are rebuilt from it, so it alone must survive; `rows` tells what is in it. It is kept
with SQLite's rollback journal, in which a commit waits until nobody is reading.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from index.encoder import EncoderSpec
from index.errors import IndexFormatError, LibraryBusyError
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
    passages_sha256 TEXT NOT NULL,
    vectors_sha256 TEXT NOT NULL
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
        with self._connected() as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is committed at the end, or undone if anything is raised."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        uri = f"{self.path.absolute().as_uri()}?mode=rw"  # makes no database where one is lost
        with (
            _damage_named(self.path),
            closing(
                sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
            ) as connection,
        ):
            connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_spill = OFF")  # readers wait for the commit only
            yield connection


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "disk is full" in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        if "locked" in str(error):
            raise LibraryBusyError(
                f"{path}: another process has been using the library for {_BUSY_SECONDS:.0f} "
                "seconds; try again when it is done"
            ) from error
        raise IndexFormatError(f"{path}: the database cannot be used ({_line(error)})") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # it may quote damaged text
        raise IndexFormatError(
            f"{path}: the database is damaged ({_line(error)}); move the library away and add the "
            "reports again"
        ) from error


def _line(message: object) -> str:
    """A message of SQLite's, which may quote a whole statement, in one line."""
    return " ".join(str(message).split())


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
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise IndexFormatError(f"{path}: the table meta of the library is damaged") from error


def write_generation(connection: sqlite3.Connection, generation: int, manifest_sha256: str) -> None:
    """Name the generation that the indexes have from this transaction on."""
    _set(connection, "generation", str(generation))
    _set(connection, "manifest_sha256", manifest_sha256)


def _set(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def structural_damage(connection: sqlite3.Connection) -> str | None:
    """What SQLite finds wrong with its pages and indexes, in one line; None for a sound file."""
    (report,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if report == "ok" else _line(report)
