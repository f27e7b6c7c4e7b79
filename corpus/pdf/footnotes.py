"""Footnotes: small type at the foot of a column, and the raised digits that refer to it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.blocks import Block
from corpus.pdf.lines import Line, note_name
from corpus.pdf.words import Word

_SMALL = 0.94
"""Type of at most this share of the body's size is small."""

_RULE = re.compile(r"_{5,}")
_REFERENCE = re.compile(r"[\d,*†‡§]{1,7}|[a-z](?:,[a-z])*,?")
_MARK = re.compile(r"[*†‡§]{1,3}|[a-z\d]{1,3}")
_UNITS = frozenset({"m", "km", "cm", "mm", "ft", "mi", "hm", "dm"})


def split_footnotes(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[list[Line]]]:
    """The body lines of a column, and the lines of each footnote below them.

    Footnotes begin under a rule of underscores, or else with the first marked line of the small
    type that ends the column, where larger type stands above it.
    """
    start = _footnote_start(lines, body_size)
    body = [line for line in lines[:start] if not _RULE.fullmatch(line.text)]
    notes: list[list[Line]] = []
    for line in lines[start:]:
        if _RULE.fullmatch(line.text):
            continue
        if not notes or _is_marked(line):
            notes.append([line])
        else:
            notes[-1].append(line)
    return body, notes


def _footnote_start(lines: Sequence[Line], body_size: float) -> int:
    rules = [index for index, line in enumerate(lines) if _RULE.fullmatch(line.text)]
    if rules and all(line.size <= _SMALL * body_size for line in lines[rules[-1] + 1 :]):
        return rules[-1]
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * body_size:
        start -= 1
    if start == 0:
        return len(lines)
    marked = (index for index in range(start, len(lines)) if _is_marked(lines[index]))
    return next(marked, len(lines))


def _is_marked(line: Line) -> bool:
    first = line.words[0]
    if first.is_raised:
        return bool(_MARK.fullmatch(first.text))
    return bool(re.fullmatch(r"[*†‡§]{1,3}", first.text))


def name_of(note: Sequence[Line]) -> str | None:
    """The name by which marks refer to a footnote; None if it does not begin with a mark."""
    first = note[0]
    return note_name(first.page, first.words[0].text) if _is_marked(first) else None


def without_doubtful_names(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a footnote whose number stands in the text of its page twice loses its name.

    One of the two may be a power ("10⁶") or a number of something else. Letters and asterisks are
    repeated in tables.
    """
    counts = Counter((mark.note, mark.label) for block in blocks for mark in block.marks)
    doubtful = {note for (note, label), n in counts.items() if label.isdigit() and n > 1}
    for block in blocks:
        yield replace(block, names=()) if doubtful & set(block.names) else block


def without_references(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines without the raised marks that refer to a footnote, and how many these were.

    The word that a mark stood behind keeps what it showed, "a" and "b" of "a,b". Raised letters of
    an ordinal ("28th") and the power of a unit ("km2") stay.
    """
    kept = []
    n_references = 0
    for line in lines:
        words: list[Word] = []
        for word in line.words:
            if word.is_raised and _refers(word, words[-1] if words else None):
                n_references += 1
                if words:
                    labels = tuple(filter(None, word.text.split(",")))
                    words[-1] = replace(words[-1], references=(*words[-1].references, *labels))
            elif words or not word.is_raised:
                words.append(word)
        if words:
            kept.append(replace(line, words=tuple(words)))
    return kept, n_references


def _refers(word: Word, before: Word | None) -> bool:
    is_power = word.is_glued and before is not None and before.text.strip("(") in _UNITS
    return bool(_REFERENCE.fullmatch(word.text)) and not is_power
