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
        self._last: Hashable = None
        self._found: dict[int, Found] = {}  # of the last query, by how many were reranked

    def search(
        self,
        query: Query,
        snapshot: Snapshot,
        within: Positions | None,
        watch: Stopwatch,
        n_rerank: int,
    ) -> Found:
        """What is found for a query, so many reranked.

        Kept, for a search follows its question, and more of it a first part: what was reranked for
        the last query is not again.
        """
        settings = self._settings.model_copy(
            update={
                "n_rerank": n_rerank,
                "n_dense": max(n_rerank, self._settings.n_dense),
                "n_lexical": max(n_rerank, self._settings.n_lexical),
            }
        )
        places = None if within is None else within.tobytes()
        sizes = (settings.n_dense, settings.n_lexical)
        key = (snapshot.generation, query.text, query.lexical_text, places, sizes)
        if self._last != key:
            self._last, self._found = key, {}
        if n_rerank not in self._found:
            before = max((n for n in self._found if n < n_rerank), default=None)
            self._found[n_rerank] = retrieve(
                query,
                snapshot,
                self._library.encoder,
                self._reranker,
                settings,
                within,
                watch,
                None if before is None else self._found[before],
            )
        return self._found[n_rerank]

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
        self._found = {}
