"""The reading order of a page: bands of one or more columns, from the top down."""

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from corpus.pdf.lines import Line, joined, lines_of
from corpus.pdf.words import Word

_GUTTER = 4.0
"""Points on either side of the middle of a gutter that hold no word."""

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
    regions: list[list[Word]] = []
    found: list[list[Line]] = []

    def close() -> None:
        merged = [word for region in regions for word in region]
        regions.clear()
        if merged:
            found.append(lines_of(merged, page))

    for band in _bands(lines, gutter):
        if _is_in_columns(band, gutter):
            close()
            for side in _sides(band, gutter):
                found.extend(in_reading_order(side, page, depth + 1))
        else:
            regions.append([word for line in band for word in line.words])
    close()
    return found


def _crosses(line: Line, x: float) -> bool:
    return any(word.x0 < x + _GUTTER and word.x1 > x - _GUTTER for word in line.words)


def _gutter(lines: list[Line]) -> float | None:
    """Where the columns of the page meet, or None where there is one column."""
    left, right = lines[0].left, lines[0].right
    width = right - left
    best, best_free = None, 0
    for x in range(int(left + 0.25 * width), int(right - 0.25 * width) + 1, _STEP):
        bands = [band for band in _bands(lines, x) if _is_in_columns(band, x)]
        n_free = sum(len(band) for band in bands)
        if n_free > best_free:
            best, best_free = float(x), n_free
    return best


def _bands(lines: list[Line], x: float) -> list[list[Line]]:
    """Runs of lines that keep clear of `x`, and the runs of lines between them."""
    bands: list[list[Line]] = []
    for _, run in groupby(lines, key=lambda line: _crosses(line, x)):
        for line in run:
            is_first = not bands or _crosses(bands[-1][-1], x) != _crosses(line, x)
            if is_first or line.y - bands[-1][-1].y > _BAND_GAP * line.size:
                bands.append([line])
            else:
                bands[-1].append(line)
    return bands


def _sides(band: list[Line], x: float) -> tuple[list[Word], list[Word]]:
    words = [word for line in band for word in line.words]
    return [word for word in words if word.x0 < x], [word for word in words if word.x0 >= x]


def _is_in_columns(band: list[Line], x: float) -> bool:
    return not _crosses(band[0], x) and all(_is_prose(side) for side in _sides(band, x))


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
