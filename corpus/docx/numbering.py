"""The numbers that Word shows before a paragraph without storing them: "12.", "(a)", "II."."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.gaps import to_roman

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_MAX_ROMAN = 399


@dataclass(frozen=True)
class Label:
    """What stands before a paragraph: the words, the format of the number, and its value."""

    text: str
    number_format: str
    value: int


@dataclass(frozen=True)
class _Level:
    number_format: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document, each list and level on its own."""

    def __init__(self, document: "WordDocument") -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._list_of: dict[str, str] = {}
        root = _part_root(document)
        if root is None:
            return
        abstract = {each.get(f"{_W}abstractNumId"): each for each in root.iter(f"{_W}abstractNum")}
        for num in root.iter(f"{_W}num"):
            number_id = num.get(f"{_W}numId")
            reference = num.find(f"{_W}abstractNumId")
            found = abstract.get(reference.get(f"{_W}val")) if reference is not None else None
            if found is None:
                continue
            self._levels[number_id] = dict(map(_level, found.findall(f"{_W}lvl")))
            restarts = num.find(f"{_W}lvlOverride/{_W}startOverride") is not None
            key = number_id if restarts else f"abstract {found.get(f'{_W}abstractNumId')}"
            self._list_of[number_id] = key

    def label(self, number_id: str, depth: int) -> Label | None:
        """The label of the next paragraph of a list, counted; None for a list that is not there."""
        levels = self._levels.get(number_id)
        if not levels or depth not in levels:
            return None
        counts = self._counts.setdefault(self._list_of[number_id], {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        level = levels[depth]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            return written(counts.get(at, levels[at].start), levels[at].number_format)

        return Label(_PLACE.sub(shown, level.text), level.number_format, counts[depth])


def _part_root(document: "WordDocument") -> "_Element | None":
    from docx.opc.constants import RELATIONSHIP_TYPE

    relations = document.part.rels.values()
    parts = [each.target_part for each in relations if each.reltype == RELATIONSHIP_TYPE.NUMBERING]
    return parts[0].element if parts else None


def _level(element: "_Element") -> tuple[int, _Level]:
    def value(name: str, otherwise: str) -> str:
        child = element.find(f"{_W}{name}")
        return otherwise if child is None else str(child.get(f"{_W}val") or otherwise)

    level = _Level(value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1")))
    return int(element.get(f"{_W}ilvl") or 0), level


def written(value: int, number_format: str) -> str:
    """A number as Word writes it in one of its formats; in digits for a format not known here."""
    if number_format in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < value <= _MAX_ROMAN:
        roman = to_roman(value)
        return roman if number_format == "upperRoman" else roman.lower()
    return str(value)
