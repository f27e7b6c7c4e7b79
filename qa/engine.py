"""The one composition: a question in, an answer with its citations out."""

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Self

from index.encoder import Progress
from index.library import Library
from index.snapshot import Snapshot
from qa.answer import Answer, SearchHit
from qa.compose import abstain, answer_with, search_hit, searched_in
from qa.confidence import ConfidenceModel, features_of, packaged_model
from qa.conversation import Turn
from qa.lookup import LOOKED_UP_CONFIDENCE, look_up
from qa.query import Query, make_query, read_question
from qa.reader import choose, read
from qa.reranker import CrossEncoder
from qa.retriever import Hit, distinct, retrieve
from qa.settings import Settings
from qa.short_answer import short_answer
from qa.spelling import Speller
from qa.timing import Stopwatch

MAX_SEARCH_HITS = 100


class Engine:
    """Answers questions about the reports of a library.

    Safe to call from several threads: the models are used by one question at a time.
    """

    def __init__(
        self,
        library: Library,
        reranker: CrossEncoder | None = None,
        settings: Settings | None = None,
        confidence: ConfidenceModel | None = None,
    ) -> None:
        self.library = library
        self.settings = settings or Settings()
        self._reranker = reranker or CrossEncoder()
        self._confidence = confidence or packaged_model()
        self._speller: tuple[int, Speller] | None = None
        self._lock = Lock()

    @classmethod
    def open(
        cls,
        directory: Path | None = None,
        settings: Settings | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """The engine over the library in a directory, made with the bundled report if new."""
        return cls(Library.open(directory, progress=progress), settings=settings)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        document_ids: Collection[str] | None = None,
    ) -> Answer:
        """The answer to a question, read in the light of the turns before it.

        `document_ids` limits it to those documents. QuestionError for a question that cannot be
        asked, LibraryError for a library that cannot be read.
        """
        cleaned = read_question(question, self.settings.max_question_chars)
        with self._lock:
            return self._ask(cleaned, history, document_ids, Stopwatch())

    def search(
        self, query: str, k: int = 10, document_ids: Collection[str] | None = None
    ) -> list[SearchHit]:
        """The k best passages of different places for a query, best first."""
        cleaned = read_question(query, self.settings.max_question_chars)
        with self._lock:
            snapshot = self.library.snapshot()
            made = make_query(cleaned, (), snapshot, self._speller_of(snapshot), lambda _: None)
            hits = distinct(self._retrieve(made, snapshot, document_ids, at_least=2 * k), k)
            return [search_hit(hit, rank, snapshot) for rank, hit in enumerate(hits, start=1)]

    def warm(self) -> None:
        """Load every model, so that the first question does not pay for it."""
        self.search("warm", k=1)

    def _ask(
        self,
        question: str,
        history: Sequence[Turn],
        document_ids: Collection[str] | None,
        watch: Stopwatch,
    ) -> Answer:
        with watch("load"):
            snapshot = self.library.snapshot()
            speller = self._speller_of(snapshot)

        def answer_to(earlier: str) -> str | None:
            return self._ask(earlier, (), document_ids, Stopwatch()).short_answer

        with watch("query"):
            query = make_query(question, history, snapshot, speller, answer_to)
        searched = searched_in(query, snapshot, document_ids)
        looked_up = look_up(query, snapshot, document_ids)
        if looked_up:
            return answer_with(
                query,
                looked_up.sentences,
                looked_up.short,
                searched,
                "answered",
                LOOKED_UP_CONFIDENCE,
                watch,
            )
        with watch("retrieve"):
            hits = self._retrieve(query, snapshot, document_ids)
        if not hits:
            return abstain(query, [], snapshot, searched, 0.0, watch)
        with watch("read"):
            sentences = read(query, hits, snapshot, self._reranker, self.settings)
            confidence = self._confidence.probability(features_of(query, hits, sentences))
        if confidence < self.settings.partial_threshold:
            nearest = distinct(hits, self.settings.n_nearest)
            return abstain(query, nearest, snapshot, searched, confidence, watch)
        best = sentences[0]
        return answer_with(
            query,
            choose(query, sentences),
            short_answer(query.type, query.text, best.document, best.paragraph, best.span),
            searched,
            "answered" if confidence >= self.settings.answer_threshold else "partial",
            confidence,
            watch,
        )

    def _retrieve(
        self,
        query: Query,
        snapshot: Snapshot,
        document_ids: Collection[str] | None,
        at_least: int = 0,
    ) -> list[Hit]:
        settings = self.settings
        if at_least > settings.n_rerank:
            settings = settings.model_copy(
                update={
                    "n_rerank": at_least,
                    "n_dense": max(at_least, settings.n_dense),
                    "n_lexical": max(at_least, settings.n_lexical),
                }
            )
        return retrieve(
            query, snapshot, self.library.encoder, self._reranker, settings, document_ids
        )

    @cached_property
    def _english(self) -> frozenset[str]:
        return self._reranker.english_words

    def _speller_of(self, snapshot: Snapshot) -> Speller:
        if self._speller is None or self._speller[0] != snapshot.generation:
            texts = [document.text for document in snapshot.documents]
            speller = Speller(texts, self._english.__contains__)
            self._speller = (snapshot.generation, speller)
        return self._speller[1]
