"""The words of one paragraph as HTML, cut where a mark, a cell or a page begins or ends.

Without its tags the HTML is the paragraph's text to the character: what is marked is what is cited.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import Document, PageTurn, Paragraph, Span
from ui.markup import escape

IN_CELLS = ("table row", "glossary entry")
"""The kinds whose words stand in columns, with a tab between them."""


def words_html(document: Document, paragraph: Paragraph, marks: Sequence[Span] = ()) -> str:
    """The paragraph's words; exactly the characters of `marks` stand in `<mark>`."""
    if paragraph.kind not in IN_CELLS:
        signs = _signs_of_bold(document, paragraph)
        return _pieces(document, paragraph, paragraph.page_turns, marks, signs)
    return "".join(
        f'<span class="rq-cell" role="cell">'
        f"{_pieces(document, cell, paragraph.page_turns, marks)}</span>"
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
    span: Span,
    turns: Sequence[PageTurn],
    marks: Sequence[Span],
    signs: Sequence[Span] = (),
) -> str:
    pages = {turn.position: turn.page for turn in turns if span.start < turn.position < span.end}
    edges = {edge for each in (*marks, *signs) for edge in (each.start, each.end)}
    cuts = sorted({span.start, span.end, *pages, *(e for e in edges if span.start < e < span.end)})
    pieces = []
    for start, end in pairwise(cuts):
        if start in pages:
            pieces.append(f'<span class="rq-turn" data-page="p. {pages[start]}"></span>')
        piece = Span(start=start, end=end)
        words = escape(document.quote(piece))
        if any(sign.covers(piece) for sign in signs):
            words = f'<span class="rq-bold">{words}</span>'
        is_marked = any(mark.covers(piece) for mark in marks)
        pieces.append(f"<mark>{words}</mark>" if is_marked else words)
    return "".join(pieces)
