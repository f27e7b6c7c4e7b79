"""The reading order of a page: bands of one or more columns, from the top down."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.pdf.lines import GUTTER, Line, joined, lines_of
from corpus.pdf.words import Word

_STEP = 3
_BAND_GAP = 3.5
"""An empty strip of this many type sizes across the page ends a band of columns."""

_MIN_LINES = 4
_MIN_WORDS = 3.5
_MIN_FILL = 0.6
_MIN_WHOLE = 0.8
"""A column of running text has this many lines, words a line, share of its width filled and share
of lines without a wide gap; otherwise what stands side by side is a table."""

_MAX_DEPTH = 2
"""A page is halved twice at most: four columns."""


def in_reading_order(words: Sequence[Word], page: int, depth: int = 0) -> list[list[Line]]:
    """The regions of a page in the order they are read in, each with its lines."""
    lines = lines_of(words, page)
    if not lines:
        return []
    gutter = _gutter(lines) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [lines]
    found: list[list[Line]] = []
    whole: list[Word] = []
    for band in _bands(lines, _clear(lines, gutter)):
        if not band.is_clear or not _is_in_columns(band.lines, gutter):
            whole += [word for line in band.lines for word in line.words]
            continue
        if whole:
            found.append(lines_of(whole, page))
            whole = []
        for side in _sides(band.lines, gutter):
            found.extend(in_reading_order(side, page, depth + 1))
    return [*found, lines_of(whole, page)] if whole else found


@dataclass(frozen=True)
class _Band:
    """A run of lines that all keep clear of a gutter, or none of which does."""

    lines: list[Line]
    is_clear: bool


def _gutter(lines: list[Line]) -> float | None:
    """Where the columns of the page meet, or None where there is one column."""
    left, right = lines[0].left, lines[0].right
    margin = 0.25 * (right - left)
    places = range(int(left + margin), int(right - margin) + 1, _STEP)
    clear_at = {x: _clear(lines, x) for x in places}
    best, best_lines = None, 0
    for x in sorted(places, key=lambda x: -sum(clear_at[x])):
        if sum(clear_at[x]) <= best_lines:
            break
        n_lines = sum(
            len(band.lines)
            for band in _bands(lines, clear_at[x])
            if band.is_clear and _is_in_columns(band.lines, x)
        )
        if n_lines > best_lines:
            best, best_lines = float(x), n_lines
    return best


def _clear(lines: list[Line], x: float) -> list[bool]:
    """Which lines have no word at a gutter around `x`."""
    low, high = x - GUTTER / 2, x + GUTTER / 2
    return [any(left <= low and high <= right for left, right in line.gaps) for line in lines]


def _bands(lines: list[Line], clear: list[bool]) -> list[_Band]:
    """Runs of lines that keep clear of a gutter, and the runs of lines between them."""
    bands: list[_Band] = []
    for line, is_clear in zip(lines, clear, strict=True):
        last = bands[-1] if bands else None
        is_near = last and line.y - last.lines[-1].y <= _BAND_GAP * line.size
        if last and is_near and last.is_clear == is_clear:
            last.lines.append(line)
        else:
            bands.append(_Band([line], is_clear))
    return bands


def _sides(band: list[Line], x: float) -> tuple[list[Word], list[Word]]:
    words = [word for line in band for word in line.words]
    return [word for word in words if word.x0 < x], [word for word in words if word.x0 >= x]


def _is_in_columns(band: list[Line], x: float) -> bool:
    return len(band) >= _MIN_LINES and all(_is_prose(side) for side in _sides(band, x))


def _is_prose(words: list[Word]) -> bool:
    """Whether words run on in lines that fill their column."""
    lines = lines_of(words, page=0)
    if len(lines) < _MIN_LINES:
        return False
    if sum(len(line.cells) == 1 for line in lines) < _MIN_WHOLE * len(lines):
        return False
    width = lines[0].right - lines[0].left
    n_words = median(len(joined(line.words).split()) for line in lines)
    fill = median((line.x1 - line.x0) / width for line in lines) if width else 0.0
    return n_words >= _MIN_WORDS and fill >= _MIN_FILL
