"""Plain text files: blank lines part the paragraphs."""

import re

from corpus.assemble import neutralising_notices
from corpus.blocks import Block, Reading
from corpus.normalise import normalise
from corpus.structure import classify, heading_of

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def unwrap(text: str) -> str:
    """Join the lines of each hard-wrapped paragraph with spaces; tables and lists keep theirs."""
    stretches = _BLANK_LINES.split(text.strip("\n"))
    return "\n\n".join(_unwrap_stretch(stretch) for stretch in stretches if stretch.strip())


def _unwrap_stretch(stretch: str) -> str:
    paragraphs: list[list[str]] = []
    for line in (line.strip(" ") for line in stretch.split("\n")):
        if not paragraphs or _keeps_its_line(line) or _is_row(paragraphs[-1][0]):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return "\n".join(" ".join(lines) for lines in paragraphs)


def _is_row(line: str) -> bool:
    return "\t" in line.lstrip("\t")


def _keeps_its_line(line: str) -> bool:
    return "\t" in line or classify(line) == "list item"


def read_text(raw: str) -> Reading:
    """The blocks of a plain text; its title is its first heading, if that is near the top."""
    normalised = normalise(raw)
    lines = unwrap(normalised.text).split("\n")
    headings = (heading_of(line) for line in lines[:10])
    return Reading(
        blocks=tuple(_blocks_of(lines)),
        title=next((heading.title for heading in headings if heading), None),
        notices=neutralising_notices(normalised.n_removed, normalised.n_replaced),
        may_be_cut=True,
    )


def _blocks_of(lines: list[str]) -> list[Block]:
    blocks = []
    is_attached = False
    for line in lines:
        if line.strip():
            kind = classify(line.strip())
            heading = heading_of(line.strip()) if kind == "heading" else None
            level = heading.level if heading else None
            blocks.append(Block(words=line, kind=kind, level=level, is_attached=is_attached))
        is_attached = bool(line.strip())
    return blocks
