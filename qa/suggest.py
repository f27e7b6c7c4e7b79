"""Questions to suggest: those that a report gives rise to, as far as the engine answers them."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from corpus.document import Document
from corpus.errors import ReportQAError
from qa.answer import Answer
from qa.candidates import in_turn, questions_near, questions_on
from qa.conversation import Turn
from qa.followup import leans
from qa.timing import OnStage

N_SUGGESTED = 3
SURE = 0.5
"""An answer of this confidence is more likely right than wrong: its question is preferred."""

MAX_CHECKED = 10
"""How many candidates the engine is asked at most."""

MAX_DOCUMENTS = 5
"""Of how many reports questions are made before anything was asked."""

MAX_SECONDS = 60.0
"""How long may be looked for them, with all the time that others had the engine."""

PAUSE_SECONDS = 0.05
MAX_KEPT = 1_000

Place = tuple[str, int, int]
"""A quote: the document's id, and where it begins and ends."""


@dataclass(frozen=True)
class _Checked:
    """What came of a candidate: the quotes of its answer, none if there is no answer."""

    places: frozenset[Place]
    is_sure: bool


class Asked(Protocol):
    """The part of an engine that is needed; `qa.engine.Engine` is one, the tests' is another."""

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for an answer while another question is answered."""
        ...

    def ask(
        self,
        question: str,
        history: tuple[Turn, ...] = (),
        document_ids: Collection[str] | None = None,
        *,
        on_stage: OnStage | None = None,
    ) -> Answer:
        """Answer a question."""
        ...


class _GivesWay(Exception):
    """Somebody waits for the engine."""


class Suggester:
    """Finds questions to suggest, and keeps what came of them while the reports are the same."""

    def __init__(self) -> None:
        self._ids: tuple[str, ...] = ()
        self._kept: dict[tuple[str, Collection[str] | None], _Checked] = {}

    def suggest(
        self,
        engine: Asked,
        documents: Collection[Document],
        document_ids: tuple[str, ...] | None = None,
        after: Answer | None = None,
        but: Collection[str] = (),
    ) -> list[str]:
        """At most three questions that the engine answers with status "answered".

        `documents` are all reports, `document_ids` those that are asked (None: all). Each is
        answered with another quote than those before it. `after` an answer they come from around
        its quotes, and need no earlier turn to be understood. Those of `but` are left out.

        May take a second a candidate; whoever asks the engine meanwhile does not wait for that.
        """
        self._forget_other(documents)
        reports = [each for each in documents if document_ids is None or each.id in document_ids]
        known = _headings(reports) | (_places(after) if after else frozenset())
        deadline = time.monotonic() + MAX_SECONDS
        found: dict[str, _Checked] = {}
        for question in islice(_candidates(reports, after, but), MAX_CHECKED):
            checked = self._checked(engine, question, document_ids, deadline)
            if checked is None:
                break
            found[question] = checked
            if sum(found[each].is_sure for each in _chosen(found, known)) == N_SUGGESTED:
                break
        return _chosen(found, known)

    def _forget_other(self, documents: Iterable[Document]) -> None:
        ids = tuple(document.id for document in documents)
        if ids != self._ids or len(self._kept) > MAX_KEPT:
            self._ids, self._kept = ids, {}

    def _checked(
        self,
        engine: Asked,
        question: str,
        document_ids: tuple[str, ...] | None,
        deadline: float,
    ) -> _Checked | None:
        """What the engine makes of a candidate; None where there was no time to see."""
        key = (question, document_ids)
        while key not in self._kept:
            if time.monotonic() > deadline:
                return None
            try:
                self._kept[key] = _asked(engine, question, document_ids)
            except _GivesWay:
                time.sleep(PAUSE_SECONDS)
            except ReportQAError:
                return None
        return self._kept[key]


def _candidates(
    documents: Iterable[Document], after: Answer | None, but: Collection[str]
) -> Iterator[str]:
    """The questions that may be suggested, the best first."""
    cited: dict[str, set[str]] = {}
    for citation in after.citations if after else ():
        cited.setdefault(citation.document_id, set()).add(citation.paragraph_id)
    if cited:
        rows = [questions_near(each, cited[each.id]) for each in documents if each.id in cited]
    else:
        rows = [questions_on(each) for each in islice(documents, MAX_DOCUMENTS)]
    passed_over = {question.casefold() for question in but}
    for question in dict.fromkeys(in_turn(rows)):
        if question.casefold() not in passed_over and not (after and leans(question)):
            yield question


def _chosen(found: Mapping[str, _Checked], known: frozenset[Place]) -> list[str]:
    """The questions to suggest, the sure ones first, each with a quote that is new."""
    chosen: list[str] = []
    for question in sorted(found, key=lambda each: not found[each].is_sure):
        if found[question].places - known and len(chosen) < N_SUGGESTED:
            chosen.append(question)
            known |= found[question].places
    return chosen


def _asked(engine: Asked, question: str, document_ids: tuple[str, ...] | None) -> _Checked:
    """Ask a candidate; _GivesWay as soon as somebody waits for the engine."""

    def give_way(_stage: str = "") -> None:
        if engine.is_wanted:
            raise _GivesWay

    give_way()
    answer = engine.ask(question, (), document_ids, on_stage=give_way)
    if answer.status != "answered":
        return _Checked(frozenset(), is_sure=False)
    return _Checked(_places(answer), is_sure=answer.confidence >= SURE)


def _places(answer: Answer) -> frozenset[Place]:
    return frozenset(
        (citation.document_id, citation.start, citation.end) for citation in answer.citations
    )


def _headings(documents: Iterable[Document]) -> frozenset[Place]:
    """The headings: that a report has a section of that name is no answer."""
    return frozenset(
        (document.id, sentence.start, sentence.end)
        for document in documents
        for paragraph in document.paragraphs
        if paragraph.kind == "heading"
        for sentence in paragraph.sentences
    )
