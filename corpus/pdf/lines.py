"""Lines of words, and the cells of a line that wide gaps part."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.marks import Mark, Marked
from corpus.pdf.words import Word

_SAME_LINE = 0.35
"""Baselines that differ by less than this share of the type size are one line."""

GUTTER = 8.0
"""Points between two columns that hold no word, at least."""

CELL_GAP = 1.5
"""A gap of more than this many type sizes parts two cells, or a number from its paragraph."""


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right, and the bounds of the column they stand in."""

    words: tuple[Word, ...]
    page: int
    left: float = 0.0
    right: float = 0.0

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.words[-1].x1

    @property
    def y(self) -> float:
        """The baseline, in points from the top of the page."""
        return self.words[0].y

    @cached_property
    def size(self) -> float:
        """The type size of most of its letters."""
        return type_size(self.words)

    @cached_property
    def is_bold(self) -> bool:
        """Whether every word with a letter or a digit is bold."""
        spoken = [word for word in self.words if any(map(str.isalnum, word.text))]
        return bool(spoken) and all(word.is_bold or word.is_raised for word in spoken)

    @cached_property
    def text(self) -> str:
        """The words, parted by blanks where the page parts them."""
        return joined(self.words)

    @cached_property
    def marked(self) -> Marked:
        """The text, with the marks of footnotes that stood in it."""
        return marked(self.words, self.page)

    @cached_property
    def gaps(self) -> tuple[tuple[float, float], ...]:
        """The strips without words that are wide enough for a gutter, both margins among them."""
        edges = [-math.inf, *(edge for word in self.words for edge in (word.x0, word.x1)), math.inf]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((left, right) for left, right in pairs if right - left >= GUTTER)

    @cached_property
    def cells(self) -> tuple[tuple[Word, ...], ...]:
        """The words, parted at wide gaps."""
        return cells_of(self.words, CELL_GAP)


def cells_of(words: Sequence[Word], gap: float) -> tuple[tuple[Word, ...], ...]:
    """The words of a line, parted at gaps of more than `gap` type sizes."""
    cells: list[list[Word]] = []
    for word in words:
        if cells and word.x0 - cells[-1][-1].x1 <= gap * max(word.size, cells[-1][-1].size):
            cells[-1].append(word)
        else:
            cells.append([word])
    return tuple(tuple(cell) for cell in cells)


def joined(words: Iterable[Word]) -> str:
    """The words as running text."""
    return marked(words, page=0).words


def marked(words: Iterable[Word], page: int) -> Marked:
    """The words of a page as running text, with the marks of footnotes that stood in them."""
    text = ""
    marks: list[Mark] = []
    for word in words:
        text += word.text if word.is_glued or not text else f" {word.text}"
        marks += (Mark(len(text), each, note_name(page, each)) for each in word.references)
    return Marked(text, tuple(marks))


def note_name(page: int, label: str) -> str:
    """The name of a footnote: a mark refers to the note at the foot of its own page."""
    return f"{label} on page {page}"


def type_size(words: Iterable[Word]) -> float:
    """The size of most letters, superscripts aside."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += 1 if word.is_raised else 1 + 10 * len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The lines from the top of the page down; bounds are those of all the words."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.y, each.x0)):
        if rows and word.y - rows[-1][0].y <= _SAME_LINE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    if not rows:
        return []
    left = min(word.x0 for row in rows for word in row)
    right = max(word.x1 for row in rows for word in row)
    return [
        Line(tuple(sorted(row, key=lambda word: word.x0)), page, left=left, right=right)
        for row in rows
    ]
