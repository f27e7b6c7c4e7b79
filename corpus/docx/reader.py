"""A Word file as blocks in reading order."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blocks import Block, Reading, with_lists_attached, with_marks
from corpus.docx.archive import check_archive
from corpus.docx.notes import Notes
from corpus.docx.numbering import Label, Numbering
from corpus.docx.paragraph import is_set_as_heading, marked_words_of, outline_of
from corpus.errors import CorpusError
from corpus.marks import joined

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml"))
_NO_TITLE = re.compile(r"^(?:microsoft word\b|untitled|document\d*$)|\.docx?$", re.IGNORECASE)
_HEADING_NUMBER = re.compile(
    r"(?P<chapter>(?:chapter|annex)\b|[IVX]{1,6}\.)|(?P<letter>[A-Z]\.)|\d", re.IGNORECASE
)
_TYPED_NUMBER = re.compile(r"(\d{1,3})\.\s(?=\S)")
_TYPED_ITEM = re.compile(r"(?:\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)|[•·▪◦‣–—-])\s\S")
_CONTENTS_STYLE = re.compile(r"toc\s?\d|toc heading|table of figures", re.IGNORECASE)
_OPEN_SECONDS = 20.0


def read_docx(path: Path, progress: Callable[[float], None]) -> Reading:
    """The blocks of a Word file; CorpusError if its archive is damaged or made to do harm."""
    check_archive(path)
    import docx

    progress(_OPEN_SECONDS)
    try:
        document = docx.Document(str(path))
    except Exception as error:  # what a damaged part makes python-docx raise is not documented
        raise CorpusError("the Word file is damaged and cannot be opened; save it anew") from error
    progress(_OPEN_SECONDS)
    reader = _Reader(document)
    blocks = tuple(with_lists_attached(reader.blocks(document.element.body)))
    named = (document.core_properties.title or "").strip()
    title = reader.title or ("" if _NO_TITLE.search(named) else named) or _first_heading(blocks)
    return Reading(blocks=blocks, title=title, notices=tuple(reader.notices(document)))


def _first_heading(blocks: tuple[Block, ...]) -> str | None:
    return next((block.words for block in blocks if block.kind == "heading"), None)


class _Reader:
    """Goes through a body once, counting its lists and its notes."""

    def __init__(self, document: "WordDocument") -> None:
        self.title: str | None = None
        self._numbering = Numbering(document)
        self._notes = Notes(document)
        self._styles = {
            str(style.get(f"{_W}styleId")): style
            for style in document.styles.element.iter(f"{_W}style")
        }
        self._has_headings = any(
            outline_of(each, self._styles).level is not None
            for each in document.element.body.iter(f"{_W}p")
        )

    def blocks(self, parent: "_Element") -> Iterator[Block]:
        """The blocks of a body or of a part of one."""
        for element in parent.iterchildren():
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in _WRAPPERS:
                yield from self.blocks(element)

    def _paragraph(self, element: "_Element") -> Iterator[Block]:
        marked = self._notes.labelled(marked_words_of(element))
        if marked.words:
            yield with_marks(self._block(element, marked.words), marked)
        for box in _text_boxes(element):
            yield from self.blocks(box)
        yield from self._notes.blocks(element)

    def _block(self, element: "_Element", words: str) -> Block:
        outline = outline_of(element, self._styles)
        if _CONTENTS_STYLE.match(_style_name(element, self._styles)):
            return Block(words, kind="contents")
        label = self._numbering.label(outline.list_id, outline.depth) if outline.list_id else None
        if outline.is_title and self.title is None:
            self.title = words
            return Block(words, kind="heading", level=1)
        if outline.level is not None:
            return Block(_labelled(words, label), kind="heading", level=outline.level)
        if not self._has_headings and is_set_as_heading(element, words):
            shown = _labelled(words, label)
            return Block(shown, kind="heading", level=_level_of(shown))
        if label and label.number_format == "decimal" and re.fullmatch(r"\d+\.", label.text):
            return Block(words, number=label.value)
        if label or outline.is_list_style or _TYPED_ITEM.match(words):
            return Block(_labelled(words, label), kind="list item")
        typed = _TYPED_NUMBER.match(words)
        if typed and int(typed[1]):
            return Block(words[typed.end() :], number=int(typed[1]))
        return Block(words)

    def _table(self, table: "_Element") -> Iterator[Block]:
        for index, row in enumerate(_rows(table)):
            cells = [
                self._notes.labelled(joined(" ", map(marked_words_of, cell.iter(f"{_W}p")))).strip()
                for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")
            ]
            if any(cell.words for cell in cells):
                marked = joined("\t", cells)
                yield with_marks(Block(marked.words, "table row", is_attached=index > 0), marked)
            yield from self._notes.blocks(row)

    def notices(self, document: "WordDocument") -> Iterator[str]:
        """What of the file is not in the blocks."""
        body = document.element.body
        heads = {
            paragraph.text.strip()
            for section in document.sections
            for part in (section.header, section.footer)
            for paragraph in part.paragraphs
        } - {""}
        for number, what in (
            (len(heads), "running heads and feet"),
            (sum(1 for _ in body.iter(f"{_W}drawing", f"{_W}pict")), "pictures and drawings"),
            (sum(1 for _ in body.iter(f"{_W}del")), "deleted passages"),
            (sum(1 for _ in body.iter(f"{_W}commentReference")), "comments"),
        ):
            if number:
                yield f"left out: {what} ({number})"


def _labelled(words: str, label: Label | None) -> str:
    if label is None or label.number_format in ("bullet", "none") or not label.text.strip():
        return words
    return f"{label.text.strip()} {words}"


def _level_of(heading: str) -> int:
    """The level of a heading that only its boldness and its number tell of."""
    match = _HEADING_NUMBER.match(heading)
    if match is None or match["chapter"]:
        return 1
    return 2 if match["letter"] else 3


def _rows(table: "_Element") -> Iterator["_Element"]:
    """The rows of a table; those of a table in a cell are words of that cell."""
    for child in table.iterchildren():
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _style_name(element: "_Element", styles: dict[str, "_Element"]) -> str:
    properties = element.find(f"{_W}pPr")
    reference = properties.find(f"{_W}pStyle") if properties is not None else None
    style = styles.get(str(reference.get(f"{_W}val"))) if reference is not None else None
    name = style.find(f"{_W}name") if style is not None else None
    return str(name.get(f"{_W}val")) if name is not None else ""


def _text_boxes(element: "_Element") -> Iterator["_Element"]:
    """The text boxes that hang on a paragraph; the copy for old versions of Word left out."""
    for box in element.iter(f"{_W}txbxContent"):
        if not any(str(each.tag).endswith("}Fallback") for each in box.iterancestors()):
            yield box
