"""Vectors of texts, each text encoded once: what a library has encoded before is not again."""

import sqlite3
from collections.abc import Collection, Sequence

import numpy as np

from index import rows
from index.encoder import Encoder, Progress, Vectors


def encode(
    connection: sqlite3.Connection,
    encoder: Encoder,
    texts: Sequence[str],
    progress: Progress | None,
) -> Vectors:
    """`(n_texts, dim)` float32, unit norm: of the library where it has a text, else encoded."""
    known = known_vectors(connection, set(texts))
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known.update(zip(new, encoder.encode_passages(new, progress), strict=True))
    vectors = np.empty((len(texts), encoder.spec.dim), dtype=np.float32)
    for index, text in enumerate(texts):
        vectors[index] = known[text]
    return vectors


def known_vectors(connection: sqlite3.Connection, texts: Collection[str]) -> dict[str, Vectors]:
    """The `(dim,)` vectors that a library has of some texts; damaged documents give none."""
    found = {}
    for document_text, passages in rows.encoded_passages(connection):
        for start, end, vector in passages:
            text = document_text[start:end]
            if text in texts and text not in found:
                found[text] = np.frombuffer(vector, dtype=np.float32)
    return found
