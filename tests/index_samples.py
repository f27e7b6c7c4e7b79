"""A tiny encoder and small reports whose vectors and passages can be worked out by hand."""

from collections.abc import Sequence

import numpy as np

from corpus.load import document_from_text
from index.encoder import EncoderSpec
from index.errors import ModelError
from index.library import Library

KEYWORDS = ("migrant", "refugee", "ocean", "money", "school", "paris")
"""A dimension each; the last dimension is for a text with none of them."""

MAX_WORDS = 40


class KeywordEncoder:
    """Counts keywords: `vector[i]` is how often keyword `i` occurs, scaled to unit norm."""

    def __init__(self, name="keywords", max_words=MAX_WORDS):
        self.spec = EncoderSpec(
            name=name, sha256="0" * 64, dim=len(KEYWORDS) + 1, max_tokens=max_words,
            precision="float32",
        )  # fmt: skip

    def fits(self, text):
        return len(text.split()) <= self.spec.max_tokens

    def encode_passages(self, texts: Sequence[str], progress=None):
        for text in texts:
            if not self.fits(text):
                raise ModelError(f"a passage of {len(text.split())} words")
        vectors = [self.encode_query(text) for text in texts]
        if progress:
            progress(len(texts), len(texts))
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.spec.dim)

    def encode_query(self, text):
        counts = [text.lower().count(keyword) for keyword in KEYWORDS]
        vector = np.array([*counts, 0 if any(counts) else 1], dtype=np.float32)
        return vector / np.linalg.norm(vector)


OCEAN_TEXT = (
    "SEAS\n\nThe ocean is deep. Nobody owns the ocean.\n\n"
    "Ships cross it with money and with migrants."
)
SCHOOL_TEXT = "The school is small. Every refugee may learn there. The lessons are held in Paris."


def document(text=OCEAN_TEXT, source="seas.txt"):
    return document_from_text(text, source=source)


def open_library(directory, documents=(), **options):
    """The library in a directory, made with `documents` if it is new."""
    options.setdefault("encoder", KeywordEncoder())
    return Library.open(directory, initial=lambda: list(documents), **options)


def numbered_document(number):
    """A report of its own words; its source tells its number."""
    return document(f"Report {number} is on money. Its ocean has {number} ships.", f"{number}.txt")


def revision(number):
    """Two reports that are always changed together; what they have in common is most of them."""
    return [
        document(f"The money is in {place}.\n\nThis is revision {number}.", f"{place}.txt")
        for place in ("bergen", "oslo")
    ]
