"""Tables: lines whose words stand in the same columns, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pdf.lines import Line, joined
from corpus.pdf.markers import is_enumerator
from corpus.pdf.words import Word

_ALIGNED = 6.0
"""Points by which the left edges of a column's cells may differ."""

_ROW_GAP = 1.2
"""A baseline this many times as far away as the nearest ones begins a new row."""

_FAR = 3.5
"""A line this many type sizes below ends the table."""

_MIN_ROWS = 2


@dataclass(frozen=True)
class Table:
    """Rows of cells; an empty cell is an empty string."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Cell:
    x0: float
    x1: float
    words: tuple[Word, ...]


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
        if prose:
            found.append(prose)
            prose = []
        found.append(_table(lines[index:end]))
        index = end
    return [*found, prose] if prose else found


def _cells(line: Line) -> list[_Cell]:
    """The cells of a line; a number or bullet belongs to what stands beside it."""
    cells: list[tuple[Word, ...]] = []
    for cell in line.cells:
        if cells and is_enumerator(cells[-1]):
            cells[-1] += cell
        else:
            cells.append(cell)
    return [_Cell(cell[0].x0, cell[-1].x1, cell) for cell in cells]


def _table_end(lines: Sequence[Line], start: int) -> int | None:
    """Where a table that begins at `start` ends; None where none begins."""
    first = _cells(lines[start])
    if len(first) < 2:
        return None
    columns = list(first)
    n_rows = 1
    end = start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        cells = _cells(line)
        if line.y - lines[index - 1].y > _FAR * line.size or not _fits(cells, columns):
            break
        if len(cells) > 1:
            n_rows += 1
            columns += [cell for cell in cells if not any(_over(cell, each) for each in columns)]
        end = index + 1
    while end > start + 1 and _is_prose_after(lines, end, columns):
        end -= 1
    return end if n_rows >= _MIN_ROWS else None


def _is_prose_after(lines: Sequence[Line], end: int, columns: list[_Cell]) -> bool:
    """Whether the last line of a table is rather the first of what follows: alone, and apart."""
    last = lines[end - 1]
    is_apart = last.y - lines[end - 2].y > 1.6 * last.size
    return len(_cells(last)) == 1 and is_apart and abs(last.x0 - columns[0].x0) < _ALIGNED


def _over(cell: _Cell, other: _Cell) -> bool:
    return cell.x0 < other.x1 and other.x0 < cell.x1


def _fits(cells: list[_Cell], columns: list[_Cell]) -> bool:
    """Whether the cells stand in the columns: each over one of them, or beside them all."""
    if len(cells) > 1:
        starts = sum(
            any(abs(cell.x0 - column.x0) < _ALIGNED or _over(cell, column) for column in columns)
            for cell in cells
        )
        return starts >= min(2, len(cells)) and not any(
            sum(_over(cell, column) for column in _distinct(columns)) > 1 for cell in cells
        )
    (cell,) = cells
    over = [column for column in _distinct(columns) if _over(cell, column)]
    return len(over) == 1 and abs(cell.x0 - over[0].x0) < _ALIGNED


def _distinct(columns: list[_Cell]) -> list[_Cell]:
    """The columns, those that overlap taken as one."""
    merged: list[_Cell] = []
    for column in sorted(columns, key=lambda each: each.x0):
        if merged and _over(column, merged[-1]):
            last = merged.pop()
            column = _Cell(last.x0, max(last.x1, column.x1), last.words)
        merged.append(column)
    return merged


def _table(lines: Sequence[Line]) -> Table:
    columns = _distinct([cell for line in lines for cell in _cells(line)])
    gaps = [below.y - above.y for above, below in pairwise(lines)]
    rows: list[list[list[str]]] = []
    for index, line in enumerate(lines):
        if index == 0 or _begins_row(lines, index, gaps):
            rows.append([[] for _ in columns])
        for cell in _cells(line):
            at = next(n for n, column in enumerate(columns) if _over(cell, column))
            rows[-1][at].append(joined(cell.words))
    return Table(
        rows=tuple(tuple(" ".join(parts) for parts in row) for row in rows), lines=tuple(lines)
    )


def _begins_row(lines: Sequence[Line], index: int, gaps: Sequence[float]) -> bool:
    """Whether a line begins a row: it stands apart from the one above, or every line is a row."""
    nearest = min(gaps)
    if max(gaps) > _ROW_GAP * nearest:
        return gaps[index - 1] > _ROW_GAP * nearest
    return len(_cells(lines[index])) > 1 or abs(lines[index].x0 - lines[0].x0) < _ALIGNED
