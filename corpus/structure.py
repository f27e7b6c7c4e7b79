"""Find the structure of a plain text: headings, sections and paragraphs."""

import re
from dataclasses import dataclass

from corpus.document import Paragraph, ParagraphKind, Section, Span
from corpus.glossary import table_entry
from corpus.sentences import split_sentences

_NUMBERED_HEADING = re.compile(
    r"(?P<number>[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3})\.\s+(?P<title>\S.*)"
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


@dataclass(frozen=True)
class Block:
    """A stretch of lines of one kind, as offsets into the normalised text."""

    start: int
    end: int
    kind: ParagraphKind


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


def paragraphs_of(document_id: str, text: str, blocks: list[Block]) -> tuple[Paragraph, ...]:
    """The blocks as paragraphs: numbered through the body, each with its section path."""
    paragraphs: list[Paragraph] = []
    path: list[Heading] = []
    number = 0
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        if block.kind == "heading":
            heading = heading_of(words)
            assert heading is not None  # the block was classified as one
            path = [above for above in path if above.level < heading.level] + [heading]
        is_numbered = block.kind in ("body", "list item", "footnote")
        number += is_numbered
        paragraphs.append(
            Paragraph(
                id=f"{document_id}-{index:04d}",
                number=number if is_numbered else None,
                section_path=tuple(_label(heading) for heading in path),
                kind=block.kind,
                start=block.start,
                end=block.end,
                sentences=_sentences(words, block),
            )
        )
    return tuple(paragraphs)


def _sentences(words: str, block: Block) -> tuple[Span, ...]:
    if block.kind in ("body", "list item", "footnote"):
        return split_sentences(words, block.start)
    return (Span(start=block.start, end=block.end),)


def _label(heading: Heading) -> str:
    return f"{heading.number}. {heading.title}" if heading.number else heading.title


def sections_of(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Section, ...]:
    """A section a heading, from its first character to the next heading of its level or above."""
    headings = [
        (paragraph, heading)
        for paragraph in paragraphs
        if paragraph.kind == "heading"
        and (heading := heading_of(text[paragraph.start : paragraph.end]))
    ]
    sections = []
    for index, (paragraph, heading) in enumerate(headings):
        following = (
            headings[later][0].start
            for later in range(index + 1, len(headings))
            if headings[later][1].level <= heading.level
        )
        sections.append(
            Section(
                number=heading.number,
                title=heading.title,
                level=heading.level,
                start=paragraph.start,
                end=next(following, len(text)),
            )
        )
    return tuple(sections)
