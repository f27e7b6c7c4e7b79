"""The footnotes and endnotes of a Word file, and the numbers that Word shows for them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.blocks import Block
from corpus.docx.numbering import written
from corpus.docx.paragraph import marked_words_of, note_names
from corpus.marks import Mark, Marked

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word numbers notes unless it is told otherwise."""


class Notes:
    """Gives each note once, behind what first refers to it, and counts the marks."""

    def __init__(self, document: "WordDocument") -> None:
        self._words = _words_by_name(document)
        self._labels: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def labelled(self, marked: Marked) -> Marked:
        """The words with the number of each note on its mark; they must come in their order."""
        return replace(marked, marks=tuple(map(self._labelled, marked.marks)))

    def _labelled(self, mark: Mark) -> Mark:
        if mark.label:
            return mark
        if mark.note not in self._labels:
            kind = mark.note.split()[0]
            self._counts[kind] += 1
            self._labels[mark.note] = written(self._counts[kind], _FORMATS[kind])
        return replace(mark, label=self._labels[mark.note])

    def blocks(self, element: "_Element") -> Iterator[Block]:
        """The notes that an element refers to and that were not given before."""
        for name in note_names(element):
            words = self._words.pop(name, "")
            if words:
                yield Block(words, kind="footnote", names=(name,))


def _words_by_name(document: "WordDocument") -> dict[str, str]:
    """The words of every footnote and endnote."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    kinds = {RELATIONSHIP_TYPE.FOOTNOTES: "footnote", RELATIONSHIP_TYPE.ENDNOTES: "endnote"}
    notes = {}
    for relation in document.part.rels.values():
        kind = kinds.get(relation.reltype)
        if kind is None or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob).iter(f"{_W}{kind}"):
            words = " ".join(marked_words_of(each).words for each in note.iter(f"{_W}p"))
            notes[f"{kind} {note.get(f'{_W}id')}"] = " ".join(words.split())
    return notes
