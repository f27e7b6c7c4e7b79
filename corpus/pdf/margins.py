"""Running heads and feet: page numbers, document symbols and titles that stand on every page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.pdf.lines import Line, cells_of, joined, lines_of
from corpus.pdf.words import Page, Word

_ZONE = 0.12
"""The share of the page's height, above and below, in which running heads and feet stand."""

_MAX_ROWS = 4
_SHARE_OF_PAGES = 0.3
_APART = 2.0
"""Type sizes between two pieces of a running head."""

_FURNITURE = re.compile(
    r"(?:page\s?)?[-–—]?\s?(?:\d{1,4}|[ivxl]{1,7})\s?[-–—]?"  # 12, - 12 -, Page 12, xii
    r"|(?:page\s?)?\d{1,4}\s?(?:/|of)\s?\d{1,4}"  # 4/31, Page 4 of 31
    r"|(?:GE\.)?\d{2}-\d{5}(?:\s?\(E\))?(?:\s\d{6})*"  # 25-07772, GE.25-10053 (E) 300625 010725
    r"|\*\d{7}\*|\*\d+-?\d*E?\*"  # the digits under a bar code
    r"|[A-Z]{1,6}(?:/[A-Z0-9][\w.()-]*){2,8}(?:[-–][A-Z]{1,6}(?:/[\w.()-]+)+)?"  # E/2025/31
    r"|please recycle",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stripped:
    """A page's words without its running head and foot, and how many pieces these were."""

    page: Page
    words: tuple[Word, ...]
    n_pieces: int


def strip_margins(pages: Sequence[Page]) -> list[Stripped]:
    """Every page without what stands in its margin and is no part of the text.

    That is what looks like a page number or a document symbol, and what stands in the margin of
    three in ten pages or more, digits aside; from the edge inwards, up to the first line that
    is neither.
    """
    lines = [lines_of(page.words, page.number) for page in pages]
    counts: Counter[str] = Counter()
    for page, page_lines in zip(pages, lines, strict=True):
        edges = [line for edge in _edges(page, page_lines) for line in edge]
        counts.update({_key(piece) for line in edges for piece in _pieces(line)})
    enough = max(2, round(_SHARE_OF_PAGES * len(pages)))
    running = {key for key, count in counts.items() if count >= enough}
    return [
        _stripped(page, page_lines, running) for page, page_lines in zip(pages, lines, strict=True)
    ]


def _edges(page: Page, lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of the upper margin, and those of the lower one, from the edge inwards."""
    yield [line for line in lines if line.y < _ZONE * page.height][:_MAX_ROWS]
    yield [line for line in lines[::-1] if line.y > (1 - _ZONE) * page.height][:_MAX_ROWS]


def _pieces(line: Line) -> tuple[tuple[Word, ...], ...]:
    return cells_of(line.words, _APART)


def _key(piece: tuple[Word, ...]) -> str:
    return re.sub(r"\d+", "#", joined(piece).casefold())


def _stripped(page: Page, lines: list[Line], running: set[str]) -> Stripped:
    left_out: set[int] = set()
    n_pieces = 0
    for edge in _edges(page, lines):
        for line in edge:
            pieces = _pieces(line)
            furniture = [
                piece
                for piece in pieces
                if _FURNITURE.fullmatch(joined(piece)) or _key(piece) in running
            ]
            left_out |= {id(word) for piece in furniture for word in piece}
            n_pieces += len(furniture)
            if len(furniture) < len(pieces):
                break
    words = tuple(word for word in page.words if id(word) not in left_out)
    return Stripped(page=page, words=words, n_pieces=n_pieces)
