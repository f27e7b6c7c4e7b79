"""The footnotes of web pages: which elements are notes, which are marks, and what joins the two."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.marks import Mark

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE_ID = re.compile(r"(?:fn|footnote|note|endnote|_ftn|_edn)[-_:]?\d+", re.IGNORECASE)
_REFERENCE = re.compile(r"\[?(?:\d{1,3}|[a-z*†‡])\]?", re.IGNORECASE)
_BACK = re.compile(r"[↩↑^]\ufe0e?")


def is_note(element: "_Element") -> bool:
    """Whether an element is a footnote, or holds footnotes."""
    if element.tag not in ("li", "p", "div", "section", "aside", "ol"):
        return False
    role, names = element.get("role") or "", (element.get("class") or "").split()
    return (
        role in ("doc-footnote", "doc-endnote", "doc-endnotes")
        or bool({"footnote", "footnotes", "endnotes"} & set(names))
        or bool(_NOTE_ID.fullmatch(element.get("id") or ""))
    )


def is_reference(element: "_Element") -> bool:
    """Whether an element is the mark that refers to a footnote, or leads back from one."""
    if element.get("role") in ("doc-noteref", "doc-backlink"):
        return True
    if element.tag == "a":
        return bool(_BACK.fullmatch(words_of(element)))
    is_link = element.tag == "sup" and element.find(".//a") is not None
    return is_link and bool(_REFERENCE.fullmatch(words_of(element)))


def marks_of(reference: "_Element") -> tuple[Mark, ...]:
    """The mark that a reference is, if it leads to a place of this page."""
    links = (each.get("href") or "" for each in reference.iter("a"))
    place = next((link[1:] for link in links if link.startswith("#")), "")
    return (Mark(0, label=words_of(reference).strip("[]()"), note=unquote(place)),) if place else ()


def names_of(elements: Iterable["_Element"]) -> list[str]:
    """The names by which links lead to some elements."""
    named = (each.get("id") or (each.get("name") if each.tag == "a" else None) for each in elements)
    return [name for name in named if name]


def words_of(element: "_Element") -> str:
    """The words in an element, in one line."""
    return " ".join(element.text_content().split())
