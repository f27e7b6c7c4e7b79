"""One version of a library, held in memory: what a question is answered from."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, GlossaryEntry, Passage, Speaker
from index.dense import DenseIndex
from index.encoder import Vectors
from index.lexical import LexicalIndex

Positions = NDArray[np.int64]
"""Numbers of passages, `(n,)`, ascending."""


@dataclass(frozen=True)
class Snapshot:
    """Documents, passages and both indexes of one generation; never changes.

    `passages[i]` is what both indexes know as position `i`.
    """

    generation: int
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    dense: DenseIndex
    lexical: LexicalIndex

    @cached_property
    def _document_by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    def document(self, document_id: str) -> Document:
        """The document of that id; KeyError if there is none."""
        return self._document_by_id[document_id]

    def text_of(self, passage: Passage) -> str:
        """The raw text of a passage."""
        return self.document(passage.document_id).quote(passage)

    @cached_property
    def _positions(self) -> dict[str, NDArray[np.int64]]:
        positions: dict[str, list[int]] = defaultdict(list)
        for position, passage in enumerate(self.passages):
            positions[passage.document_id].append(position)
        return {
            document_id: np.array(found, dtype=np.int64) for document_id, found in positions.items()
        }

    def positions_in(self, document_ids: Collection[str]) -> Positions:
        """The positions of the passages of some documents, ascending."""
        found = [self._positions[key] for key in set(document_ids) if key in self._positions]
        found.sort(key=lambda positions: int(positions[0]))  # a document's stand together
        return np.concatenate(found) if found else np.empty(0, dtype=np.int64)

    def search_dense(
        self, vector: Vectors, k: int, within: Positions | None = None
    ) -> list[tuple[int, float]]:
        """Up to k `(position, cosine similarity)`, best first; `within` limits the positions."""
        return self.dense.search(vector, k, within)

    def search_lexical(
        self, query: str, k: int, within: Positions | None = None
    ) -> list[tuple[int, float]]:
        """Up to k `(position, BM25 score)`, best first; `within` limits the positions."""
        return self.lexical.search(query, k, within)

    @cached_property
    def glossary(self) -> tuple[GlossaryEntry, ...]:
        """Every abbreviation that any document defines."""
        return tuple(entry for document in self.documents for entry in document.glossary)

    @cached_property
    def speakers(self) -> Sequence[tuple[Document, Speaker]]:
        """Every person introduced by any document."""
        return tuple(
            (document, speaker) for document in self.documents for speaker in document.speakers
        )
