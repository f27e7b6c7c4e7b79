"""Report QA, measured as the peers are: `python -m bench.ours FOLDER LIBRARY`.

It reads the reports themselves, cuts them into the passages that the peers are given, and keeps
them in a library on disk, made in the folder LIBRARY. Its search is all that comes before
reranking: the question made ready, both indexes, and the fusion of what they find.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.peers.protocol import measure

if TYPE_CHECKING:
    from index.snapshot import Snapshot
    from qa.spelling import Speller


class ReportQA:
    """A new library, and what the engine searches it with."""

    def __init__(self, library: str) -> None:
        from index.encoders import open_encoder
        from index.library import Library
        from qa.reranker import CrossEncoder

        self._library = Library
        self._folder = Path(library)
        self._encoder = open_encoder()
        self._encoder.encode_query("warm")
        self._english = CrossEncoder().english_words
        self._snapshot: Snapshot
        self._speller: Speller
        self._places: dict[tuple[str, str], int]

    def index(self, passages: Sequence[str]) -> None:
        """Read the reports and make the library."""
        from corpus.load import load
        from qa.spelling import Speller

        paths = sorted((Path(sys.argv[1]) / "reports").iterdir())
        library = self._library.open(
            self._folder, self._encoder, lambda: [load(path) for path in paths]
        )
        self._snapshot = library.snapshot()
        found = self._snapshot.passages
        if [self._snapshot.text_of(each) for each in found] != passages:
            raise ValueError(f"{self._folder}: these are not the passages of the peers")
        self._places = {(each.document_id, each.id): i for i, each in enumerate(found)}
        texts = [document.text for document in library.documents]
        self._speller = Speller(texts, self._english.__contains__)

    def search(self, query: str, k: int) -> list[int]:
        """The best fused candidates."""
        from qa.query import make_query
        from qa.retriever import candidates_of
        from qa.settings import Settings

        made = make_query(query, (), self._snapshot, self._speller, lambda _: None)
        found = candidates_of(made, self._snapshot, self._encoder, Settings())
        return [self._places[each.passage.document_id, each.passage.id] for each in found[:k]]


if __name__ == "__main__":
    measure(ReportQA, ("onnxruntime", "faiss-cpu", "tantivy"))
