"""Questions that a report gives rise to: of its speakers, its headings and its abbreviations.

They are made of its structure alone; whether they are answered is for the engine to say.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TypeVar

from corpus.document import Document, Paragraph

MAX_AWAY = 4
"""How many paragraphs before and after a quoted one are its neighbourhood."""

MAX_TITLE_CHARS = 80
"""A longer heading makes no question that one would ask."""

_T = TypeVar("_T")


def questions_on(document: Document) -> Iterator[str]:
    """The questions of a whole report: of each section and of each kind one in turn."""
    sections: dict[tuple[str, ...], list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        sections.setdefault(paragraph.section_path, []).append(paragraph)
    yield from _questions(document, list(in_turn(sections.values())))


def questions_near(document: Document, paragraph_ids: Collection[str]) -> Iterator[str]:
    """The questions of the paragraphs around those of the ids, the nearest first."""
    paragraphs = document.paragraphs
    quoted = [place for place, each in enumerate(paragraphs) if each.id in paragraph_ids]
    away = {
        place: min(abs(place - other) for other in quoted)
        for near in quoted
        for place in range(max(0, near - MAX_AWAY), min(len(paragraphs), near + MAX_AWAY + 1))
    }
    nearest = sorted(away, key=lambda place: (away[place], place))
    yield from _questions(document, [paragraphs[place] for place in nearest])


def in_turn(rows: Iterable[Iterable[_T]]) -> Iterator[_T]:
    """The first of each row, then the second of each, and so on."""
    nothing = object()
    for each in chain.from_iterable(zip_longest(*rows, fillvalue=nothing)):
        if each is not nothing:
            yield each  # type: ignore[misc]


def _questions(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The questions of some paragraphs in their order, each once."""
    kinds = (
        _what_was_said(document, paragraphs),
        _what_a_section_says(document, paragraphs),
        _who_it_is(document, paragraphs),
        _what_it_stands_for(document, paragraphs),
    )
    yield from dict.fromkeys(in_turn(kinds))


def _what_was_said(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        for speaker in document.speakers:
            if speaker.paragraph_id == paragraph.id:
                yield f"What did {speaker.name} say?"


def _who_it_is(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        for speaker in document.speakers:
            if speaker.paragraph_id == paragraph.id and speaker.role:
                yield f"Who is {speaker.name}?"


def _what_it_stands_for(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Of the abbreviations that the paragraphs use, but not where they are explained."""
    for paragraph in paragraphs:
        words = document.quote(paragraph)
        for entry in document.glossary:
            is_used = re.search(rf"(?<!\w){re.escape(entry.abbreviation)}(?!\w)", words)
            if is_used and not paragraph.overlaps(entry):
                yield f"What does {entry.abbreviation} stand for?"


def _what_a_section_says(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Of the sections that the paragraphs stand in, but for the report's own title.

    Nor of a heading in capitals, which does not tell a name from another word.
    """
    for paragraph in paragraphs:
        around = [section for section in document.sections if section.covers(paragraph)]
        title = around[-1].title if around else document.title
        is_own = title.casefold() != document.title.casefold()
        if is_own and not title.isupper() and len(title) <= MAX_TITLE_CHARS:
            yield f"What is said about “{title}”?"
