"""The stages of our retrieval, each as a ranking of the items of a collection.

An item stands where its best passage stands. All stages search with the same query, made of the
question and its history as the engine makes it, so that they differ in the search alone.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from corpus.passages import passages_of
from eval.collection import Dataset, DatasetQuery
from index.dense import DenseIndex
from index.encoder import Encoder, Progress
from index.lexical import LexicalIndex
from index.snapshot import Snapshot
from qa.engine import Engine
from qa.query import Query, make_query
from qa.reranker import CrossEncoder
from qa.retriever import retrieve
from qa.settings import Settings
from qa.spelling import Speller

Stage = Literal["bm25-items", "bm25", "dense", "default"]
STAGES: tuple[Stage, ...] = ("bm25-items", "bm25", "dense", "default")
"""BM25 over whole items and over passages, dense over passages, and what the engine does."""

N_PASSAGES = 200
"""Passages taken from a single stage: enough for ten different items, and a few to spare."""


class Ranker(Protocol):
    """Ranks the items of a collection for a query."""

    def rank(self, query: DatasetQuery, k: int) -> list[tuple[str, float]]:
        """Up to k `(corpus_id, score)`, best first; a higher score is better."""
        ...


class Retrieval:
    """The indexes over a collection, in memory, and the rankers over them.

    It is what an engine needs of a library, too: `documents`, `encoder` and `snapshot`.
    """

    def __init__(
        self,
        dataset: Dataset,
        encoder: Encoder,
        settings: Settings | None = None,
        progress: Progress | None = None,
        reranker: CrossEncoder | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.encoder = encoder
        self._reranker = reranker or CrossEncoder()
        self.documents = dataset.documents
        self._snapshot = _snapshot(dataset, encoder, progress)

    def snapshot(self) -> Snapshot:
        """The collection as one version of a library."""
        return self._snapshot

    def engine(self) -> Engine:
        """An engine that answers from the collection."""
        return Engine(self, self._reranker, settings=self.settings)

    def ranker(self, stage: Stage) -> Ranker:
        """The ranker of a stage."""
        rank: dict[Stage, Callable[[Query], Iterable[tuple[str, float]]]] = {
            "bm25-items": self._rank_items,
            "bm25": self._rank_lexical,
            "dense": self._rank_dense,
            "default": self._rank_default,
        }
        return _StageRanker(self._query, rank[stage])

    @cached_property
    def _speller(self) -> Speller:
        texts = [document.text for document in self.documents]
        return Speller(texts, self._reranker.english_words.__contains__)

    @cached_property
    def _item_index(self) -> LexicalIndex:
        return _lexical([document.text for document in self.documents])

    def _query(self, query: DatasetQuery) -> Query:
        return make_query(
            query.text, query.history, self._snapshot, self._speller, lambda _earlier: None
        )

    def _rank_items(self, query: Query) -> Iterable[tuple[str, float]]:
        hits = self._item_index.search(query.lexical_text, N_PASSAGES)
        return [(self.documents[position].id, score) for position, score in hits]

    def _rank_lexical(self, query: Query) -> Iterable[tuple[str, float]]:
        return self._named(self._snapshot.search_lexical(query.lexical_text, N_PASSAGES))

    def _rank_dense(self, query: Query) -> Iterable[tuple[str, float]]:
        vector = self.encoder.encode_query(query.text)
        return self._named(self._snapshot.search_dense(vector, N_PASSAGES))

    def _rank_default(self, query: Query) -> Iterable[tuple[str, float]]:
        """What the engine retrieves, and below it the candidates that it does not rerank."""
        found = retrieve(query, self._snapshot, self.encoder, self._reranker, self.settings)
        ranked = [(hit.passage.document_id, hit.score) for hit in found.hits]
        floor = min((score for _, score in ranked), default=0.0)
        tail = [
            (candidate.passage.document_id, floor - rank)
            for rank, candidate in enumerate(found.candidates, start=1)
        ]
        return [*ranked, *tail]

    def _named(self, hits: Sequence[tuple[int, float]]) -> list[tuple[str, float]]:
        passages = self._snapshot.passages
        return [(passages[position].document_id, score) for position, score in hits]


class _StageRanker:
    """Makes the query, runs a stage, and keeps the best passage of each item."""

    def __init__(
        self,
        make: Callable[[DatasetQuery], Query],
        search: Callable[[Query], Iterable[tuple[str, float]]],
    ) -> None:
        self._make = make
        self._search = search

    def rank(self, query: DatasetQuery, k: int) -> list[tuple[str, float]]:
        """Up to k `(corpus_id, score)`, best first, ties in the order of the search."""
        best: dict[str, float] = {}
        for corpus_id, score in self._search(self._make(query)):
            best.setdefault(corpus_id, score)
        return list(best.items())[:k]


def _snapshot(dataset: Dataset, encoder: Encoder, progress: Progress | None) -> Snapshot:
    passages = [
        passage for document in dataset.documents for passage in passages_of(document, encoder.fits)
    ]
    by_id = {document.id: document for document in dataset.documents}
    texts = [by_id[passage.document_id].quote(passage) for passage in passages]
    vectors = encoder.encode_passages(texts, progress)
    return Snapshot(
        generation=1,
        documents=dataset.documents,
        passages=tuple(passages),
        dense=DenseIndex.build(vectors),
        lexical=_lexical(texts),
    )


def _lexical(texts: Sequence[str]) -> LexicalIndex:
    """An index in a folder that is gone at once: Tantivy holds its files open."""
    with tempfile.TemporaryDirectory() as directory:
        return LexicalIndex.build(Path(directory), texts)
