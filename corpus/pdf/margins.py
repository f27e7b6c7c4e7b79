"""Running heads and feet: page numbers, document symbols and titles that stand on every page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.gaps import roman_value
from corpus.pdf.lines import Line, cells_of, joined, lines_of
from corpus.pdf.words import Page, Word

_ZONE = 0.12
"""The share of the page's height, above and below, in which running heads and feet stand."""

_MAX_ROWS = 4
_SHARE_OF_PAGES = 0.3
"""What stands in the margins of this share of the pages, digits aside, is a running head."""

_APART = 2.0
"""Type sizes between two pieces of a running head."""

_NUMBER = re.compile(r"[-–—]?\s?(?P<number>\d{1,4}|[ivxlIVXL]{1,7})\s?[-–—]?")
_FURNITURE = re.compile(
    r"(?i:page)\s?(?:\d{1,4}|[ivxl]{1,7})"  # Page 12
    r"|(?i:page\s?)?\d{1,4}\s?(?:/|of)\s?\d{1,4}"  # 4/31, Page 4 of 31
    r"|(?:GE\.)?\d{2}-\d{5}(?:\s?\(E\))?(?:\s\d{6})*"  # 25-07772, GE.25-10053 (E) 300625 010725
    r"|\*\d{7}\*|\*\d+-?\d*E?\*"  # the digits under a bar code
    r"|[A-Z]{1,6}(?:/[A-Z0-9][\w.()-]*){2,8}(?:[-–][A-Z]{1,6}(?:/[\w.()-]+)+)?"  # E/2025/31
    r"|(?i:please recycle)"
)


@dataclass(frozen=True)
class Stripped:
    """A page's words without its running head and foot, and how many pieces these were."""

    page: Page
    words: tuple[Word, ...]
    n_pieces: int


@dataclass(frozen=True)
class _Running:
    """What runs through a document: pieces, digits aside, and how page numbers are counted.

    A count is the difference of a page's printed number and its place in the file.
    """

    keys: frozenset[str]
    counts: frozenset[int]


def strip_margins(pages: Sequence[Page]) -> list[Stripped]:
    """Every page without what stands in its margin and is no part of the text.

    That is what looks like a document symbol or a page number, and what stands in the margin of
    three in ten pages or more; from the edge inwards, up to the first line that is neither.
    """
    lines = [lines_of(page.words, page.number) for page in pages]
    running = _running(pages, lines)
    return [
        _stripped(page, page_lines, running) for page, page_lines in zip(pages, lines, strict=True)
    ]


def _running(pages: Sequence[Page], lines: list[list[Line]]) -> _Running:
    keys: Counter[str] = Counter()
    counts: Counter[int] = Counter()
    for page, page_lines in zip(pages, lines, strict=True):
        edges = [line for edge in _edges(page, page_lines) for line in edge]
        pieces = [piece for line in edges for piece in _pieces(line)]
        keys.update({_key(piece) for piece in pieces if _number(piece) is None})
        numbers = (_number(piece) for piece in pieces)
        counts.update({number - page.number for number in numbers if number is not None})
    enough = max(2, round(_SHARE_OF_PAGES * len(pages)))
    return _Running(
        keys=frozenset(key for key, count in keys.items() if count >= enough),
        counts=frozenset(key for key, count in counts.items() if count >= enough),
    )


def _edges(page: Page, lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of the upper margin, and those of the lower one, from the edge inwards."""
    yield [line for line in lines if line.y < _ZONE * page.height][:_MAX_ROWS]
    yield [line for line in lines[::-1] if line.y > (1 - _ZONE) * page.height][:_MAX_ROWS]


def _pieces(line: Line) -> tuple[tuple[Word, ...], ...]:
    return cells_of(line.words, _APART)


def _key(piece: tuple[Word, ...]) -> str:
    return re.sub(r"\d+", "#", joined(piece).casefold())


def _number(piece: tuple[Word, ...]) -> int | None:
    match = _NUMBER.fullmatch(joined(piece))
    if match is None:
        return None
    number = match["number"]
    return int(number) if number.isdigit() else roman_value(number.upper())


def _furniture(
    line: Line, page: Page, running: _Running, is_outermost: bool
) -> list[tuple[Word, ...]]:
    """The pieces of a line that are no text.

    A number counts if it counts the pages, or if nothing else is left of its line: it may be a
    cell of a table. What stands beside a page number at the edge, a chapter's title, goes with it.
    """
    pieces = _pieces(line)
    numbers = [piece for piece in pieces if _number(piece) is not None]
    counting = [piece for piece in numbers if (_number(piece) or 0) - page.number in running.counts]
    if is_outermost and len(counting) == 1 and len(pieces) <= 3:
        return list(pieces)
    furniture = [
        piece
        for piece in pieces
        if _FURNITURE.fullmatch(joined(piece))
        or (_number(piece) is None and _key(piece) in running.keys)
    ]
    is_alone = len(numbers) == 1 and len(furniture) + 1 == len(pieces)
    return furniture + (numbers if is_alone else counting if len(counting) == 1 else [])


def _stripped(page: Page, lines: list[Line], running: _Running) -> Stripped:
    left_out: set[int] = set()
    n_pieces = 0
    for edge in _edges(page, lines):
        for index, line in enumerate(edge):
            furniture = _furniture(line, page, running, is_outermost=index == 0)
            left_out |= {id(word) for piece in furniture for word in piece}
            n_pieces += len(furniture)
            if len(furniture) < len(_pieces(line)):
                break
    words = tuple(word for word in page.words if id(word) not in left_out)
    return Stripped(page=page, words=words, n_pieces=n_pieces)
