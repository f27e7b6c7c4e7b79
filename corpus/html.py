"""Web pages: headings, paragraphs, lists, tables and footnotes, without what stands around them.

Read with lxml, which python-docx needs anyway: it keeps every heading and where it stands. The
libraries that extract a page's main text guess what that is, and drop headings and tables that a
citation needs.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.blocks import Block, Reading, with_lists_attached, with_marks
from corpus.document import ParagraphKind
from corpus.errors import CorpusError
from corpus.html_notes import is_note, is_reference, marks_of, names_of, words_of
from corpus.marks import Marked, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed audio video canvas map "
    "button select option textarea input form nav head title dialog".split()
)
_AROUND = frozenset({"header", "footer", "aside"})
_BLOCKS = frozenset(
    "p div section article main body html ul ol dl li dt dd table thead tbody tfoot tr td th "
    "caption blockquote pre figure figcaption address details summary center fieldset hr "
    "header footer aside h1 h2 h3 h4 h5 h6".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\S)")
_BREAKS = re.compile(r"\x00[^\S\x00]*+\x00")
_PARSE_SECONDS = 20.0


def read_html(path: Path, progress: Callable[[float], None]) -> Reading:
    """The blocks of a web page."""
    import lxml.html

    progress(_PARSE_SECONDS)
    raw = path.read_bytes()
    parser = lxml.html.HTMLParser(
        encoding=_encoding(raw), no_network=True, remove_comments=True, huge_tree=True
    )
    try:
        root = lxml.html.document_fromstring(raw, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise CorpusError("the web page holds nothing that can be read") from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise CorpusError("the web page is nested too deeply to be read whole; save it anew")
    progress(_PARSE_SECONDS)
    return reading_of(root)


def _encoding(raw: bytes) -> str | None:
    """UTF-8 where the bytes are that; else what the page says of itself (None)."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def reading_of(root: "_Element") -> Reading:
    """The blocks of a parsed page."""
    page = _Page()
    blocks = tuple(with_lists_attached(page.blocks(root)))
    titles = (" ".join(title.text_content().split()) for title in root.iter("title"))
    heading = next((b.words for b in blocks if b.kind == "heading" and b.level == 1), None)
    notice = f"left out: menus, forms, heads and feet around the text ({page.n_left_out})"
    return Reading(
        blocks=blocks,
        title=heading or next(titles, None),
        notices=(notice,) if page.n_left_out else (),
    )


class _Page:
    """Goes through a page once, and counts what it leaves out."""

    def __init__(self) -> None:
        self.n_left_out = 0
        self._names: list[str] = []  # those of the footnote that is being read

    def blocks(self, root: "_Element") -> Iterator[Block]:
        """The blocks of an element, without recursion: a page may be nested without end."""
        stack: list[tuple[_Element | str | None, ParagraphKind]] = [(root, "body")]
        loose: list[Marked] = []
        loose_kind: ParagraphKind = "body"
        while stack:
            item, kind = stack.pop()
            if isinstance(item, str):
                loose.append(Marked(item))
                loose_kind = kind
                continue
            if item is None or item.tag in _BLOCKS:
                yield from self._paragraphs(loose, loose_kind)
                loose = []
            if item is None:
                self._names.clear()
            if item is None or not isinstance(item.tag, str) or self._is_left_out(item):
                continue
            if item.tag in _HEADINGS:
                words = words_of(item)
                if words:
                    yield Block(words, kind="heading", level=_HEADINGS[item.tag])
            elif item.tag == "table" and not _is_layout(item):
                yield from _rows(item)
            elif item.tag == "br":
                loose.append(Marked("\x00"))
            elif is_reference(item):
                loose.append(Marked("", marks_of(item)))
                self._names += names_of(item.iter()) if kind == "footnote" else ()
            else:
                inner = _kind(item, kind)
                self._names += names_of([item]) if inner == "footnote" else ()
                stack += reversed(list(_children(item, inner)))
        yield from self._paragraphs(loose, loose_kind)

    def _paragraphs(self, loose: list[Marked], kind: ParagraphKind) -> Iterator[Block]:
        """The blocks of loose text; the first of a footnote takes its names."""
        for block in _paragraphs(joined("", loose), kind):
            yield replace(block, names=tuple(self._names)) if block.kind == "footnote" else block
            self._names.clear()

    def _is_left_out(self, element: "_Element") -> bool:
        tag = element.tag
        is_around = tag in _AROUND and not any(
            each.tag in ("main", "article") for each in element.iterancestors()
        )
        is_hidden = element.get("hidden") is not None or bool(
            _HIDDEN.search(element.get("style") or "")
        )
        if tag in _SKIPPED or is_around or is_hidden:
            n_words = len(element.text_content().split()) if tag not in ("script", "style") else 0
            self.n_left_out += n_words > 0 and tag not in ("head", "title", "noscript")
            return True
        return False


def _children(
    element: "_Element", kind: ParagraphKind
) -> Iterator[tuple["_Element | str | None", ParagraphKind]]:
    """The texts and elements in an element, in order; None ends a block."""
    if element.text:
        yield element.text, kind
    for child in element.iterchildren():
        yield child, kind
        if child.tail:
            yield child.tail, kind
    if element.tag in _BLOCKS:
        yield None, kind


def _kind(element: "_Element", kind: ParagraphKind) -> ParagraphKind:
    """What the text in an element is: that of its nearest list, footnote or other frame."""
    if kind == "footnote" or is_note(element):
        return "footnote"
    return "list item" if element.tag == "li" else kind


def _is_layout(table: "_Element") -> bool:
    """Whether a table holds other tables or headings: it is there for the looks of the page."""
    return any(each is not table for each in table.iter("table", *_HEADINGS))


def _rows(table: "_Element") -> Iterator[Block]:
    for caption in table.iter("caption"):
        if words_of(caption):
            yield Block(words_of(caption))
    index = 0
    for row in table.iter("tr"):
        cells = [words_of(cell) for cell in row.iterchildren("td", "th")]
        if any(cells):
            yield Block("\t".join(cells), kind="table row", is_attached=index > 0)
            index += 1


def _paragraphs(text: Marked, kind: ParagraphKind) -> Iterator[Block]:
    """The blocks of loose text: two line breaks part them as an element does."""
    breaks = [found.span() for found in _BREAKS.finditer(text.words)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text.words)]
    for start, end in zip(starts, ends, strict=True):
        part = text.part(start, end)
        marked = replace(part, words=part.words.replace("\x00", " ")).in_one_line()
        if marked.words:
            yield with_marks(_loose_block(marked.words, kind), marked)


def _loose_block(words: str, kind: ParagraphKind) -> Block:
    number = _NUMBER.match(words) if kind == "body" else None
    if number and int(number[1]):
        return Block(words[number.end() :], number=int(number[1]))
    return Block(words, kind=kind)
