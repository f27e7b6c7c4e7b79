"""One paragraph of a Word file: its words, its style, its list, and the footnotes it refers to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.marks import Mark, Marked, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    f"{_W}{name}"
    for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "drawing", "pict", "object", "rt")
)
_REFERENCES = {f"{_W}{kind}Reference": kind for kind in ("footnote", "endnote")}
_HEADING_STYLE = re.compile(r"heading (\d)|_ ?h[_ ]+(?P<un>ch|m|1|23|4|56)(?:_g)?")
_UN_LEVELS = {"ch": 1, "m": 1, "1": 2, "23": 3, "4": 4, "56": 5}
"""The styles of the United Nations' own templates: "_ H _Ch_G" is a chapter's title."""

_MAX_HEADING_CHARS = 160


@dataclass(frozen=True)
class Outline:
    """A paragraph's place: level of a heading, or list and depth of a list item."""

    level: int | None
    is_title: bool
    list_id: str | None
    depth: int
    is_list_style: bool


def marked_words_of(element: "_Element") -> Marked:
    """The words of a paragraph: what is inserted and linked among them, not what is deleted.

    The marks of footnotes have their labels only where the file itself holds what they show.
    """
    return joined("", _pieces(element)).in_one_line()


def _pieces(element: "_Element") -> Iterator[Marked]:
    for child in element.iterchildren():
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}t":
            yield Marked(child.text or "")
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield Marked(" ")
        elif child.tag == f"{_W}noBreakHyphen":
            yield Marked("-")
        elif child.tag in _REFERENCES:
            yield Marked("", (_mark(child),))
        else:
            yield from _pieces(child)


def _mark(reference: "_Element") -> Mark:
    is_custom = reference.get(f"{_W}customMarkFollows") in ("1", "true", "on")
    return Mark(0, label="*" if is_custom else "", note=_note_name(reference))


def _note_name(reference: "_Element") -> str:
    return f"{_REFERENCES[reference.tag]} {reference.get(f'{_W}id')}"


def note_names(element: "_Element") -> list[str]:
    """The notes that a paragraph refers to, by their ids: "footnote 2", "endnote 2"."""
    return [_note_name(reference) for tag in _REFERENCES for reference in element.iter(tag)]


def outline_of(element: "_Element", styles: dict[str, "_Element"]) -> Outline:
    """The outline of a paragraph, by its own properties and those of its styles."""
    list_id: str | None = None
    depth = 0
    level: int | None = None
    names: list[str] = []
    for properties, name in _properties(element, styles):
        names.append(name)
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        if numbering is not None and list_id is None:
            list_id, depth = _list_place(numbering)
        outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
        heading = _HEADING_STYLE.fullmatch(name)
        if level is None and heading:
            level = int(heading[1] or _UN_LEVELS[heading["un"]])
        elif level is None and outline is not None:
            found = int(outline.get(f"{_W}val") or 9)
            level = found + 1 if found < 9 else None
    return Outline(
        level=level,
        is_title=any(name == "title" for name in names),
        list_id=list_id if list_id != "0" else None,
        depth=depth,
        is_list_style=any(name.startswith("list") for name in names),
    )


def is_set_as_heading(element: "_Element", words: str) -> bool:
    """Whether a paragraph is bold throughout and short, and does not end as a sentence does."""
    if len(words) > _MAX_HEADING_CHARS or words[-1] in ".;,:":
        return False
    runs = [
        run
        for run in element.iter(f"{_W}r")
        if any((text.text or "").strip() for text in run.iter(f"{_W}t"))
    ]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: "_Element") -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val") not in ("0", "false", "off")


def _list_place(numbering: "_Element") -> tuple[str | None, int]:
    list_id, depth = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
    return (
        str(list_id.get(f"{_W}val")) if list_id is not None else None,
        int(depth.get(f"{_W}val") or 0) if depth is not None else 0,
    )


def _properties(
    element: "_Element", styles: dict[str, "_Element"]
) -> Iterator[tuple["_Element | None", str]]:
    """The paragraph's own properties, then those of its style and of what that is based on."""
    own = element.find(f"{_W}pPr")
    yield own, ""
    reference = own.find(f"{_W}pStyle") if own is not None else None
    seen: set[str] = set()
    while reference is not None and (key := str(reference.get(f"{_W}val"))) not in seen:
        seen.add(key)
        style = styles.get(key)
        if style is None:
            return
        name = style.find(f"{_W}name")
        yield (
            style.find(f"{_W}pPr"),
            str(name.get(f"{_W}val")).lower() if name is not None else "",
        )
        reference = style.find(f"{_W}basedOn")
