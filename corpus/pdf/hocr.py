"""The words of a page as OCR saw them: hOCR, the page format of OCR programs, made `Word`s."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from corpus.pdf.words import Page, Word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"baseline (\S+) ([^\s;]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_SURE = re.compile(r"x_wconf (\d+)")

_UNSURE = 55
_SPECK_CHARS = 5
"""Letters that stand alone on a line are a speck if they are few and OCR is not as sure as this,
in percent."""

_LEGIBLE = 50
"""A page on which half of the words are less sure than this is not legible: it lies on its side,
or is no text."""

_TWO_BLANKS = 2.2
_BLANK = 0.5
"""Type sizes: typewriters put two blanks behind a sentence, which are no gap between two cells."""

_SAME_IN_PARAGRAPH = 0.15
_SAME_AS_BODY = 0.08
"""Shares by which the type sizes that OCR measures may differ where the type is the same."""


_Place = tuple[str, float, float]
"""A word with its left and right edge."""


class NotLegible(Exception):
    """What OCR found on a page is not to be believed."""


@dataclass(frozen=True)
class _Row:
    """A line, in pixels: its words, and its baseline, which rises or falls by `slope`."""

    words: tuple[_Place, ...]
    x: float
    y: float
    slope: float
    size: float

    @property
    def length(self) -> float:
        return self.words[-1][2] - self.words[0][1]


def words_of(hocr: bytes, points: float) -> tuple[Word, ...]:
    """The words of a page of which a pixel is `points` wide, set upright if it lies askew.

    NotLegible where OCR itself is not sure of them.
    """
    from lxml import etree

    root = etree.fromstring(hocr, etree.XMLParser(resolve_entities=False, no_network=True))
    sure = [int(_first(_SURE, each)) for each in root.xpath("//*[@class='ocrx_word']/@title")]
    if sure and median(sure) < _LEGIBLE:
        raise NotLegible(f"of half of the words it is less than {_LEGIBLE} % sure")
    paragraphs = [
        [row for line in paragraph if (row := _row(line))]
        for paragraph in root.xpath("//*[@class='ocr_par']")
    ]
    rows = [row for paragraph in paragraphs for row in _evened(paragraph)]
    slope = median(row.slope for row in rows for _ in row.words) if rows else 0.0
    return tuple(word for row in rows for word in _upright(row, slope, points))


def _first(pattern: "re.Pattern[str]", title: str) -> float:
    match = pattern.search(title)
    return float(match[1]) if match else 0.0


def _row(line: "Element") -> _Row | None:
    """A line; None for one that stands sideways, and for a speck that OCR took for letters."""
    title = line.get("title", "")
    box, baseline, size = _BOX.search(title), _BASELINE.search(title), _first(_SIZE, title)
    words = []
    is_sure = False
    for word in line:
        text, about = "".join(word.itertext()).strip(), word.get("title", "")
        place = _BOX.search(about)
        if text and place:
            words.append((text, float(place[1]), float(place[3])))
            is_sure = is_sure or _first(_SURE, about) >= _UNSURE
    is_speck = not is_sure and sum(len(text) for text, _, _ in words) <= _SPECK_CHARS
    if not box or not baseline or not size or is_speck:
        return None
    x, y = float(box[1]), float(box[4]) + float(baseline[2])
    return _Row(_closed_up(words, size), x=x, y=y, slope=float(baseline[1]), size=size)


def _closed_up(words: Sequence[_Place], size: float) -> tuple[_Place, ...]:
    """The words of a line, those that end a sentence wide enough for one blank behind them.

    The first is left as it is: a paragraph's number stands apart.
    """
    closed = list(words)
    for index, ((text, x0, x1), (_, following, _)) in enumerate(pairwise(words[1:]), start=1):
        if text[-1] in ".?!:;" and following - x1 < _TWO_BLANKS * size:
            closed[index] = (text, x0, max(x1, following - _BLANK * size))
    return tuple(closed)


def _evened(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The lines of a paragraph, with one type size for those that are nearly alike."""
    usual = median([row.size for row in rows for _ in row.words]) if rows else 0.0
    for row in rows:
        is_alike = math.isclose(row.size, usual, rel_tol=_SAME_IN_PARAGRAPH)
        yield replace(row, size=usual) if is_alike else row


def _upright(row: _Row, slope: float, points: float) -> Iterator[Word]:
    """The words of a line, all on the baseline that its middle has when the page stands upright."""
    middle = row.words[0][1] + row.length / 2
    y = row.y + row.slope * (middle - row.x) - slope * middle
    for text, x0, x1 in row.words:
        yield Word(
            text=text,
            x0=x0 * points,
            x1=x1 * points,
            y=y * points,
            size=round(2 * row.size * points) / 2,
            is_bold=False,
            is_italic=False,
        )


def with_even_sizes(pages: Sequence[Page]) -> list[Page]:
    """The pages, with the type of most letters of those that OCR read made one size."""
    sizes: Counter[float] = Counter()
    for page in pages:
        if page.is_recognised:
            for word in page.words:
                sizes[word.size] += len(word.text)
    if not sizes:
        return list(pages)
    body = max(sizes, key=lambda size: (sizes[size], size))
    return [
        replace(page, words=tuple(_sized(word, body) for word in page.words))
        if page.is_recognised
        else page
        for page in pages
    ]


def _sized(word: Word, body: float) -> Word:
    return (
        replace(word, size=body) if math.isclose(word.size, body, rel_tol=_SAME_AS_BODY) else word
    )
