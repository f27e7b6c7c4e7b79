"""From the blocks of a file to a `Document`: the one place where offsets are made."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corpus.blocks import Block, Reading
from corpus.document import MAX_LABEL_CHARS, Document
from corpus.errors import CorpusError
from corpus.gaps import gaps_of
from corpus.glossary import glossary_of, table_entry
from corpus.marks import Mark
from corpus.normalise import normalise
from corpus.speakers import speakers_of
from corpus.structure import PlacedBlock, paragraphs_of, sections_of


def assemble(reading: Reading, source: str, title: str | None = None) -> Document:
    """The document of a reading; its title is what the reader found unless one is given.

    CorpusError if no block holds a letter or a digit.
    """
    source = " ".join(normalise(source).text.split())  # a file's name may hold anything
    blocks, notices = _neutralised(reading.blocks)
    text, placed = _placed(blocks)
    if not any(char.isalnum() for char in text):
        raise CorpusError(f"{source}: the file holds no text")
    sha256 = hashlib.sha256(f"{source}\n{title or ''}\n{text}".encode()).hexdigest()
    paragraphs = paragraphs_of(sha256[:12], text, placed)
    sections = sections_of(text, paragraphs, placed)
    found_title = normalise(reading.title or "").text.replace("\n", " ").strip()
    return Document(
        id=sha256[:12],
        title=title or found_title or _name(source),
        source=source,
        sha256=sha256,
        text=text,
        sections=sections,
        paragraphs=paragraphs,
        glossary=glossary_of(text, paragraphs),
        speakers=speakers_of(text, paragraphs),
        gaps=gaps_of(text, paragraphs, sections, with_cuts=reading.may_be_cut),
        notices=(*reading.notices, *notices),
    )


def _name(source: str) -> str:
    return Path(source).stem.replace("_", " ").replace("-", " ").strip() or source


def _neutralised(blocks: tuple[Block, ...]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks that have words, these normalised, and what that changed."""
    kept = []
    n_removed = n_replaced = 0
    for block in blocks:
        normalised = normalise(block.words)
        n_removed += normalised.n_removed
        n_replaced += normalised.n_replaced
        words = normalised.text.replace("\n", " ")
        if not words.strip():
            continue
        places = _moved(block.words, (at for at, _ in block.page_turns))
        turns = tuple(zip(places, (page for _, page in block.page_turns), strict=True))
        is_pair = block.kind == "table row" and len(list(filter(None, words.split("\t")))) == 2
        is_entry = is_pair and table_entry(words) is not None
        kind = "glossary entry" if is_entry else block.kind
        marks = _neutral_marks(block)
        kept.append(replace(block, words=words, page_turns=turns, kind=kind, marks=marks))
    return kept, neutralising_notices(n_removed, n_replaced)


def _neutral_marks(block: Block) -> tuple[Mark, ...]:
    """The marks of a block at their places in the normalised words, their labels normalised."""
    places = _moved(block.words, (mark.at for mark in block.marks))
    labels = (" ".join(normalise(mark.label).text.split()) for mark in block.marks)
    return tuple(
        replace(mark, at=at, label=label[:MAX_LABEL_CHARS] or "*")
        for mark, at, label in zip(block.marks, places, labels, strict=True)
    )


def _moved(words: str, offsets: Iterable[int]) -> list[int]:
    """Where places of some words, given in their order, are after these were normalised."""
    places = []
    last = n_chars = 0
    for offset in offsets:
        n_chars += len(normalise(words[last:offset] + ".").text) - 1
        last = offset
        places.append(n_chars)
    return places


def neutralising_notices(n_removed: int, n_replaced: int) -> tuple[str, ...]:
    """What normalising did, in sentences."""
    notices = []
    if n_removed:
        notices.append(f"{n_removed} invisible characters were taken out")
    if n_replaced:
        notices.append(f"{n_replaced} characters that are no text were replaced by �")
    return tuple(notices)


def _placed(blocks: list[Block]) -> tuple[str, list[PlacedBlock]]:
    """The text, and each block with its range of it, white space at its ends left out."""
    parts: list[str] = []
    placed = []
    position = 0
    for block in blocks:
        if parts:
            parts.append("\n" if block.is_attached else "\n\n")
            position += len(parts[-1])
        n_leading = len(block.words) - len(block.words.lstrip())
        start = position + n_leading
        end = position + len(block.words.rstrip())
        placed.append(PlacedBlock(block=block, start=start, end=end, offset=position))
        parts.append(block.words)
        position += len(block.words)
    return "".join(parts), placed
