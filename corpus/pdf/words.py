"""The words of a page, with their place and type."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.pdf.glyphs import Glyph, glyphs_of, n_pictures

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MAX_PAGE_CHARS = 200_000
"""More characters than this on one page are no page that a person can read."""

_GAP = 0.28
"""A wider gap than this share of the type size parts two words, where no blank does."""


_MANY_LETTERS = 100
"""So many letters on their side are a page that lies on its side, fewer are in its margin."""

_HYPHEN_GAP = 0.18
"""Type sizes between a hyphen and the word that it belongs to, at most; a blank is wider."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters in one type; `y` is the baseline, down from the top of the page, in points.

    A glued word follows the one before it without a blank: the type changed within a word.
    `references` are the marks of footnotes that stood right behind it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    is_italic: bool
    is_glued: bool = False
    is_raised: bool = False
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page's words in the order of the file, and how much else is on it.

    Of a recognised page OCR read the words; `ocr_failure` says why it could not.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    n_sideways: int = 0
    n_pictures: int = 0
    is_damaged: bool = False
    is_recognised: bool = False
    ocr_failure: str = ""


def read_page(pdf_page: "PdfPage", number: int) -> Page:
    """The words of a pypdfium2 page; CorpusError where there are more than any page has."""
    width, height = pdf_page.get_size()
    if pdf_page.get_rotation() in (90, 270):
        width, height = height, width  # places are told on the page as it is before it is turned
    textpage = pdf_page.get_textpage()
    try:
        n_chars = textpage.count_chars()
        if n_chars > MAX_PAGE_CHARS:
            raise CorpusError(f"page {number} has {n_chars:,} characters; it is no page to be read")
        glyphs = list(glyphs_of(textpage, n_chars, (width, height)))
    finally:
        textpage.close()
    letters = Counter(
        glyph.type.direction for glyph in glyphs if glyph and not glyph.char.isspace()
    )
    direction = _direction_of(letters)
    kept = [
        glyph
        for glyph in glyphs
        if glyph is None or glyph.char.isspace() or glyph.type.direction == direction
    ]
    words = tuple(_whole(_raised(list(_words(kept)))))
    return Page(
        number=number,
        width=height if direction % 2 else width,
        height=width if direction % 2 else height,
        words=words,
        n_sideways=letters.total() - letters[direction],
        n_pictures=n_pictures(pdf_page),
    )


def _direction_of(letters: Counter[int]) -> int:
    """The direction of a page's text: upright, unless more letters stand another way, and many."""
    most = max(letters, key=lambda direction: (letters[direction], -direction), default=0)
    return most if letters[most] >= _MANY_LETTERS else 0


def _words(glyphs: list[Glyph | None]) -> Iterator[Word]:
    run: list[Glyph] = []
    is_glued = False
    for glyph in glyphs:
        if glyph is None or glyph.char.isspace():
            if run:
                yield _word(run, is_glued)
            run, is_glued = [], False
            continue
        if run and (ends := _ends(run[-1], glyph)):
            yield _word(run, is_glued)
            run, is_glued = [], ends == "type"
        run.append(glyph)
    if run:
        yield _word(run, is_glued)


def _ends(last: Glyph, glyph: Glyph) -> str:
    """Why a new word begins between two glyphs: "place", "type", or not at all ("")."""
    size = max(last.type.size, glyph.type.size)
    gap = glyph.x0 - last.x1
    if gap > _GAP * size or gap < -size or abs(glyph.y - last.y) > 0.8 * size:
        return "place"
    changes = glyph.type != last.type or abs(glyph.y - last.y) > 0.1 * size
    return "type" if changes else ""


def _word(run: list[Glyph], is_glued: bool) -> Word:
    first = run[0]
    return Word(
        text="".join(glyph.char for glyph in run),
        x0=first.x0,
        x1=run[-1].x1,
        y=first.y,
        size=first.type.size,
        is_bold=first.type.is_bold,
        is_italic=first.type.is_italic,
        is_glued=is_glued,
    )


def _raised(words: list[Word]) -> Iterator[Word]:
    """The words, with a superscript put on the line of the larger word that it stands beside."""
    last: Word | None = None
    for index, word in enumerate(words):
        beside = [words[near] for near in (index - 1, index + 1) if 0 <= near < len(words)]
        base = next((each for each in beside if _is_raised(word, each)), None)
        if base is None and last and last.is_raised and _goes_on(word, words[index - 1]):
            base = last
        last = replace(word, y=base.y, is_raised=True) if base else word
        yield last


def _is_raised(word: Word, base: Word) -> bool:
    is_smaller = word.size < 0.8 * base.size
    is_higher = 0.12 * base.size < base.y - word.y < 0.8 * base.size
    is_near = min(abs(word.x0 - base.x1), abs(base.x0 - word.x1)) < 1.5 * base.size
    return is_smaller and is_higher and is_near


def _goes_on(word: Word, before: Word) -> bool:
    """Whether a word goes on with the superscript before it: "a, b" is two."""
    is_alike = word.size == before.size and abs(word.y - before.y) < 0.1 * word.size
    return is_alike and -word.size < word.x0 - before.x1 < word.size


def _is_whole(last: Word, word: Word) -> bool:
    return word.is_glued and word.is_raised == last.is_raised


def _is_hyphen(last: Word, word: Word) -> bool:
    """Whether one is the other's hyphen: wide setting parts them by less than a blank."""
    return "-" in (word.text, last.text[-1:]) and -0.1 < word.x0 - last.x1 < _HYPHEN_GAP * word.size


def _whole(words: Iterable[Word]) -> Iterator[Word]:
    """The words, with those made one that only a change of type parts."""
    last: Word | None = None
    for word in words:
        if last and word.y == last.y and (_is_whole(last, word) or _is_hyphen(last, word)):
            last = replace(
                last,
                text=last.text + word.text,
                x1=word.x1,
                size=max(last.size, word.size),
                is_bold=last.is_bold and word.is_bold,
            )
            continue
        if last:
            yield last
        last = word
    if last:
        yield last
