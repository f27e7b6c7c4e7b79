"""The one composition: a question in, an answer with its citations out."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Protocol, Self

from corpus.document import Document, Passage
from index.encoder import Encoder, Progress
from index.library import Library
from index.snapshot import Positions, Snapshot
from qa.answer import Answer, SearchHit, Status
from qa.choosing import choose
from qa.compose import abstain, answer_with, search_hit, searched_in
from qa.confidence import ConfidenceModel, features_of, packaged_model
from qa.conversation import Turn
from qa.lookup import LOOKED_UP_CONFIDENCE, absence, look_up
from qa.paragraph_reading import read_paragraphs
from qa.query import Query, make_query, read_question
from qa.reader import ReadSentence, read
from qa.reranker import CrossEncoder
from qa.retriever import Hit, distinct, rerank_given, retrieve
from qa.scope import Scope, positions_in
from qa.settings import Settings
from qa.span_reader import OnnxSpanReader, SpanReader
from qa.spelling import Speller
from qa.support import unmentioned
from qa.timing import OnStage, Stopwatch


@dataclass(frozen=True)
class Reading:
    """What was found for a question, and the features that decide whether it answers."""

    query: Query
    hits: list[Hit]
    sentences: list[ReadSentence]
    features: dict[str, float]


class HoldsReports(Protocol):
    """What an engine answers from: a `Library` on disk, or a collection in memory."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """In a stable order."""
        ...

    @property
    def encoder(self) -> Encoder:
        """What its passages were encoded with."""
        ...

    def snapshot(self) -> Snapshot:
        """One version of it; LibraryError where it cannot be read."""
        ...


class Engine:
    """Answers questions about the reports of a library.

    Safe to call from several threads: the models are used by one question at a time.
    """

    def __init__(
        self,
        library: HoldsReports,
        reranker: CrossEncoder | None = None,
        reader: SpanReader | None = None,
        settings: Settings | None = None,
        confidence: ConfidenceModel | None = None,
    ) -> None:
        self.library = library
        self.settings = settings or Settings()
        self._reranker = reranker or CrossEncoder()
        self._reader = reader or OnnxSpanReader()
        self._confidence = confidence or packaged_model()
        self._speller: tuple[int, Speller] | None = None
        self._last: tuple[Hashable, list[Hit]] | None = None
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
        evidence: Sequence[Passage] | None = None,
        on_stage: OnStage | None = None,
    ) -> Answer:
        """The answer to a question, read in the light of the turns before it.

        `document_ids` limits it to those documents; with `evidence`, it is read from these
        passages instead of a search. `on_stage` is told of each stage ("load", "query", "retrieve",
        "read") as it begins. QuestionError for a question that cannot be asked,
        LibraryError for a library that cannot be read.
        """
        cleaned = read_question(question, self.settings.max_question_chars)
        with self._lock:
            watch = Stopwatch(on_stage)
            return self._ask(cleaned, history, document_ids, evidence, watch)

    def read(
        self,
        question: str,
        history: Sequence[Turn] = (),
        document_ids: Collection[str] | None = None,
    ) -> Reading | None:
        """What an answer would be decided on; None where a table answers or nothing is found."""
        cleaned = read_question(question, self.settings.max_question_chars)
        with self._lock:
            snapshot = self.library.snapshot()
            query = self._query(cleaned, history, snapshot, document_ids)
            if look_up(query, snapshot, document_ids):
                return None
            within = positions_in(query.scope, snapshot, document_ids)
            return self._read(query, snapshot, within, None, Stopwatch())

    def search(
        self, query: str, k: int = 10, document_ids: Collection[str] | None = None
    ) -> list[SearchHit]:
        """The k best passages of different places for a query, best first."""
        cleaned = read_question(query, self.settings.max_question_chars)
        with self._lock:
            snapshot = self.library.snapshot()
            made = make_query(cleaned, (), snapshot, self._speller_of(snapshot), lambda _: None)
            within = positions_in(made.scope, snapshot, document_ids)
            hits = distinct(self._retrieve(made, snapshot, within, at_least=2 * k), k)
            return [search_hit(hit, rank, snapshot) for rank, hit in enumerate(hits, start=1)]

    def warm(self) -> None:
        """Load every model, so that the first question does not pay for it."""
        self.search("warm", k=1)

    def _ask(
        self,
        question: str,
        history: Sequence[Turn],
        document_ids: Collection[str] | None,
        evidence: Sequence[Passage] | None,
        watch: Stopwatch,
    ) -> Answer:
        with watch("load"):
            snapshot = self.library.snapshot()
        with watch("query"):
            query = self._query(question, history, snapshot, document_ids)
            found = look_up(query, snapshot, document_ids) if evidence is None else None
        searched = searched_in(query, snapshot, document_ids)
        if found:
            return answer_with(query, found, searched, "answered", LOOKED_UP_CONFIDENCE, watch)
        n_nearest = self.settings.n_nearest
        within = positions_in(query.scope, snapshot, document_ids)
        absent = absence(query, within, snapshot, document_ids) if evidence is None else None
        if absent:
            hits = self._retrieve(query, snapshot, positions_in(Scope(), snapshot, document_ids))
            return abstain(query, hits, n_nearest, snapshot, searched, 0.0, watch, absent)
        reading = self._read(query, snapshot, within, evidence, watch)
        if reading is None:
            return abstain(query, [], 0, snapshot, searched, 0.0, watch)
        confidence = self._confidence.probability(reading.features)
        remark, hits = unmentioned(query.text, reading.sentences[0]), reading.hits
        if confidence < self.settings.partial_threshold:
            return abstain(query, hits, n_nearest, snapshot, searched, confidence, watch, remark)
        status: Status = "answered" if confidence >= self.settings.answer_threshold else "partial"
        shown = choose(query, reading.sentences)
        return answer_with(query, shown, searched, status, confidence, watch, remark)

    def _query(
        self,
        question: str,
        history: Sequence[Turn],
        snapshot: Snapshot,
        document_ids: Collection[str] | None,
    ) -> Query:
        def answer_to(earlier: str) -> str | None:
            return self._ask(earlier, (), document_ids, None, Stopwatch()).short_answer

        return make_query(question, history, snapshot, self._speller_of(snapshot), answer_to)

    def _read(
        self,
        query: Query,
        snapshot: Snapshot,
        within: Positions | None,
        evidence: Sequence[Passage] | None,
        watch: Stopwatch,
    ) -> Reading | None:
        with watch("retrieve"):
            if evidence is None:
                hits = self._retrieve(query, snapshot, within)
            else:
                hits = rerank_given(
                    query, evidence, snapshot, self.library.encoder, self._reranker, self.settings
                )
        if not hits:
            return None
        with watch("read"):
            paragraphs = read_paragraphs(
                query.text, hits, snapshot, self._reader, self.settings.n_paragraphs
            )
            sentences = read(hits, paragraphs)
            return Reading(query, hits, sentences, features_of(query, sentences))

    def _retrieve(
        self,
        query: Query,
        snapshot: Snapshot,
        within: Positions | None,
        at_least: int = 0,
    ) -> list[Hit]:
        """The hits for a query; the last ones are kept, for a search often follows its question."""
        n_rerank = max(at_least, self.settings.n_rerank)
        places = None if within is None else within.tobytes()
        key = (snapshot.generation, query.text, query.lexical_text, places, n_rerank)
        if self._last is None or self._last[0] != key:
            settings = self.settings.model_copy(
                update={
                    "n_rerank": n_rerank,
                    "n_dense": max(at_least, self.settings.n_dense),
                    "n_lexical": max(at_least, self.settings.n_lexical),
                }
            )
            encoder = self.library.encoder
            hits = retrieve(query, snapshot, encoder, self._reranker, settings, within)
            self._last = (key, hits)
        return self._last[1]

    @cached_property
    def _english(self) -> frozenset[str]:
        return self._reranker.english_words

    def _speller_of(self, snapshot: Snapshot) -> Speller:
        if self._speller is None or self._speller[0] != snapshot.generation:
            texts = [document.text for document in snapshot.documents]
            speller = Speller(texts, self._english.__contains__)
            self._speller = (snapshot.generation, speller)
        return self._speller[1]
