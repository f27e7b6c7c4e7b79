"""Drafts: the lines of one paragraph, heading or footnote, before they are words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.document import ParagraphKind
from corpus.marks import Mark, Marked
from corpus.pdf.lines import Line
from corpus.pdf.markers import Marker

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"(?P<head>[^\W\d_]{1,60}+)-$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_GOES_ON = re.compile(r"[^\W_]{0,80}+[/._%=&?#-]|[a-z0-9]")


@dataclass
class Draft:
    """The lines that make one block, and what is known of it.

    `texts` are words that were joined already, as the rows of a table are; else they come from
    the lines.
    """

    kind: ParagraphKind
    lines: list[Line]
    marker: Marker | None = None
    text: Marked | None = None
    level: int | None = None
    is_attached: bool = False
    ends_region: bool = False
    starts_region: bool = False
    style: tuple[float, bool] = field(default=(0.0, False))

    @property
    def page(self) -> int:
        """The page that it begins on."""
        return self.lines[0].page


class Vocabulary:
    """The words of a document, by which a hyphen at a line's end is kept or taken out."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            text = line.text.lower()
            inner = text[: text.rfind(" ")] if text.endswith("-") else text
            words = _WORD.findall(inner)
            self._counts.update(words)
            self._counts.update(part for word in words if "-" in word for part in word.split("-"))

    def keeps_hyphen(self, head: str, tail: str) -> bool:
        """Whether "head-" and "tail" are a compound rather than one word that was divided."""
        head, tail = head.lower(), tail.lower()
        whole, compound = self._counts[head + tail], self._counts[f"{head}-{tail}"]
        if whole or compound:
            return compound > whole
        return self._knows(head) and self._knows(tail)

    def _knows(self, word: str) -> bool:
        return bool(self._counts[word] or self._counts[f"{word}s"])


def join_lines(
    lines: Sequence[Line], vocabulary: Vocabulary
) -> tuple[Marked, tuple[tuple[int, int], ...]]:
    """The lines as running text, and `(offset, page)` where it goes on on another page."""
    text = ""
    turns = []
    marks: list[Mark] = []
    for index, line in enumerate(lines):
        if text:
            text = _glue(text, line.text, vocabulary)
            if line.page != lines[index - 1].page:
                turns.append((len(text), line.page))
        marks += (replace(mark, at=mark.at + len(text)) for mark in line.marked.marks)
        text += line.text
    return Marked(text, tuple(marks)), tuple(turns)


def _glue(text: str, following: str, vocabulary: Vocabulary) -> str:
    """The text so far, made ready for the words of the next line to be put behind it."""
    last = text[text.rfind(" ") + 1 :]
    if _ADDRESS.match(last) and _GOES_ON.match(following):
        return text if _is_broken_address(last, following) else f"{text} "
    divided = _HYPHENATED.search(last)
    tail = _FIRST_PART.match(following)
    if divided and tail and following[0].islower():
        keeps = "-" in last[:-1] or vocabulary.keeps_hyphen(divided["head"], tail[0])
        return text if keeps else text[:-1]
    if len(last) > 1 and last[-1] in "-–/" and following[:1].isalnum():
        return text
    return f"{text} "


def _is_broken_address(last: str, following: str) -> bool:
    first = following.split()[0]
    return last[-1] in "-/_=&?.#%" or any(char in first[:-1] for char in "/-_=&")
