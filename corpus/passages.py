"""Cut a document into passages: windows of one to three neighbouring sentences of a paragraph."""

from collections.abc import Callable

from corpus.document import Document, Paragraph, Passage, Span
from corpus.sentences import words_between

MAX_SENTENCES = 3
"""Sentences a window; README's table compares one, two and three."""

Fits = Callable[[str], bool]
"""Whether the encoder reads a text whole (all-MiniLM-L6-v2 stops after 256 tokens)."""


def passages_of(document: Document, fits: Fits) -> tuple[Passage, ...]:
    """The passages of a document in the order of its text; contents pages have none.

    A window starts at every sentence and holds up to `MAX_SENTENCES` while it `fits`. A single
    sentence that does not fit is searched in pieces, so that no word of it is lost to the index;
    it is still cited whole.
    """
    return tuple(
        passage
        for paragraph in document.paragraphs
        if paragraph.kind != "contents"
        for passage in _windows(document, paragraph, fits)
    )


def _windows(document: Document, paragraph: Paragraph, fits: Fits) -> list[Passage]:
    units = [
        piece
        for sentence in paragraph.sentences
        for piece in _pieces(document.text, sentence, fits)
    ]
    passages: list[Passage] = []
    last_covered = -1
    for first, unit in enumerate(units):
        last = first
        window = unit
        for following in units[first + 1 : first + MAX_SENTENCES]:
            wider = Span(start=unit.start, end=following.end)
            if not fits(document.quote(wider)):
                break
            window = wider
            last += 1
        if last > last_covered:
            last_covered = last
            passages.append(_passage(document.id, paragraph, window))
    return passages


def _passage(document_id: str, paragraph: Paragraph, window: Span) -> Passage:
    return Passage(
        id=f"{paragraph.id}:{window.start - paragraph.start}-{window.end - paragraph.start}",
        document_id=document_id,
        paragraph_id=paragraph.id,
        start=window.start,
        end=window.end,
    )


def _pieces(text: str, sentence: Span, fits: Fits) -> list[Span]:
    """The sentence, halved at white space (else anywhere) until every piece fits."""
    if fits(text[sentence.start : sentence.end]) or sentence.end - sentence.start < 2:
        return [sentence]
    middle = (sentence.start + sentence.end) // 2
    space = text.rfind(" ", sentence.start + 1, middle)
    cut = space if space > 0 else middle
    halves = (words_between(text, sentence.start, cut), words_between(text, cut, sentence.end))
    return [piece for half in halves if half for piece in _pieces(text, half, fits)]
