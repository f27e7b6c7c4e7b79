"""Questions that need no search: abbreviations, headings of sections, a paragraph by its number."""

import re
from collections.abc import Collection

from corpus.document import Document, GlossaryEntry, Section
from index.snapshot import Positions, Snapshot
from qa.abbreviations import asked_abbreviation, entries_for
from qa.choosing import Shown
from qa.query import Query
from qa.reader import ReadSentence
from qa.scope import paragraphs_in, searched_documents
from qa.words import content_words

LOOKED_UP_CONFIDENCE = 0.99
"""A table line is read, not guessed; the rest is for questions that mean something else."""

MAX_SHOWN_SENTENCES = 12
"""Of paragraphs asked for by number; more would be reading the report, not an answer."""

_PARAGRAPH_WORDS = frozenset("paragraph paragraphs para paras contain contains read reads".split())
_ASKS_FOR_HEADING = re.compile(
    r"\b(?:about|call(?:ed)?|titled?|heading|headed|named?|deals? with|covers?|subject|topic)\b",
    re.IGNORECASE,
)


def look_up(query: Query, snapshot: Snapshot, document_ids: Collection[str] | None) -> Shown | None:
    """What a table says to the question, or None where it is not that kind of question."""
    documents = searched_documents(snapshot, document_ids)
    if query.type == "abbreviation":
        return _expansion(query, documents)
    if query.scope.sections and _ASKS_FOR_HEADING.search(query.text):
        return _heading(query, documents)
    if query.scope.paragraphs and not _topic(query.text):
        return _paragraphs(query, documents)
    return None


def absence(
    query: Query,
    within: Positions | None,
    snapshot: Snapshot,
    document_ids: Collection[str] | None,
) -> str | None:
    """What the question names and the documents do not have at all, in words; None if nothing.

    A section or paragraph (`within` then holds no position), the abbreviation it asks about, or
    every word of it that is none of English.
    """
    if not query.is_known:
        return "none of the question’s words is known here"
    if query.scope and within is not None and not within.size:
        return f"no {query.scope.words} in the text at hand"
    abbreviation = asked_abbreviation(query.text, []) if query.type == "abbreviation" else None
    documents = searched_documents(snapshot, document_ids)
    if abbreviation and not any(abbreviation in document.text for document in documents):
        return f"“{abbreviation}” does not occur in the text"
    return None


def _topic(question: str) -> set[str]:
    """What a question is about beside the number of a paragraph."""
    return {word for word in content_words(question) if not word.isdigit()} - _PARAGRAPH_WORDS


def _paragraphs(query: Query, documents: list[Document]) -> Shown | None:
    """The paragraphs of the numbers asked for, whole."""
    sentences = [
        ReadSentence(document, paragraph, span, score=0.0)
        for document in documents
        for paragraph in paragraphs_in(query.scope, document)
        for span in paragraph.sentences
    ]
    return Shown(sentences[:MAX_SHOWN_SENTENCES], None) if sentences else None


def _expansion(query: Query, documents: list[Document]) -> Shown | None:
    found = [
        (document, entry)
        for document in documents
        for entry in entries_for(query.text, document.glossary)
    ]
    if not found:
        return None
    entry = found[0][1]
    names_it = asked_abbreviation(query.text, [entry]) == entry.abbreviation
    short = entry.expansion if names_it else entry.abbreviation
    return Shown([_place_of(document, entry) for document, entry in found], short)


def _heading(query: Query, documents: list[Document]) -> Shown | None:
    found = [
        (document, section)
        for document in documents
        for section in document.sections
        if section.number and section.number.upper() in query.scope.sections
    ]
    if not found:
        return None
    titles = {section.title for _, section in found}
    return Shown(
        [_place_of(document, section) for document, section in found],
        titles.pop() if len(titles) == 1 else None,
    )


def _place_of(document: Document, place: GlossaryEntry | Section) -> ReadSentence:
    """The sentence or table line that an entry or a section begins with."""
    paragraph = next(item for item in document.paragraphs if item.start <= place.start < item.end)
    span = next(item for item in paragraph.sentences if item.end > place.start)
    return ReadSentence(document, paragraph, span, score=0.0)
