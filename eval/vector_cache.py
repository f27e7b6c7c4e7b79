"""Encode a text once: vectors kept by the text's hash, in the user's cache folder.

A data set is encoded in pieces that are committed one by one, so that a stopped benchmark goes on
where it stopped, and so that a change of the passage rules encodes only what is new.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from index.encoder import Encoder, EncoderSpec, Progress, Vectors

_PIECE = 512
"""Texts encoded between two commits: some seconds of work."""


class CachingEncoder:
    """An encoder that asks another one only for the texts that it has not seen."""

    def __init__(self, encoder: Encoder, directory: Path) -> None:
        self._encoder = encoder
        spec = hashlib.sha256(encoder.spec.model_dump_json().encode()).hexdigest()
        self._path = directory / f"vectors-{spec[:16]}.sqlite3"

    @property
    def spec(self) -> EncoderSpec:
        """The identity of the encoder behind it."""
        return self._encoder.spec

    def fits(self, text: str) -> bool:
        """Whether the encoder behind it reads the whole text."""
        return self._encoder.fits(text)

    def encode_query(self, text: str) -> Vectors:
        """`(dim,)` float32, unit norm; not cached."""
        return self._encoder.encode_query(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm; `progress` counts the texts that are new."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        with self._connection() as connection:
            known = {row[0] for row in connection.execute("SELECT sha256 FROM vectors")}
            new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            ordered = sorted(new, key=lambda key: (len(new[key]), key))
            for first in range(0, len(ordered), _PIECE):
                piece = ordered[first : first + _PIECE]
                vectors = self._encoder.encode_passages([new[key] for key in piece])
                rows = zip(piece, (vector.tobytes() for vector in vectors), strict=True)
                connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
                connection.commit()
                if progress is not None:
                    progress(min(first + _PIECE, len(ordered)), len(ordered))
            return self._read(connection, keys)

    def _read(self, connection: sqlite3.Connection, keys: Sequence[bytes]) -> Vectors:
        vectors = np.empty((len(keys), self.spec.dim), dtype=np.float32)
        for row, key in enumerate(keys):
            found = connection.execute("SELECT vector FROM vectors WHERE sha256 = ?", (key,))
            vectors[row] = np.frombuffer(found.fetchone()[0], dtype=np.float32)
        return vectors

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=60)) as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors"
                " (sha256 BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
            )
            yield connection
