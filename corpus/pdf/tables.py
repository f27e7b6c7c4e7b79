"""Tables: lines whose words stand in the same columns, one below the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.marks import Marked, joined
from corpus.pdf.lines import Line, cells_of, marked
from corpus.pdf.markers import is_enumerator
from corpus.pdf.words import Word

_ALIGNED = 6.0
"""Points by which the left edges of a column's cells may differ."""

_ROW_GAP = 1.2
"""A baseline this many times as far away as the nearest ones begins a new row."""

_WRAPPED = 1.45
"""The lines of a cell are at most this many type sizes apart."""

_FAR = 5.0
"""A line this many type sizes below ends the table."""

_MIN_ROWS = 2
_MIN_NARROW_CELLS = 3

_CROSSING = 0.2
"""The share of a table's lines that may run across the space between columns, as heads do; of those
that begin further left, for a first column has no cell in many a row.
"""

_STEP = 1.0
_MIN_STRIP = 3
"""Points of which a strip between two columns has at least so many."""

_MANY_LINES = 6
_BLANK = 0.5
"""Among so many lines, blanks of more than this share of the type size do not stand one below the
other by chance; among fewer, only wide gaps count.
"""


@dataclass(frozen=True)
class Table:
    """Rows of cells; an empty cell is without words."""

    rows: tuple[tuple[Marked, ...], ...]
    lines: tuple[Line, ...]


def split_tables(lines: Sequence[Line]) -> list[list[Line] | Table]:
    """Stretches of running text and tables, in their order."""
    found: list[list[Line] | Table] = []
    prose: list[Line] = []
    index = 0
    while index < len(lines):
        end = _table_end(lines, index)
        if end is None:
            prose.append(lines[index])
            index += 1
            continue
        start = index - _n_head_lines(lines[:end], prose, index)
        del prose[len(prose) - (index - start) :]
        if prose:
            found.append(prose)
            prose = []
        found.append(_table(lines[start:end]))
        index = end
    return [*found, prose] if prose else found


def _cells(line: Line) -> list[tuple[Word, ...]]:
    """The cells of a line; a number or bullet belongs to what stands beside it."""
    cells: list[tuple[Word, ...]] = []
    for cell in line.cells:
        if cells and is_enumerator(cells[-1]):
            cells[-1] += cell
        else:
            cells.append(cell)
    return cells


def _table_end(lines: Sequence[Line], start: int) -> int | None:
    """Where a table that begins at `start` ends; None where none begins.

    It goes on while lines have two cells or more, and while a single one stands below a cell, or is
    several that only narrow gaps part.
    """
    above = _cells(lines[start])
    if len(above) < 2:
        return None
    starts = {cell[0].x0 for cell in above}
    n_rows = 1
    end = start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        cells = _cells(line)
        if line.y - lines[index - 1].y > _FAR * line.size:
            break
        if len(cells) > 1 or _is_narrow_row(line, starts):
            n_rows += 1
            starts |= {cell[0].x0 for cell in cells}
        elif not _is_wrapped(line, lines[index - 1], starts, line):
            break
        end = index + 1
    return end if n_rows >= _MIN_ROWS else None


def _is_narrow_row(line: Line, starts: set[float]) -> bool:
    """Whether a line is cells whose gaps are little wider than blanks: each stands below others."""
    cells = cells_of(line.words, _BLANK)
    aligned = [any(abs(cell[0].x0 - start) < _STEP for start in starts) for cell in cells]
    return len(cells) >= _MIN_NARROW_CELLS and all(aligned)


def _n_head_lines(lines: Sequence[Line], prose: list[Line], start: int) -> int:
    """How many lines above a table belong to the heads of its columns, behind the first one."""
    starts = {cell[0].x0 for line in lines[start:] for cell in _cells(line)}
    first = min(starts)
    n_lines = 0
    while n_lines < len(prose):
        line, below = lines[start - n_lines - 1], lines[start - n_lines]
        is_behind = line.x0 > first + _ALIGNED
        if len(_cells(line)) > 1 or not is_behind or not _is_wrapped(below, line, starts, line):
            break
        n_lines += 1
    return n_lines


