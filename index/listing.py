"""What is in a library, read from its database alone: no index, no encoder."""

from pathlib import Path

from corpus.document import Document
from index import database, rows
from index.database import Database
from index.directory import default_directory


def stored_documents(directory: Path | None = None) -> tuple[Document, ...] | None:
    """The documents in the order of their adding; None where there is no library yet.

    IndexFormatError for a library of another format, or a document that was altered.
    """
    directory = directory or default_directory()
    stored = Database(directory)
    if not stored.exists():
        return None
    with stored.reading() as connection:
        database.read_state(connection, directory)
        return rows.read_documents(connection, stored.path)
