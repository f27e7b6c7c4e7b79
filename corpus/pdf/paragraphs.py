"""Paragraphs of running text: where one ends and the next begins, in a column and across two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf.drafts import Draft
from corpus.pdf.headings import is_heading, style_of
from corpus.pdf.lines import Line, cells_of
from corpus.pdf.markers import marker_of

_CLOSED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_WIDER = 1.22
"""A baseline this many times as far away as usual begins a new paragraph."""

_INDENT = 0.8
"""Type sizes by which the first line of a paragraph is set in."""

_SHORT = 0.2
"""A line that leaves this share of the column empty is the last of its paragraph."""

_ROOM = 0.3
"""A line ends on purpose if the next word and this share of the column would have had room."""

_FULL = 4.0
"""A line that ends within this many type sizes of the edge is full."""


@dataclass(frozen=True)
class Rhythm:
    """The type size of the body and the usual distance of its lines, in type sizes."""

    body_size: float
    pitch: float


def rhythm_of(regions: Sequence[Sequence[Line]], body_size: float) -> Rhythm:
    """The usual distance of the lines of running text."""
    gaps = [
        (below.y - above.y) / below.size
        for lines in regions
        for above, below in pairwise(lines)
        if below.size == above.size == body_size and 0 < below.y - above.y < 2.5 * below.size
    ]
    return Rhythm(body_size=body_size, pitch=median(gaps) if gaps else 1.2)


def paragraphs_of(lines: Sequence[Line], rhythm: Rhythm) -> list[Draft]:
    """The headings, paragraphs and list items of a stretch of running text."""
    drafts: list[Draft] = []
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        is_after_gap = above is None or _gap(above, line) > _WIDER * rhythm.pitch
        heading = is_heading(line, rhythm.body_size)
        marker = None if heading else marker_of(line.words, is_after_gap)
        last = drafts[-1] if drafts else None
        if last and _goes_on(last, line, heading, marker is not None, is_after_gap, rhythm):
            last.lines.append(line)
            continue
        kind = "heading" if heading else "list item" if marker and not marker.number else "body"
        drafts.append(
            Draft(
                kind=kind,  # type: ignore[arg-type]
                lines=[line],
                marker=marker,
                style=style_of(line),
                is_attached=bool(last and kind == "list item" == last.kind and not is_after_gap),
            )
        )
    return drafts


def _gap(above: Line, line: Line) -> float:
    return (line.y - above.y) / max(line.size, above.size)


def _goes_on(
    draft: Draft,
    line: Line,
    heading: bool,
    is_marked: bool,
    is_after_gap: bool,
    rhythm: Rhythm,
) -> bool:
    """Whether a line goes on with the paragraph or heading above it."""
    if heading != (draft.kind == "heading") or is_marked:
        return False
    last = draft.lines[-1]
    if heading:
        near = _gap(last, line) < 1.5 * rhythm.pitch
        return near and style_of(line) == draft.style and not _is_numbered(line)
    if is_after_gap or abs(line.size - draft.lines[0].size) > 0.1 * line.size:
        return False
    if _is_broken_off(last, line):
        return False
    if _is_set_in(draft, line) and (_CLOSED.search(last.text) or _is_short(last)):
        return False
    return not (_is_short(last) and _CLOSED.search(last.text) and line.text[:1].isupper())


def _is_numbered(line: Line) -> bool:
    return bool(re.match(r"(?:[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3})\.\s", line.text))


def _is_broken_off(last: Line, line: Line) -> bool:
    """Whether the first word of a line would have had ample room on the line above it."""
    if last.text[-1] in "-–—/" or line.text[0].islower():
        return False
    word = line.words[0]
    room = last.right - last.x1 - (word.x1 - word.x0)
    return room > _ROOM * (last.right - last.left)


def _is_short(line: Line) -> bool:
    return line.x1 < line.right - _SHORT * (line.right - line.left)


def _is_set_in(draft: Draft, line: Line) -> bool:
    """Whether the line begins further in than the lines of the paragraph above it do."""
    edges = [each.x0 for each in draft.lines[-1:]]
    if len(draft.lines) == 1 and draft.marker:
        edges.append(_words_start(draft.lines[0]))
    return line.x0 > max(edges) + _INDENT * line.size


def _words_start(line: Line) -> float:
    """Where the words behind a marker begin."""
    cells = cells_of(line.words, 0.4)
    return cells[1][0].x0 if len(cells) > 1 else line.words[min(1, len(line.words) - 1)].x0


def join_regions(drafts: list[Draft]) -> list[Draft]:
    """The drafts, with a paragraph that goes on in the next column or on the next page made one.

    What stands between its parts (footnotes) comes after it.
    """
    joined: list[Draft] = []
    open_draft: Draft | None = None
    for draft in drafts:
        if draft.kind == "footnote":
            joined.append(draft)
            continue
        if open_draft and draft.starts_region and _is_continued(open_draft, draft):
            open_draft.lines += draft.lines
            open_draft.ends_region = draft.ends_region
        else:
            joined.append(draft)
            open_draft = draft
        if open_draft and not open_draft.ends_region:
            open_draft = None
    return joined


def _is_continued(draft: Draft, following: Draft) -> bool:
    if draft.kind not in ("body", "list item") or following.kind != "body" or following.marker:
        return False
    first, last = following.lines[0], draft.lines[-1]
    if abs(first.size - last.size) > 0.1 * last.size:
        return False
    if first.text[0].islower():
        return True
    second = following.lines[1].x0 if len(following.lines) > 1 else first.left
    is_set_in = first.x0 > second + _INDENT * first.size
    is_full = last.x1 > last.right - _FULL * last.size
    if is_set_in or not is_full:
        return False
    return not _CLOSED.search(last.text) or bool(draft.marker and draft.marker.number)
