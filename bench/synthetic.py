"""Libraries of any size, made of the bundled report's sentences with words exchanged."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus.document import Document
from corpus.load import bundled, document_from_text
from corpus.passages import passages_of
from index.encoder import Encoder, EncoderSpec, Progress, Vectors
from index.encoders import open_encoder
from index.library import Library

PASSAGES_A_REPORT = 500
_SENTENCES_A_PARAGRAPH = 6
_EXCHANGED = 0.3
_NOISE = 0.6


class SyntheticEncoder:
    """The real encoder for queries; a passage's vector is that of a real sentence, and noise.

    It is the sentence that the passage's first one was made of. The noise, `_NOISE` long, stands
    for the words that were exchanged. Encoding 50,000 passages would take many minutes.
    """

    def __init__(self, pool: "Pool") -> None:
        self._real = open_encoder()
        self._pool = pool
        self._vectors = self._real.encode_passages(pool.sentences)
        self._random = np.random.default_rng(1)

    @property
    def spec(self) -> EncoderSpec:
        """The real encoder's, so that the library opens with it."""
        return self._real.spec

    def fits(self, text: str) -> bool:
        """As the real encoder says."""
        return self._real.fits(text)

    def encode_query(self, text: str) -> Vectors:
        """`(dim,)` float32, unit norm; the real encoder's."""
        return self._real.encode_query(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm."""
        del progress
        real = self._vectors[[self._pool.origin_of(text) for text in texts]]
        noise = self._random.normal(size=real.shape) * _NOISE / real.shape[1] ** 0.5
        vectors = (real + noise).astype(np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class Pool:
    """The sentences of the bundled report, and endless others made of them."""

    def __init__(self) -> None:
        report = bundled()
        self.sentences = [
            report.quote(sentence)
            for paragraph in report.paragraphs
            if paragraph.kind in ("body", "list item")
            for sentence in paragraph.sentences
            if 40 <= sentence.end - sentence.start <= 300
        ]
        self._words = [word for sentence in self.sentences for word in sentence.split()]
        self._random = random.Random(1)
        self._origin: dict[str, int] = {}
        self._n_made = 0

    def sentence(self) -> str:
        """A sentence that no other is like: words exchanged, and a number of its own."""
        origin = self._random.randrange(len(self.sentences))
        words = [
            self._random.choice(self._words) if self._random.random() < _EXCHANGED else word
            for word in self.sentences[origin].rstrip(". ").split()
        ]
        self._n_made += 1
        made = " ".join(words).replace(".", "").capitalize()
        self._origin[f"no {self._n_made}."] = origin
        return f"{made} no {self._n_made}."

    def origin_of(self, text: str) -> int:
        """Which real sentence the first made one in a text was made of."""
        words = text.split()
        ends = (f"{a} {b}" for a, b in pairwise(words))
        return next((self._origin[end] for end in ends if end in self._origin), 0)


def reports(pool: Pool, encoder: Encoder, n_passages: int) -> Iterator[Document]:
    """The bundled report, and made ones of some 500 passages, until there are so many."""
    document = bundled()
    n_made, number = 0, 0
    while n_made < n_passages:
        yield document
        n_made += len(passages_of(document, encoder.fits))
        number += 1
        document = _report(pool, number, min(PASSAGES_A_REPORT, n_passages - n_made))


def _report(pool: Pool, number: int, n_passages: int) -> Document:
    n_paragraphs = max(1, n_passages // (_SENTENCES_A_PARAGRAPH - 2))
    paragraphs = [
        " ".join(pool.sentence() for _ in range(_SENTENCES_A_PARAGRAPH))
        for _ in range(n_paragraphs)
    ]
    text = f"REPORT {number}\n\n" + "\n\n".join(paragraphs)
    return document_from_text(text, source=f"report-{number}.txt")


def make_library(directory: Path, n_passages: int) -> Library:
    """A library of about `n_passages` passages, with the bundled report as its first."""
    pool = Pool()
    encoder = SyntheticEncoder(pool)
    return Library.open(directory, encoder, lambda: list(reports(pool, encoder, n_passages)))
