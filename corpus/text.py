"""Plain text files: blank lines part the paragraphs."""

import re

from corpus.structure import Block, classify

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


def blocks_of(text: str) -> list[Block]:
    """The blocks of an unwrapped text, one a line."""
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            end = match.end() - (len(line) - len(line.rstrip()))
            blocks.append(Block(start=start, end=end, kind=classify(text[start:end])))
    return blocks
