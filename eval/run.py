"""Ask an engine every question of a set, and judge what comes back."""

import platform
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

import numpy as np

from corpus.document import Document
from eval.errors import EvaluationError
from eval.judge import Record, judge
from eval.oracle import Asks, Oracle, asker
from eval.places import asked_of, document_of, targets_of
from eval.question_set import Question, QuestionSet
from eval.scores import SEARCH_DEPTH
from eval.summary import Cost, Evaluation, summarise
from qa.answer import SearchHit

Progress = Callable[[int, int], None]
"""Told how many questions of how many are done."""


class HoldsDocuments(Protocol):
    """A library: the documents that are searched."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """In a stable order."""
        ...


class AnswersQuestions(Asks, Protocol):
    """What is evaluated: `qa.engine.Engine`, or a test's own."""

    @property
    def library(self) -> HoldsDocuments:
        """What the engine searches."""
        ...

    def search(
        self, query: str, k: int = 10, document_ids: Collection[str] | None = None
    ) -> Sequence[SearchHit]:
        """The k best passages, best first."""
        ...


def evaluate(
    engine: AnswersQuestions,
    questions: QuestionSet,
    oracle: Oracle | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Evaluation:
    """Run every question through the engine; the same records on every run.

    The search is measured with the query that the engine understood (`interpreted_as`). Where
    the passages are given, nothing is searched, and only the questions that have any are asked.
    EvaluationError if there is no question, or a question's document or gold quote is missing.
    """
    asked = [each for each in questions.questions if each.answerable or oracle != "passages"]
    if not asked:
        raise EvaluationError(f"the question set {questions.name} has no question to ask")
    records: list[Record] = []
    seconds: dict[str, float] = {}
    begin = time.perf_counter()
    for record, elapsed in _records(engine, asked, oracle):
        records.append(record)
        seconds[record.question.id] = elapsed
        progress(len(records), len(asked))
    summary = summarise(
        records,
        report_qa_version=installed_version(),
        question_set=questions.name,
        questions_sha256=questions.sha256,
        corpus_sha256={document.id: document.sha256 for document in engine.library.documents},
        oracle=oracle,
    )
    cost = _cost(tuple(seconds.values()), time.perf_counter() - begin)
    return Evaluation(summary=summary, cost=cost, records=tuple(records), seconds=seconds)


def _records(
    engine: AnswersQuestions, questions: Sequence[Question], oracle: Oracle | None
) -> Iterator[tuple[Record, float]]:
    documents = engine.library.documents
    ask = asker(engine, documents, oracle)
    for question in questions:
        targets = targets_of(question, document_of(question, documents))
        begin = time.perf_counter()
        answer = ask(question, targets)
        elapsed = time.perf_counter() - begin
        hits: Sequence[SearchHit] | None = None
        if targets and oracle != "passages":
            query = answer.interpreted_as or question.question
            hits = engine.search(query, SEARCH_DEPTH, asked_of(question, documents))
        yield judge(question, answer, hits, targets), elapsed


def _cost(seconds: Sequence[float], total_seconds: float) -> Cost:
    p50, p95 = np.quantile(seconds, [0.5, 0.95]).tolist()
    return Cost(
        p50_seconds=p50,
        p95_seconds=p95,
        max_seconds=max(seconds),
        total_seconds=total_seconds,
        peak_memory_bytes=_peak_memory_bytes(),
    )


def _peak_memory_bytes() -> int | None:
    """The most memory that this process ever held resident; None where nobody counts it."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if platform.system() == "Darwin" else peak * 1024


def installed_version() -> str:
    """The version of Report QA that runs; "unknown" from a checkout that was not installed."""
    try:
        return version("report-qa")
    except PackageNotFoundError:
        return "unknown"
