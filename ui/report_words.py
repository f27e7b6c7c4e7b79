"""The words of one paragraph as HTML, cut where a mark, a cell or a page begins or ends.

A mark is the colour behind words that are cited, or the sign that refers to a footnote.

Without its tags the HTML is the paragraph's text to the character: what is marked is what is cited.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import Document, Paragraph, Span
from ui.markup import escape
from ui.note_links import back_links, note_link

IN_CELLS = ("table row", "glossary entry")
"""The kinds whose words stand in columns, with a tab between them."""


def words_html(document: Document, paragraph: Paragraph, marks: Sequence[Span] = ()) -> str:
    """The paragraph's words; exactly the characters of `marks` stand in `<mark>`."""
    if paragraph.kind not in IN_CELLS:
        signs = _signs_of_bold(document, paragraph)
        words = _pieces(document, paragraph, paragraph, marks, signs)
        return words + back_links(document, paragraph)
    return "".join(
        f'<span class="rq-cell" role="cell">{_pieces(document, paragraph, cell, marks)}</span>'
        for cell in _cells(document, paragraph)
    )


def _signs_of_bold(document: Document, paragraph: Paragraph) -> list[Span]:
    """The asterisks around a paragraph that is all in bold type: text, but not to be read."""
    words = document.quote(paragraph)
    is_bold = re.fullmatch(r"\*\*[^*\s](?:[^*]*[^*\s])?\*\*", words)
    ends = ((paragraph.start, paragraph.start + 2), (paragraph.end - 2, paragraph.end))
    return [Span(start=start, end=end) for start, end in ends] if is_bold else []


def _cells(document: Document, paragraph: Paragraph) -> list[Span]:
    """The cells of a row; the tab at the end of a cell belongs to it."""
    cells, start = [], paragraph.start
    for position in range(paragraph.start, paragraph.end):
        if document.text[position] == "\t":
            cells.append(Span(start=start, end=position + 1))
            start = position + 1
    return [*cells, Span(start=start, end=paragraph.end)]


def _pieces(
    document: Document,
    paragraph: Paragraph,
    span: Span,
    marks: Sequence[Span],
    signs: Sequence[Span] = (),
) -> str:
    turns = paragraph.page_turns
    pages = {turn.position: turn.page for turn in turns if span.start < turn.position < span.end}
    notes = _note_links(document, paragraph)
    edges = {edge for each in (*marks, *signs) for edge in (each.start, each.end)} | set(notes)
    cuts = sorted({span.start, span.end, *pages, *(e for e in edges if span.start < e < span.end)})
    pieces = []
    for start, end in pairwise(cuts):
        pieces.append(notes.get(start, ""))
        if start in pages:
            pieces.append(f'<span class="rq-turn" data-page="p. {pages[start]}"></span>')
        piece = Span(start=start, end=end)
        words = escape(document.quote(piece))
        if any(sign.covers(piece) for sign in signs):
            words = f'<span class="rq-bold">{words}</span>'
        is_marked = any(mark.covers(piece) for mark in marks)
        pieces.append(f"<mark>{words}</mark>" if is_marked else words)
    if span.end == paragraph.end:
        pieces.append(notes.get(span.end, ""))
    return "".join(pieces)


def _note_links(document: Document, paragraph: Paragraph) -> dict[int, str]:
    """The links to the notes that a paragraph refers to, by their places."""
    links: dict[int, str] = {}
    for mark in paragraph.notes:
        links[mark.position] = links.get(mark.position, "") + note_link(document, mark)
    return links
