"""The rows of a library's database: documents, their passages and the passages' vectors.

Every document carries a sha256 of its text, of its passages and of their vectors, for SQLite itself
does not notice a flipped bit. The first two are checked whenever they are read, the third before
vectors are indexed.
"""

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from corpus.document import Document, Passage
from index.encoder import Vectors
from index.errors import IndexFormatError

_PASSAGE_COLUMNS = 'id, document_id, paragraph_id, start, "end"'


def document_ids(connection: sqlite3.Connection) -> set[str]:
    """The ids of the documents that are there."""
    return {row[0] for row in connection.execute("SELECT id FROM documents")}


def is_stored(connection: sqlite3.Connection, document: Document) -> bool:
    """Whether a document is there just as it is given, or is there and damaged."""
    row = connection.execute(
        "SELECT body, body_sha256 FROM documents WHERE id = ?", (document.id,)
    ).fetchone()
    if row is None:
        return False
    return _sha256(row[:1]) != row[1] or Document.model_validate_json(row[0]) == document


def ids_by_source(connection: sqlite3.Connection, sources: Collection[str]) -> dict[str, list[str]]:
    """The ids of the documents of each of some sources that has any.

    What is left of a text that damage made unreadable has no source.
    """
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for document_id, source in connection.execute(
        "SELECT id, CASE WHEN json_valid(body) THEN json_extract(body, '$.source') END "
        "FROM documents ORDER BY position"
    ):
        if source in sources:
            ids[source].append(document_id)
    return dict(ids)


def insert_document(
    connection: sqlite3.Connection,
    document: Document,
    passages: Sequence[Passage],
    vectors: Vectors,
) -> None:
    """Add a document with its passages and their `(n_passages, dim)` vectors."""
    body = document.model_dump_json()
    rows = [
        (passage.id, document.id, passage.paragraph_id, passage.start, passage.end)
        for passage in passages
    ]
    blobs = [vector.tobytes() for vector in vectors]
    connection.execute(
        "INSERT INTO documents (id, body, body_sha256, passages_sha256, vectors_sha256) "
        "VALUES (?, ?, ?, ?, ?)",
        (document.id, body, _sha256([body]), _sha256(rows), _sha256(blobs)),
    )
    connection.executemany(
        f"INSERT INTO passages ({_PASSAGE_COLUMNS}, vector) VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, blob) for row, blob in zip(rows, blobs, strict=True)],
    )


def delete_document(connection: sqlite3.Connection, document_id: str) -> Document:
    """Remove a document with its passages, and passages that damage has orphaned.

    Returns what was there; of a text too damaged to be read, the id alone.
    """
    (body,) = connection.execute(
        "DELETE FROM documents WHERE id = ? RETURNING body", (document_id,)
    ).fetchone()
    connection.execute("DELETE FROM passages WHERE document_id NOT IN (SELECT id FROM documents)")
    try:
        return Document.model_validate_json(body)
    except (TypeError, ValidationError):
        return Document(id=document_id, title="(damaged)", source="", sha256="", text="")


def read_documents(connection: sqlite3.Connection, path: Path) -> tuple[Document, ...]:
    """Every document in the order of its adding; IndexFormatError for one that was altered."""
    documents = []
    for document_id, body, expected in connection.execute(
        "SELECT id, body, body_sha256 FROM documents ORDER BY position"
    ):
        if _sha256([body]) != expected:
            raise damaged(path, document_id)
        documents.append(Document.model_validate_json(body))
    return tuple(documents)


def read_passages(connection: sqlite3.Connection, path: Path) -> tuple[Passage, ...]:
    """Every passage in the order of the indexes' positions; IndexFormatError for altered ones."""
    rows = connection.execute(
        f"SELECT {_PASSAGE_COLUMNS} FROM passages ORDER BY position"
    ).fetchall()
    rows_of: defaultdict[str, list[object]] = defaultdict(list)
    for row in rows:
        rows_of[row[1]].append(row)
    expected = dict(connection.execute("SELECT id, passages_sha256 FROM documents"))
    for document_id in [*expected, *rows_of]:
        if _sha256(rows_of[document_id]) != expected.get(document_id):
            raise damaged(path, document_id)
    return tuple(
        Passage.model_construct(
            id=row[0], document_id=row[1], paragraph_id=row[2], start=row[3], end=row[4]
        )
        for row in rows
    )


def read_vectors(connection: sqlite3.Connection, dim: int) -> Vectors:
    """`(n_passages, dim)` float32, in the order of `read_passages`."""
    import numpy as np

    blobs = [row[0] for row in connection.execute("SELECT vector FROM passages ORDER BY position")]
    return np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(blobs), dim)


def encoded_passages(
    connection: sqlite3.Connection,
) -> Iterator[tuple[str, list[tuple[int, int, bytes]]]]:
    """The text of each sound document, and `(start, end, vector)` of its passages."""
    damaged_ids = set(damaged_documents(connection))
    for document_id, body in connection.execute("SELECT id, body FROM documents").fetchall():
        if document_id not in damaged_ids:
            passages = connection.execute(
                'SELECT start, "end", vector FROM passages WHERE document_id = ? ORDER BY position',
                (document_id,),
            ).fetchall()
            yield json.loads(body)["text"], passages


def damaged_documents(connection: sqlite3.Connection) -> list[str]:
    """The ids of the documents whose text, passages or vectors are not as they were written."""
    found = []
    for document_id, body, *expected in connection.execute(
        "SELECT id, body, body_sha256, passages_sha256, vectors_sha256 FROM documents "
        "ORDER BY position"
    ).fetchall():
        rows = connection.execute(
            f"SELECT {_PASSAGE_COLUMNS}, vector FROM passages "
            "WHERE document_id = ? ORDER BY position",
            (document_id,),
        ).fetchall()
        actual = [_sha256([body]), _sha256(row[:-1] for row in rows), _sha256(r[-1] for r in rows)]
        if actual != expected:
            found.append(document_id)
    return found


def damaged(path: Path, document_id: str) -> IndexFormatError:
    """The error that names a document that is not as it was written, and the way out."""
    return IndexFormatError(
        f"{path}: document {document_id} is damaged; "
        f"run: report-qa remove {document_id}, and add the report again"
    )


def _sha256(values: Iterable[object]) -> str:
    """The sha256 of some columns; what damage turned into another type hashes differently."""
    digest = hashlib.sha256()
    for value in values:
        digest.update(value if isinstance(value, bytes) else f"{value}\n".encode())
    return digest.hexdigest()
