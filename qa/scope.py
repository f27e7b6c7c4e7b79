"""Sections and paragraphs that a question names: where to look, and what is not there."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Document, Paragraph, Span
from index.snapshot import Positions, Snapshot

_SECTION = re.compile(
    r"\b(?:section|chapter|part)s?\s+(?P<numbers>(?:[IVXLC]{1,6}|\d{1,2})\b"
    r"(?:(?:,| and| or|, and)\s+(?:[IVXLC]{1,6}|\d{1,2})\b)*)",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"(?:\b(?:paragraphs?|paras?\.?)|¶)\s*"
    r"(?P<numbers>\d{1,4}\b(?:(?:,| and| or|, and| to|[-–])\s*\d{1,4}\b)*)"
    r"(?!\s*of (?!the (?:report|document)\b))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\w+")
_LINKS = frozenset({"and", "or", "to"})


@dataclass(frozen=True)
class Scope:
    """What a question confines itself to: numbers of sections (in capitals) and of paragraphs."""

    sections: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sections or self.paragraphs)

    @property
    def words(self) -> str:
        """What it is, as one says it: "section III", "paragraph 12 or 14"."""
        if self.paragraphs:
            return f"paragraph {_listed([str(number) for number in self.paragraphs])}"
        return f"section {_listed(self.sections)}"


def scope_of(question: str) -> Scope:
    """The sections ("in section VI") and paragraphs ("paragraphs 12 and 14") that it names.

    "Paragraph 4 of resolution 70/1" is another document's and does not count.
    """
    sections = [
        number.upper()
        for match in _SECTION.finditer(question)
        for number in _numbers(match["numbers"])
    ]
    paragraphs: list[int] = []
    for match in _PARAGRAPH.finditer(question):
        numbers = [int(number) for number in _numbers(match["numbers"])]
        is_range = len(numbers) == 2 and re.search(r"\bto\b|[-–]", match["numbers"])
        if is_range and 0 < numbers[1] - numbers[0] <= 20:
            numbers = list(range(numbers[0], numbers[1] + 1))
        paragraphs += numbers
    return Scope(tuple(dict.fromkeys(sections)), tuple(dict.fromkeys(paragraphs)))


def _numbers(text: str) -> list[str]:
    return [word for word in _NUMBER.findall(text) if word.casefold() not in _LINKS]


def paragraphs_in(scope: Scope, document: Document) -> list[Paragraph]:
    """The paragraphs of a document that a scope allows, in the order of the text."""
    if scope.paragraphs:
        return [each for each in document.paragraphs if each.number in scope.paragraphs]
    spans: list[Span] = [
        section
        for section in document.sections
        if section.number and section.number.upper() in scope.sections
    ]
    return [each for each in document.paragraphs if any(span.covers(each) for span in spans)]


def positions_in(
    scope: Scope, snapshot: Snapshot, document_ids: Collection[str] | None
) -> Positions | None:
    """The passages to search: all of the documents where the question confines itself to nothing.

    Empty where no document has such a section or paragraph; but a section that is no heading and
    yet is spoken of limits nothing: "chapter III of the annual report" may be another document's.
    None for every passage there is.
    """
    anywhere = None if document_ids is None else snapshot.positions_in(document_ids)
    if not scope:
        return anywhere
    documents = searched_documents(snapshot, document_ids)
    allowed = {
        paragraph.id for document in documents for paragraph in paragraphs_in(scope, document)
    }
    if not allowed and any(_is_spoken_of(scope, document.text) for document in documents):
        return anywhere
    return np.array(
        [i for i, each in enumerate(snapshot.passages) if each.paragraph_id in allowed],
        dtype=np.int64,
    )


def _is_spoken_of(scope: Scope, text: str) -> bool:
    return any(scope_of(match.group()) == scope for match in _SECTION.finditer(text))


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def searched_documents(snapshot: Snapshot, document_ids: Collection[str] | None) -> list[Document]:
    """The documents that a question is asked of: those chosen, else all."""
    return [
        document
        for document in snapshot.documents
        if document_ids is None or document.id in document_ids
    ]
