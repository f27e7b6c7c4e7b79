"""Find where a text lacks text: sentences cut off at either end, section numbers that skip."""

import re
from itertools import pairwise

from corpus.document import Gap, GapKind, Paragraph, Section

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]*]*$")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
MIN_SENTENCE_CHARS = 70
"""A shorter body line without a full stop is an address or a date, not a sentence cut off."""


def gaps_of(
    text: str,
    paragraphs: tuple[Paragraph, ...],
    sections: tuple[Section, ...],
    with_cuts: bool = True,
) -> tuple[Gap, ...]:
    """Where the source lacks text: sentences cut off, and section numbers that are skipped.

    Without `with_cuts` no paragraph counts as cut off: a format that knows where its paragraphs
    end may end one with a comma.
    """
    cuts = [
        gap
        for paragraph in paragraphs
        if with_cuts and paragraph.kind == "body"
        for gap in _cuts(paragraph, text[paragraph.start : paragraph.end])
    ]
    return tuple(sorted([*cuts, *_skipped(sections)], key=lambda gap: (gap.position, gap.kind)))


def _cuts(paragraph: Paragraph, words: str) -> list[Gap]:
    begins_inside = words[0].islower()
    is_sentence = begins_inside or len(words) >= MIN_SENTENCE_CHARS
    gaps = [_cut(paragraph, "cut before", "beginning", paragraph.start)] if begins_inside else []
    if is_sentence and not _SENTENCE_END.search(words):
        gaps.append(_cut(paragraph, "cut after", "end", paragraph.end))
    return gaps


def _cut(paragraph: Paragraph, kind: GapKind, lost: str, position: int) -> Gap:
    note = f"the {lost} of this paragraph is missing from the source"
    return Gap(kind=kind, position=position, paragraph_id=paragraph.id, note=note)


def _skipped(sections: tuple[Section, ...]) -> list[Gap]:
    numbers = {(section.number, section.level) for section in sections}
    numerals = [section for section in sections if _is_roman(section, numbers)]
    top = min((section.level for section in numerals), default=1)
    roman = [
        (roman_value(section.number or ""), section.start)
        for section in numerals
        if section.level == top
    ]
    known = [(0, 0), *roman] if len(roman) > 1 else []
    gaps = []
    for (before, _), (value, position) in pairwise(known):
        missing = [to_roman(number) for number in range(before + 1, value)]
        if missing:
            gaps.append(
                Gap(
                    kind="sections missing",
                    position=position,
                    note=f"no heading of section {' or '.join(missing)} is in the source",
                )
            )
    return gaps


def _is_roman(section: Section, numbers: set[tuple[str | None, int]]) -> bool:
    """Whether a section's number is a Roman numeral; a "C" after a "B" of its level is a letter."""
    number = section.number
    if not number or not set(number) <= set(_ROMAN) or to_roman(roman_value(number)) != number:
        return False
    return len(number) > 1 or (chr(ord(number) - 1), section.level) not in numbers


def roman_value(numeral: str) -> int:
    """The number that a Roman numeral writes: `roman_value("IV") == 4`."""
    values = [_ROMAN[char] for char in numeral]
    return sum(
        -value if any(later > value for later in values[index + 1 : index + 2]) else value
        for index, value in enumerate(values)
    )


def to_roman(number: int) -> str:
    """The Roman numeral of a number below 400: `to_roman(9) == "IX"`."""
    numeral = ""
    for value, letters in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1), "C XC L XL X IX V IV I".split(), strict=True
    ):
        while number >= value:
            numeral += letters
            number -= value
    return numeral
