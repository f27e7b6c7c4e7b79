"""Where the gold evidence of a question stands in a document."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from corpus.document import Document, Frozen, Span
from eval.errors import EvaluationError
from eval.question_set import BUNDLED_DOCUMENT, Question

VITAL, OKAY = 2, 1
"""The grades of evidence: for a vital nugget (or the only evidence there is), for another one."""


class Place(Span):
    """A span of one document of several."""

    document_id: str


class Target(Frozen):
    """A piece of evidence that an answer needs; it may stand in several places, any will do."""

    grade: int
    places: tuple[Place, ...]


def meet(one: Place, other: Place) -> bool:
    """Whether the two overlap by at least half of the shorter of them, in the same document."""
    if one.document_id != other.document_id:
        return False
    overlap = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return 0 < shorter <= 2 * overlap


def find_quote(document: Document, quote: str) -> tuple[Place, ...]:
    """All places where the quote stands, white space of any length being alike."""
    words = [re.escape(word) for word in quote.split()]
    if not words:
        return ()
    return tuple(
        Place(start=match.start(), end=match.end(), document_id=document.id)
        for match in re.finditer(r"\s+".join(words), document.text)
    )


def asked_of(question: Question, documents: Iterable[Document]) -> list[str]:
    """The documents that a question is put to: its own, whatever else the library holds."""
    return [document_of(question, documents).id]


def document_of(question: Question, documents: Iterable[Document]) -> Document:
    """The document that a question is about, by its file name; EvaluationError if it is absent."""
    wanted = question.document or BUNDLED_DOCUMENT
    documents = tuple(documents)
    for document in documents:
        if PurePath(document.source).name == wanted:
            return document
    raise EvaluationError(
        f"question {question.id} is about {wanted}, which is not in the library "
        f"({', '.join(PurePath(document.source).name for document in documents) or 'empty'})"
    )


def targets_of(question: Question, document: Document) -> tuple[Target, ...]:
    """The evidence of a question: a target for each quote that holds nuggets, else a single one.

    EvaluationError if a quote does not stand in the document.
    """
    grades: dict[str, int] = {}
    for nugget in question.nuggets:
        grade = VITAL if nugget.vital else OKAY
        grades[nugget.quote] = max(grade, grades.get(nugget.quote, OKAY))
    if len(grades) > 1:
        return tuple(
            Target(grade=grade, places=_places(question, document, [quote]))
            for quote, grade in grades.items()
        )
    quotes = [*question.gold, *grades]
    return (Target(grade=VITAL, places=_places(question, document, quotes)),) if quotes else ()


def _places(question: Question, document: Document, quotes: Iterable[str]) -> tuple[Place, ...]:
    places: dict[Place, None] = {}
    for quote in quotes:
        found = find_quote(document, quote)
        if not found:
            raise EvaluationError(
                f"question {question.id}: the gold quote {quote[:60]!r} does not stand in "
                f"{document.source}"
            )
        places.update(dict.fromkeys(found))
    return tuple(places)
