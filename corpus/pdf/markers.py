"""What may stand before the words of a paragraph: its number, a letter in brackets, a bullet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.pdf.words import Word

_NUMBER = re.compile(r"(\d{1,3})\.")
_ITEM = re.compile(r"\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|[•·▪◦‣●○■□➢✓❖\uf0b7\uf0a7*]")
_DASH = re.compile(r"[-–—]")
_HEADING = re.compile(r"(?:[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3})\.?")
_TAB = 0.6
"""A number with a gap of this many type sizes behind it stands apart from its paragraph."""


@dataclass(frozen=True)
class Marker:
    """A number (`number` is set) or the sign of a list item before a paragraph."""

    number: int | None = None


def marker_of(words: Sequence[Word], is_after_gap: bool) -> Marker | None:
    """The marker that a line begins with, if it begins a paragraph.

    A number that is parted from its words by one blank only counts where white space stands above
    the line (`is_after_gap`): otherwise it may be the end of a sentence.
    """
    if len(words) < 2 or words[1].is_glued or words[0].is_raised:
        return None
    first = words[0].text
    stands_apart = words[1].x0 - words[0].x1 > _TAB * words[0].size
    number = _NUMBER.fullmatch(first)
    if number and int(number[1]) and (stands_apart or is_after_gap):
        return Marker(number=int(number[1]))
    if _ITEM.fullmatch(first) or (_DASH.fullmatch(first) and (stands_apart or is_after_gap)):
        return Marker()
    return None


def is_enumerator(cell: Sequence[Word]) -> bool:
    """Whether a cell is no more than the number, letter or bullet of what stands beside it."""
    if len(cell) > 1:
        return False
    text = cell[0].text
    return any(form.fullmatch(text) for form in (_NUMBER, _ITEM, _HEADING))
