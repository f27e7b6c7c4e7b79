"""Marks that refer to footnotes, and the places in the words that they were taken out of."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that stood before the character `at` of some words; `note` is a name of its note."""

    at: int
    label: str
    note: str


@dataclass(frozen=True)
class Marked:
    """Words, and the marks that were taken out of them, in their order."""

    words: str
    marks: tuple[Mark, ...] = ()

    def part(self, start: int, end: int) -> "Marked":
        """The characters `[start, end)` with the marks among them and at either end."""
        marks = tuple(
            replace(mark, at=mark.at - start) for mark in self.marks if start <= mark.at <= end
        )
        return Marked(self.words[start:end], marks)

    def strip(self) -> "Marked":
        """The words without the white space at their ends."""
        start = len(self.words) - len(self.words.lstrip())
        return self.part(start, max(start, len(self.words.rstrip())))

    def in_one_line(self) -> "Marked":
        """The words with one blank for all white space between two, and none at the ends."""
        line = " ".join(self.words.split())
        if not self.marks:
            return Marked(line)
        starts, ends, places = [], [], []
        place = 0
        for word in _WORD.finditer(self.words):
            starts.append(word.start())
            ends.append(word.end())
            places.append(place)
            place += len(word[0]) + 1

        def moved(at: int) -> int:
            index = bisect_left(starts, at) - 1
            return places[index] + min(at, ends[index]) - starts[index] if index >= 0 else 0

        return Marked(line, tuple(replace(mark, at=moved(mark.at)) for mark in self.marks))


def joined(separator: str, parts: Iterable[Marked]) -> Marked:
    """The parts as one, with the separator between them."""
    words: list[str] = []
    marks: list[Mark] = []
    n_chars = 0
    for part in parts:
        marks += (replace(mark, at=mark.at + n_chars) for mark in part.marks)
        words.append(part.words)
        n_chars += len(part.words) + len(separator)
    return Marked(separator.join(words), tuple(marks))
