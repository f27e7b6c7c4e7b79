"""The engine's searches, of which the last is kept."""

from collections.abc import Hashable, Sequence

from corpus.document import Passage
from index.snapshot import Positions, Snapshot
from qa.query import Query
from qa.reports import HoldsReports
from qa.reranker import Reranker
from qa.retriever import Found, rerank_given, retrieve
from qa.settings import Settings
from qa.timing import Stopwatch


class Searcher:
    """Finds passages with the engine's models; for one thread at a time."""

    def __init__(self, library: HoldsReports, reranker: Reranker, settings: Settings) -> None:
        self._library = library
        self._reranker = reranker
        self._settings = settings
        self._last: tuple[Hashable, Found] | None = None

    def search(
        self,
        query: Query,
        snapshot: Snapshot,
        within: Positions | None,
        watch: Stopwatch,
        at_least: int = 0,
    ) -> Found:
        """What is found for a query, `at_least` so many; kept, as a search follows its question."""
        n_rerank = max(at_least, self._settings.n_rerank)
        places = None if within is None else within.tobytes()
        key = (snapshot.generation, query.text, query.lexical_text, places, n_rerank)
        if self._last is None or self._last[0] != key:
            settings = self._settings.model_copy(
                update={
                    "n_rerank": n_rerank,
                    "n_dense": max(at_least, self._settings.n_dense),
                    "n_lexical": max(at_least, self._settings.n_lexical),
                }
            )
            encoder = self._library.encoder
            found = retrieve(query, snapshot, encoder, self._reranker, settings, within, watch)
            self._last = (key, found)
        return self._last[1]

    def given(
        self, query: Query, snapshot: Snapshot, passages: Sequence[Passage], watch: Stopwatch
    ) -> Found:
        """The passages handed over, reranked."""
        with watch("rerank"):
            encoder = self._library.encoder
            hits = rerank_given(query, passages, snapshot, encoder, self._reranker, self._settings)
            return Found([], hits)

    def forget(self) -> None:
        """Drop what was kept, so that the next search is run and timed."""
        self._last = None
