"""Headings: which lines they are, by their type, and their levels, by type and numbering."""

import re
from collections.abc import Sequence

from corpus.pdf.drafts import Draft
from corpus.pdf.lines import Line
from corpus.pdf.markers import is_enumerator, marker_of
from corpus.structure import heading_of

_LARGER = 1.12
"""Type this many times as large as the body's is a heading's, bold or not."""

_MAX_LINE_CHARS = 160
_MAX_LINES = 6
_MAX_LEVEL = 9
_NUMBER = re.compile(
    r"(?P<named>chapter|annex|appendix|part)\b|(?P<number>[IVXLC]{1,7}|[A-Z])\.\s"
    r"|(?P<digits>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[\w.()-]+)+")
_NAME_ALONE = re.compile(r"(?:chapter|annex|appendix|part)\s+(?:[IVXLC]+|[A-Z]|\d+)", re.IGNORECASE)

Style = tuple[float, bool]
"""Type size, rounded to half a point, and whether it is bold."""


def style_of(line: Line) -> Style:
    """The type of a line."""
    return (round(2 * line.size) / 2, line.is_bold)


def is_heading(line: Line, body_size: float) -> bool:
    """Whether a line is set like a heading: bold throughout, larger than the body, in capitals."""
    text = line.text
    if len(text) > _MAX_LINE_CHARS or not any(map(str.isalpha, text)):
        return False
    if line.size < 0.9 * body_size or _SYMBOL.fullmatch(text):
        return False
    if len(line.cells) > 1 and not is_enumerator(line.cells[0]):
        return False
    if line.is_bold or line.size >= _LARGER * body_size:
        return True
    is_item = marker_of(line.words, is_after_gap=True) is not None
    return len(text) > 8 and not is_item and heading_of(text) is not None


def settle_headings(drafts: list[Draft]) -> list[Draft]:
    """The drafts, with "Annex I" joined to its title, and bold paragraphs made body again."""
    settled: list[Draft] = []
    for draft in drafts:
        if draft.kind == "heading" and len(draft.lines) > _MAX_LINES:
            draft.kind = "body"
        last = settled[-1] if settled else None
        if (
            last
            and last.kind == draft.kind == "heading"
            and last.page == draft.page
            and _NAME_ALONE.fullmatch(" ".join(line.text for line in last.lines))
        ):
            last.lines += draft.lines
            last.style = max(last.style, draft.style)
            continue
        settled.append(draft)
    return settled


def set_levels(headings: Sequence[Draft]) -> None:
    """Give each heading its level: larger type is above smaller, then numbers by their kind."""
    kinds: list[int | None] = []
    last_letter: dict[Style, str] = {}
    for draft in headings:
        kind, number = _numbering(draft.lines[0].text, last_letter.get(draft.style, ""))
        kinds.append(kind)
        if kind == _LETTER:
            last_letter[draft.style] = number
        elif kind == _CHAPTER:
            last_letter.pop(draft.style, None)
    of_style: dict[Style, set[int]] = {}
    for draft, kind in zip(headings, kinds, strict=True):
        of_style.setdefault(draft.style, set()).update({kind} if kind is not None else ())
    keys = [
        (-draft.style[0], not draft.style[1], _rank(kind, of_style[draft.style]))
        for draft, kind in zip(headings, kinds, strict=True)
    ]
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)), start=1)}
    for draft, key in zip(headings, keys, strict=True):
        draft.level = min(ranks[key], _MAX_LEVEL)


def _rank(kind: int | None, of_style: set[int]) -> float:
    """Where a heading stands among those of its type.

    One without a number is below a letter's, and beside a chapter's or a number's.
    """
    if kind is not None:
        return kind
    if _CHAPTER in of_style:
        return _CHAPTER
    return _LETTER + 0.5 if _LETTER in of_style else min(of_style, default=_CHAPTER)


_CHAPTER, _LETTER, _DIGITS = 0, 1, 2


def _numbering(text: str, last_letter: str) -> tuple[int | None, str]:
    """The kind of a heading's number, and the number; a number in digits has one kind a part."""
    match = _NUMBER.match(text)
    if match is None:
        return None, ""
    if match["named"]:
        return _CHAPTER, ""
    if match["digits"]:
        return _DIGITS + match["digits"].count("."), match["digits"]
    number = match["number"]
    follows = len(number) == 1 and bool(last_letter) and ord(number) == ord(last_letter) + 1
    is_letter = len(number) == 1 and (follows or number not in "IVX")
    return (_LETTER if is_letter else _CHAPTER), number
