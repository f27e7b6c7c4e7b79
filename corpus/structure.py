"""The structure of a text: headings, sections and paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.blocks import Block
from corpus.document import NoteMark, PageTurn, Paragraph, ParagraphKind, Section, Span
from corpus.glossary import table_entry
from corpus.sentences import split_sentences

_NUMBERED_HEADING = re.compile(
    r"(?P<number>[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3})\.\s+(?P<title>\S.*)"
)
_BARE_NUMBER_HEADING = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?P<title>\S.*)")
_NAMED_HEADING = re.compile(
    r"(?P<name>chapter|part|section|annex|appendix)\s+(?P<number>[IVXLC]{1,7}|[A-Z]|\d{1,2})"
    r"[.:–-]?\s+(?P<title>\S.*)",
    re.IGNORECASE,
)
_LEADER_DOTS = re.compile(r"(?<!\.)(?<!\. )(?:\.{5,}+|(?:\. ?){3,}+\s*(?:[ivxl]{1,6}|\d{1,3}))$")
_FILLER = re.compile(
    r"(?:this page (?:is|has been)? ?intentionally (?:left )?blank|(?:table of )?contents)\.?",
    re.IGNORECASE,
)
_CONTENTS_PAGE = re.compile(r"\s[ivxl]{1,6}$")
_LETTER_SPACED = re.compile(r"(?:\S ){4,}\S")
_BULLET = re.compile(r"(?:[-–—•*·▪◦]|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\))\s+\S")
MAX_HEADING_CHARS = 160
SPLIT_KINDS: tuple[ParagraphKind, ...] = ("body", "list item", "footnote")
"""The kinds of paragraph that are made of sentences; the others are cited whole."""


@dataclass(frozen=True)
class PlacedBlock:
    """A block with its range `[start, end)` of the text; `offset` is where its words start."""

    block: Block
    start: int
    end: int
    offset: int


@dataclass(frozen=True)
class Heading:
    """What a heading says: its number, if it has one, its words, and its depth from 1."""

    number: str | None
    title: str
    level: int


def classify(line: str) -> ParagraphKind:
    """The kind of a block of text, from its words alone."""
    bare = _bare(line)
    if _FILLER.fullmatch(bare) or _LETTER_SPACED.fullmatch(bare):
        return "contents"
    if "\t" in line:
        return "glossary entry" if table_entry(line) else "table row"
    if _BULLET.match(line):
        return "list item"
    if heading_of(line):
        return "heading"
    return "contents" if _is_contents_entry(bare) else "body"


def _bare(line: str) -> str:
    """The line without the asterisks, hashes and underlines of its emphasis."""
    return line.lstrip("*_# \t").rstrip("*_ \t")


def _is_contents_entry(bare: str) -> bool:
    """Whether dots, or capitals with a Roman numeral, lead to a page: "PREFACE iii"."""
    if len(bare) > MAX_HEADING_CHARS:
        return False
    page = _CONTENTS_PAGE.search(bare)
    return bool(_LEADER_DOTS.search(bare) or (page and bare[: page.start()].isupper()))


def heading_of(line: str) -> Heading | None:
    """The heading that a line is, or None: numbered and short, or in capitals throughout."""
    bare = _bare(line)
    if not 3 <= len(bare) <= MAX_HEADING_CHARS or "..." in bare or _CONTENTS_PAGE.search(bare):
        return None
    numbered = _NUMBERED_HEADING.fullmatch(bare)
    title = numbered["title"] if numbered else bare
    letters = [char for char in title if char.isalpha()]
    if len(letters) < 3 or not all(char.isupper() for char in letters):
        return None
    number = numbered["number"] if numbered else None
    level = 1 + number.count(".") if number and number[0].isdigit() else 1
    return Heading(number=number, title=title, level=level)


def heading_parts(words: str) -> tuple[str | None, str]:
    """The number and the title of words that are known to be a heading."""
    bare = _bare(words) or words
    named = _NAMED_HEADING.fullmatch(bare)
    if named:
        is_annex = named["name"].lower() in ("annex", "appendix")
        number = f"{named['name'].capitalize()} {named['number']}" if is_annex else named["number"]
        return number, named["title"]
    numbered = _NUMBERED_HEADING.fullmatch(bare) or _BARE_NUMBER_HEADING.fullmatch(bare)
    return (numbered["number"], numbered["title"]) if numbered else (None, bare)


def paragraphs_of(document_id: str, text: str, placed: list[PlacedBlock]) -> tuple[Paragraph, ...]:
    """The blocks as paragraphs, each with its section path.

    A paragraph has the number that is printed before it. Where the format knows neither pages nor
    printed numbers, the paragraphs, list items and footnotes are counted instead.
    """
    is_counted = all(each.block.page is None and each.block.number is None for each in placed)
    paragraphs: list[Paragraph] = []
    path: list[tuple[int, str]] = []
    count = 0
    note_ids = _note_ids(document_id, placed)
    for index, each in enumerate(placed):
        block, words = each.block, text[each.start : each.end]
        if block.kind == "heading":
            level = block.level or 1
            path = [above for above in path if above[0] < level] + [(level, _label(words))]
        is_numbered = is_counted and block.kind in SPLIT_KINDS
        count += is_numbered
        paragraphs.append(
            Paragraph(
                id=_id(document_id, index),
                number=count if is_numbered else block.number,
                page=block.page,
                page_turns=tuple(
                    PageTurn(position=min(each.offset + at, each.end), page=page)
                    for at, page in block.page_turns
                ),
                section_path=tuple(label for _, label in path),
                kind=block.kind,
                start=each.start,
                end=each.end,
                sentences=_sentences(words, each),
                notes=tuple(_notes(each, note_ids)),
            )
        )
    return tuple(paragraphs)


def _id(document_id: str, index: int) -> str:
    return f"{document_id}-{index:04d}"


def _note_ids(document_id: str, placed: list[PlacedBlock]) -> dict[str, str]:
    """The ids of the footnotes by their names, but for those that are in doubt.

    In doubt is a name that two blocks have, and one that marks of different labels refer to: it may
    be that of a whole list of notes.
    """
    named = [
        (name, _id(document_id, index), each.block.kind)
        for index, each in enumerate(placed)
        for name in each.block.names
    ]
    n_blocks = Counter(name for name, _, _ in named)
    labels = {(mark.note, mark.label) for each in placed for mark in each.block.marks}
    n_labels = Counter(name for name, _ in labels)
    return {
        name: note_id
        for name, note_id, kind in named
        if kind == "footnote" and n_blocks[name] == n_labels[name] == 1
    }


def _notes(placed: PlacedBlock, note_ids: dict[str, str]) -> Iterator[NoteMark]:
    """The marks of a block whose note is there."""
    for mark in placed.block.marks:
        if mark.note in note_ids:
            position = min(max(placed.offset + mark.at, placed.start), placed.end)
            yield NoteMark(position=position, label=mark.label, note_id=note_ids[mark.note])


def _sentences(words: str, placed: PlacedBlock) -> tuple[Span, ...]:
    if placed.block.kind in SPLIT_KINDS:
        return split_sentences(words, placed.start)
    return (Span(start=placed.start, end=placed.end),)


def _label(words: str) -> str:
    number, title = heading_parts(words)
    return f"{number}. {title}" if number else title


def sections_of(
    text: str, paragraphs: tuple[Paragraph, ...], placed: list[PlacedBlock]
) -> tuple[Section, ...]:
    """A section a heading, from its first character to the next heading of its level or above."""
    headings = [
        (paragraph, each.block.level or 1)
        for paragraph, each in zip(paragraphs, placed, strict=True)
        if paragraph.kind == "heading"
    ]
    ends: list[int] = [len(text)] * len(headings)
    open_at: list[int] = []
    for index, (paragraph, level) in enumerate(headings):
        while open_at and headings[open_at[-1]][1] >= level:
            ends[open_at.pop()] = paragraph.start
        open_at.append(index)
    sections = []
    for (paragraph, level), end in zip(headings, ends, strict=True):
        number, title = heading_parts(text[paragraph.start : paragraph.end])
        sections.append(
            Section(number=number, title=title, level=level, start=paragraph.start, end=end)
        )
    return tuple(sections)
