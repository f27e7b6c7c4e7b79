"""Questions that a table answers for certain: abbreviations, and the headings of sections."""

import re
from collections.abc import Collection

from corpus.document import Document, GlossaryEntry, Section
from index.snapshot import Snapshot
from qa.abbreviations import asked_abbreviation, entries_for
from qa.query import Query
from qa.reader import ReadSentence, Shown

LOOKED_UP_CONFIDENCE = 0.99
"""A table line is read, not guessed; the rest is for questions that mean something else."""

_ASKS_FOR_HEADING = re.compile(
    r"\b(?:about|call(?:ed)?|titled?|heading|headed|named?|deals? with|covers?|subject|topic)\b",
    re.IGNORECASE,
)


def look_up(query: Query, snapshot: Snapshot, document_ids: Collection[str] | None) -> Shown | None:
    """What a table says to the question, or None where it is not that kind of question."""
    documents = [
        document
        for document in snapshot.documents
        if document_ids is None or document.id in document_ids
    ]
    if query.type == "abbreviation":
        return _expansion(query, documents)
    if query.section and _ASKS_FOR_HEADING.search(query.text):
        return _heading(query, documents)
    return None


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
        if section.number and section.number.upper() == query.section
    ]
    if not found:
        return None
    return Shown([_place_of(document, section) for document, section in found], found[0][1].title)


def _place_of(document: Document, place: GlossaryEntry | Section) -> ReadSentence:
    """The sentence or table line that an entry or a section begins with."""
    paragraph = next(item for item in document.paragraphs if item.start <= place.start < item.end)
    span = next(item for item in paragraph.sentences if item.end > place.start)
    return ReadSentence(document, paragraph, span, score=0.0)