def _is_wrapped(line: Line, above: Line, starts: set[float], cell: Line) -> bool:
    """Whether `cell`, which is one of two lines, is no more than a cell of the table."""
    is_aligned = any(abs(cell.x0 - start) < _ALIGNED for start in starts)
    beyond = [start for start in starts if start > cell.x0 + _ALIGNED]
    is_within = cell.x1 < min(beyond, default=cell.right + 1)
    return is_aligned and is_within and line.y - above.y < 2.2 * line.size


def _table(lines: Sequence[Line]) -> Table:
    edges = _edges(lines)
    starts = _starts(lines, edges)
    gaps = [below.y - above.y for above, below in pairwise(lines)]
    rows: list[list[list[Marked]]] = []
    for index, line in enumerate(lines):
        if index == 0 or _begins_row(lines, index, gaps):
            rows.append([[] for _ in range(len(edges) + 1)])
        for at, words in _in_columns(line, edges, starts):
            rows[-1][at].append(marked(words, line.page))
    return Table(
        rows=tuple(tuple(joined(" ", parts) for parts in row) for row in rows), lines=tuple(lines)
    )


def _edges(lines: Sequence[Line]) -> list[float]:
    """Where one column ends and the next begins: the middles of the strips that lines keep free."""
    left = min(line.x0 for line in lines)
    n_steps = int((max(line.x1 for line in lines) - left) / _STEP) + 1
    covered = [0] * (n_steps + 1)
    starts = {cell[0].x0 for line in lines for cell in _cells(line)}
    for line in lines:
        is_narrow = len(lines) >= _MANY_LINES or _is_narrow_row(line, starts)
        cells = cells_of(line.words, _BLANK) if is_narrow else _cells(line)
        steps: set[int] = set()
        for cell in cells:
            first = max(0, int((cell[0].x0 - left) / _STEP))
            steps.update(range(first, min(n_steps, int((cell[-1].x1 - left) / _STEP)) + 1))
        for step in steps:
            covered[step] += 1
    begun = [sum(line.x0 <= left + _STEP * step for line in lines) for step in range(n_steps + 1)]
    free = [n <= int(_CROSSING * n_lines) for n, n_lines in zip(covered, begun, strict=True)]
    edges = []
    position = 0
    for is_free, strip in groupby(free):
        n_free = len(list(strip))
        if is_free and position and n_free >= _MIN_STRIP and position + n_free <= n_steps:
            edges.append(left + _STEP * (position + n_free / 2))
        position += n_free
    return edges


def _starts(lines: Sequence[Line], edges: Sequence[float]) -> set[int]:
    """Where the cells of each column begin most often, in whole points."""
    starts: dict[int, Counter[int]] = {}
    for line in lines:
        for cell in _cells(line):
            column = _column(cell[0], edges)
            starts.setdefault(column, Counter())[round(cell[0].x0)] += 1
    return {max(counts, key=lambda x: (counts[x], -x)) for counts in starts.values()}


def _column(word: Word, edges: Sequence[float]) -> int:
    return sum(edge < word.x0 + 0.5 * _ALIGNED for edge in edges)


def _in_columns(
    line: Line, edges: Sequence[float], starts: set[int]
) -> list[tuple[int, list[Word]]]:
    """The words of each column of a line.

    A cell that reaches over an edge stays whole, unless a word of it stands right where a column
    begins.
    """
    found: list[tuple[int, list[Word]]] = []
    for cell in _cells(line):
        for position, word in enumerate(cell):
            column = _column(word, edges)
            is_cut = bool(found) and column != found[-1][0] and round(word.x0) in starts
            if position == 0 or is_cut:
                found.append((column, []))
            found[-1][1].append(word)
    return found


def _begins_row(lines: Sequence[Line], index: int, gaps: Sequence[float]) -> bool:
    """Whether a line begins a row: it stands apart from the one above, or every line is a row."""
    within = min(_ROW_GAP * min(gaps), _WRAPPED * lines[index].size)
    if max(gaps) > within:
        return gaps[index - 1] > within
    return len(_cells(lines[index])) > 1 or abs(lines[index].x0 - lines[0].x0) < _ALIGNED
