"""The one composition: a question in, an answer with its citations out."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Self

from corpus.document import Passage
from index.encoder import Progress
from index.library import Library
from index.snapshot import Snapshot
from qa.answer import Answer, SearchHit
from qa.compose import search_hit, searched_in
from qa.confidence import ConfidenceModel, packaged_model
from qa.conversation import Turn
from qa.deciding import decide
from qa.errors import QuestionError
from qa.findings import Findings, Reading
from qa.gathering import Gatherer
from qa.lookup import absence, look_up
from qa.query import Query, make_query, read_question, require_subject
from qa.reports import HoldsReports
from qa.reranker import CrossEncoder
from qa.retriever import distinct
from qa.scope import Scope, positions_in
from qa.searching import Searcher
from qa.settings import Settings
from qa.span_reader import OnnxSpanReader, SpanReader
from qa.spelling import Speller
from qa.timing import OnStage, Stopwatch
from qa.trace import Trace, trace_of
from qa.turns import Turns


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
        self._confidence = confidence or packaged_model()
        self._speller: tuple[int, Speller] | None = None
        self._searcher = Searcher(library, self._reranker, self.settings)
        self._gatherer = Gatherer(self._searcher, reader or OnnxSpanReader(), self.settings)
        self._turns = Turns()

    @classmethod
    def open(
        cls,
        directory: Path | None = None,
        settings: Settings | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """The engine over the library in a directory, made with the bundled report if new."""
        return cls(Library.open(directory, progress=progress), settings=settings)

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for the engine while it is at another question."""
        return self._turns.is_wanted

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
        passages instead of a search. `on_stage` is told of each stage ("load", "query", "search",
        "rerank", "read") as it begins. QuestionError for a question that cannot be asked,
        LibraryError for a library that cannot be read.
        """
        cleaned = read_question(question, self.settings.max_question_chars)
        with self._turns:
            watch = Stopwatch(on_stage)
            return self._decided(self._findings(cleaned, history, document_ids, watch, evidence))

    def inspect(
        self,
        question: str,
        history: Sequence[Turn] = (),
        document_ids: Collection[str] | None = None,
    ) -> Trace:
        """What each stage made of a question, with the answer that `ask` gives; errors as there."""
        cleaned = read_question(question, self.settings.max_question_chars)
        with self._turns:
            self._searcher.forget()  # what is kept takes no time, and this is to show it
            findings = self._findings(cleaned, history, document_ids, Stopwatch())
            answer = self._decided(findings)
        return trace_of(findings, answer, self._confidence, self.settings)

    def read(
        self,
        question: str,
        history: Sequence[Turn] = (),
        document_ids: Collection[str] | None = None,
    ) -> tuple[Reading | None, Answer]:
        """What an answer is decided on, and the answer; errors as of `ask`.

        None where a table answers, or where nothing is read.
        """
        cleaned = read_question(question, self.settings.max_question_chars)
        with self._turns:
            findings = self._findings(cleaned, history, document_ids, Stopwatch())
            return findings.reading, self._decided(findings)

    def search(
        self, query: str, k: int = 10, document_ids: Collection[str] | None = None
    ) -> list[SearchHit]:
        """The k best passages of different places for a query, best first."""
        cleaned = read_question(query, self.settings.max_question_chars)
        with self._turns:
            snapshot = self.library.snapshot()
            made = make_query(cleaned, (), snapshot, self._speller_of(snapshot), lambda _: None)
            within = positions_in(made.scope, snapshot, document_ids)
            n_rerank = max(2 * k, self.settings.n_rerank)
            found = self._searcher.search(made, snapshot, within, Stopwatch(), n_rerank)
            hits = distinct(found.hits, k)
            return [search_hit(hit, rank, snapshot) for rank, hit in enumerate(hits, start=1)]

    def warm(self) -> None:
        """Load every model, so that the first question does not pay for it."""
        self.search("warm", k=1)

    def _findings(
        self,
        question: str,
        history: Sequence[Turn],
        document_ids: Collection[str] | None,
        watch: Stopwatch,
        evidence: Sequence[Passage] | None = None,
    ) -> Findings:
        with watch("load"):
            snapshot = self.library.snapshot()
        with watch("query"):
            query = self._query(question, history, snapshot, document_ids)
            looked_up = look_up(query, snapshot, document_ids) if evidence is None else None
        searched = searched_in(query, snapshot, document_ids)
        findings = Findings(query, snapshot, searched, watch, looked_up)
        if looked_up:
            return findings
        within = positions_in(query.scope, snapshot, document_ids)
        if evidence is not None:
            found = self._searcher.given(query, snapshot, evidence, watch)
            reading = self._gatherer.read(query, snapshot, found.hits, watch)
        elif absent := absence(query, within, snapshot, document_ids):
            anywhere = positions_in(Scope(), snapshot, document_ids)
            n_rerank = self.settings.n_rerank
            found = self._searcher.search(query, snapshot, anywhere, watch, n_rerank)
            return replace(findings, absent=absent, found=found)
        else:
            found, reading = self._gatherer.gather(query, snapshot, within, watch)
        return replace(findings, found=found, reading=reading)

    def _decided(self, findings: Findings) -> Answer:
        return decide(findings, self._confidence, self.settings)

    def _query(
        self,
        question: str,
        history: Sequence[Turn],
        snapshot: Snapshot,
        document_ids: Collection[str] | None,
    ) -> Query:
        def answer_to(earlier: str) -> str | None:
            try:
                findings = self._findings(earlier, (), document_ids, Stopwatch())
            except QuestionError:
                return None
            return self._decided(findings).short_answer

        query = make_query(question, history, snapshot, self._speller_of(snapshot), answer_to)
        require_subject(query)
        return query

    @cached_property
    def _english(self) -> frozenset[str]:
        return self._reranker.english_words

    def _speller_of(self, snapshot: Snapshot) -> Speller:
        if self._speller is None or self._speller[0] != snapshot.generation:
            texts = [document.text for document in snapshot.documents]
            speller = Speller(texts, self._english.__contains__)
            self._speller = (snapshot.generation, speller)
        return self._speller[1]
