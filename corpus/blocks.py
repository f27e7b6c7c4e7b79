"""What a reader of a file format gives: typed blocks in reading order, and what it left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from corpus.document import ParagraphKind
from corpus.marks import Mark, Marked


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item, table row or footnote, before it has a place in a text.

    `words` is one line; the cells of a table row are parted by tabs. `number` is the number that is
    printed before a paragraph, and is not in the words. `page` counts from 1; `page_turns` holds
    `(offset in the words, page)` for every further page that the block runs on to. An attached
    block follows the one before it without a blank line, as the rows of a table do. `marks` are
    those of footnotes; `names` are what marks call a footnote by.
    """

    words: str
    kind: ParagraphKind = "body"
    level: int | None = None
    page: int | None = None
    number: int | None = None
    page_turns: tuple[tuple[int, int], ...] = ()
    is_attached: bool = False
    marks: tuple[Mark, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file as it was read.

    `may_be_cut` says that the format cannot tell a paragraph that is whole from one that is cut
    off, so that gaps have to be looked for in its words.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    notices: tuple[str, ...] = ()
    may_be_cut: bool = False


def reading_from_json(value: dict[str, Any]) -> Reading:
    """The reading that `dataclasses.asdict` was written of."""
    blocks = tuple(
        Block(
            **{
                **each,
                "page_turns": tuple((at, page) for at, page in each["page_turns"]),
                "marks": tuple(Mark(**mark) for mark in each["marks"]),
                "names": tuple(each["names"]),
            }
        )
        for each in value["blocks"]
    )
    return Reading(**{**value, "blocks": blocks, "notices": tuple(value["notices"])})


def with_marks(block: Block, marked: Marked) -> Block:
    """A block with the marks of the words that it was made of.

    It ends with these, or these end with it: a label was put before them, or a number taken off.
    """
    n_more = len(block.words) - len(marked.words)
    marks = (replace(mark, at=max(0, mark.at + n_more)) for mark in marked.marks)
    return replace(block, marks=tuple(marks))


def with_lists_attached(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with each list item and footnote attached to one of its kind before it."""
    last = None
    for block in blocks:
        is_next = block.kind == last and block.kind in ("list item", "footnote")
        yield replace(block, is_attached=True) if is_next else block
        last = block.kind
