"""The file formats that are read: told by the name's ending, and checked on the first bytes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.errors import CorpusError

Format = Literal["text", "pdf", "docx", "html", "markdown"]

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""The endings of file names, and the format that each stands for."""

HEAD_BYTES = 1024
"""A PDF says that it is one within so many bytes (ISO 32000-1, annex H)."""

_MB = 2**20
MAX_BYTES: dict[Format, int] = {
    "text": 64 * _MB,
    "pdf": 256 * _MB,
    "docx": 256 * _MB,
    "html": 32 * _MB,
    "markdown": 16 * _MB,
}
"""A file that is larger is refused unread."""

_WEB_PAGE_SIGNS = (b"<!doctype html", b"<html")


@dataclass(frozen=True)
class _Kind:
    name: str
    ending: str


_PDF = _Kind("a PDF file", ".pdf")
_ZIP = _Kind("a zip archive, as Word files are", ".docx")
_OLD = _Kind("an old Word file, or one with a password", "")
_WEB = _Kind("a web page", ".html")
_EXPECTED: dict[Format, _Kind] = {"pdf": _PDF, "docx": _ZIP}


def format_of(path: Path) -> Format:
    """The format that a file's name says; CorpusError for one that is not read."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        *endings, last = sorted(FORMATS)
        raise CorpusError(
            f"{path}: files of type {path.suffix or '(none)'} are not read; "
            f"save the report as {', '.join(endings)} or {last}"
        ) from None


def check_content(path: Path, kind: Format, head: bytes) -> None:
    """CorpusError if the first bytes are those of another format than the name says."""
    if not head.strip(b"\0\r\n\t "):
        raise CorpusError(f"{path}: the file is empty")
    found = _found(head)
    expected = _EXPECTED.get(kind)
    if expected is None:
        if found in (_PDF, _ZIP, _OLD):
            raise _mismatch(path, found)
    elif found is None:
        raise CorpusError(f"{path}: this is not {expected.name}, and no other type that is read")
    elif found is not expected:
        raise _mismatch(path, found)


def _mismatch(path: Path, found: _Kind) -> CorpusError:
    advice = (
        f"give it a name that ends with {found.ending}"
        if found.ending
        else "save it as .docx without a password"
    )
    return CorpusError(
        f"{path}: this is {found.name}, although it is named {path.suffix}; {advice}, and add that"
    )


def _found(head: bytes) -> _Kind | None:
    if b"%PDF-" in head:
        return _PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _OLD
    return _WEB if any(sign in head.lower() for sign in _WEB_PAGE_SIGNS) else None
