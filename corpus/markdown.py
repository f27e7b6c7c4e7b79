"""Markdown: CommonMark with tables and footnotes, read with markdown-it-py."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blocks import Block, Reading, with_lists_attached, with_marks
from corpus.errors import CorpusError
from corpus.marks import Mark, Marked, joined

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<lines>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M | re.S
)
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(?P<title>.*?)[\"']?[ \t]*$", re.M)
_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]{1,40})\]:[ \t]*")
_NOTE_LINE = re.compile(r"^(?=\[\^[^\]\s]{1,40}\]:)", re.M)
_REFERENCE = re.compile(r"[ \t]?\[\^(?P<name>[^\]\s]{1,40})\]")
_TAG = re.compile(r"<[^<>]*>")
_PARSE_SECONDS = 20.0


def read_markdown(path: Path, progress: Callable[[float], None]) -> Reading:
    """The blocks of a Markdown file in UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"byte {error.start:,} is not UTF-8; save the file as UTF-8 text"
        ) from error
    progress(_PARSE_SECONDS)
    return reading_of(text)


def reading_of(text: str) -> Reading:
    """The blocks of a text in Markdown."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    body = _NOTE_LINE.sub("\n", body)  # a footnote is a paragraph of its own
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    blocks = tuple(with_lists_attached(_blocks(tokens)))
    titled = _FRONT_TITLE.search(front["lines"]) if front else None
    heading = next((block.words for block in blocks if block.kind == "heading"), None)
    return Reading(
        blocks=blocks,
        title=(titled["title"] if titled else None) or heading,
        notices=("left out: the lines of data above the text",) if front else (),
    )


def _blocks(tokens: Sequence["Token"]) -> Iterator[Block]:
    lists = 0
    heading = 0
    row: list[Marked] | None = None
    rows = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "table_open":
            rows = 0
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            cells = joined("\t", row)
            yield with_marks(Block(cells.words, "table row", is_attached=rows > 0), cells)
            row, rows = None, rows + 1
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            marked = _marked(token)
            if row is not None:
                row.append(marked)
            elif marked.words:
                yield with_marks(_block(marked.words, heading, in_list=lists > 0), marked)


def _block(words: str, heading: int, in_list: bool) -> Block:
    if heading:
        return Block(words, kind="heading", level=heading)
    note = _NOTE.match(words)
    if note:
        return Block(words[note.end() :], kind="footnote", names=(note["name"],))
    return Block(words, kind="list item" if in_list else "body")


def _marked(token: "Token") -> Marked:
    """The words of a token, without the signs of emphasis and links and the marks of footnotes."""
    if token.type == "html_block":
        text = _TAG.sub(" ", token.content)
    elif token.children is None:
        text = token.content
    else:
        text = "".join(_inline(child) for child in token.children)
        if not _NOTE.match(text):
            return _without_references(text).in_one_line()
    return Marked(text).in_one_line()


def _without_references(text: str) -> Marked:
    parts, last = [], 0
    for found in _REFERENCE.finditer(text):
        before = text[last : found.start()]
        mark = Mark(len(before), label=found["name"], note=found["name"])
        parts.append(Marked(before, (mark,)))
        last = found.end()
    return joined("", [*parts, Marked(text[last:])])


def _inline(token: "Token") -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "image":
        return "".join(_inline(child) for child in token.children or ())
    return token.content if token.type in ("text", "code_inline", "text_special") else ""
