"""From documents to rows of the database, and from the rows to the two indexes."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.document import Document
from corpus.passages import MAX_SENTENCES, passages_of
from index import database, rows
from index.encoder import Encoder, Progress
from index.encoding import encode
from index.generation import build_generation


def insert(
    connection: sqlite3.Connection,
    encoder: Encoder,
    documents: Sequence[Document],
    progress: Progress | None,
    instead_of: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Cut documents into passages, encode these and write all to the database.

    `instead_of` tells the ids of documents that go, by the source of the one that takes their
    place; what they have in common with it is not encoded anew.
    """
    passages = [passages_of(document, encoder.fits) for document in documents]
    texts = [
        document.quote(passage)
        for document, found in zip(documents, passages, strict=True)
        for passage in found
    ]
    vectors = encode(connection, encoder, texts, progress)
    for document_id in (each for ids in (instead_of or {}).values() for each in ids):
        rows.delete_document(connection, document_id)
    first = 0
    for document, found in zip(documents, passages, strict=True):
        rows.insert_document(connection, document, found, vectors[first : first + len(found)])
        first += len(found)


def reindex(connection: sqlite3.Connection, directory: Path) -> None:
    """Build the next generation of the indexes from the database, and name it there.

    IndexFormatError where the database holds a damaged document, which is not indexed.
    """
    path = directory / database.DATABASE_NAME
    state = database.read_state(connection, directory)
    for document_id in rows.damaged_documents(connection):
        raise rows.damaged(path, document_id)
    documents = {document.id: document for document in rows.read_documents(connection, path)}
    texts = [
        documents[passage.document_id].quote(passage)
        for passage in rows.read_passages(connection, path)
    ]
    vectors = rows.read_vectors(connection, state.encoder.dim)
    generation = state.generation + 1
    manifest_sha256 = build_generation(
        directory, generation, texts, vectors, state.encoder, MAX_SENTENCES
    )
    database.write_generation(connection, generation, manifest_sha256)


def leave_unindexed(connection: sqlite3.Connection, directory: Path) -> None:
    """Name a generation that is not there, since the database cannot be indexed as it is now."""
    state = database.read_state(connection, directory)
    database.write_generation(connection, state.generation + 1, "")
