"""Read a file into a `Document`, by its type."""

import codecs
import hashlib
import json
from importlib import resources
from pathlib import Path

from corpus.document import Document
from corpus.errors import CorpusError
from corpus.formats import HEAD_BYTES, MAX_BYTES, check_content, format_of

_BUNDLED = "coordination-meeting-on-international-migration-15"


def load(path: Path, source: str | None = None, with_ocr: bool = False) -> Document:
    """The report in a file; its source is the file's name unless one is given.

    `with_ocr` has the pages of a PDF that are pictures read by OCR, where that is installed.

    CorpusError says what is wrong: no such file, a type that is not read or another one than the
    name says, too large, empty, encrypted, damaged, a scan, or text that is not UTF-8.
    """
    from corpus.assemble import assemble
    from corpus.confined import read_confined

    if path.is_dir():
        raise CorpusError(f"{path}: this is a folder, not a file")
    if not path.is_file():
        raise CorpusError(f"{path}: there is no such file")
    kind = format_of(path)
    if kind == "text":
        raw = _read(path, MAX_BYTES[kind])
        return document_from_text(_decode(raw, str(path)), source or path.name)
    if path.stat().st_size > MAX_BYTES[kind]:
        raise _too_large(path, MAX_BYTES[kind])
    check_content(path, kind, _read(path, HEAD_BYTES, is_whole=False))
    return assemble(read_confined(path, kind, with_ocr), source=source or path.name)


def _read(path: Path, max_bytes: int, is_whole: bool = True) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    if is_whole and len(raw) > max_bytes:
        raise _too_large(path, max_bytes)
    return raw


def _too_large(path: Path, max_bytes: int) -> CorpusError:
    return CorpusError(f"{path}: the file has more than {max_bytes:,} bytes")


def bundled() -> Document:
    """The report that comes with the package, with its title from the source note."""
    folder = resources.files("corpus") / "data"
    note = json.loads((folder / f"{_BUNDLED}.json").read_text(encoding="utf-8"))
    raw = (folder / note["file"]).read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != note["sha256"]:
        raise CorpusError(
            f"{note['file']}: sha256 is {found}, expected {note['sha256']}; install report-qa anew"
        )
    return document_from_text(raw.decode("utf-8"), source=note["file"], title=note["title"])


def document_from_text(raw: str, source: str, title: str | None = None) -> Document:
    """The document that a plain text is; the title is its first heading unless one is given."""
    from corpus.assemble import assemble  # a library that is read needs none of it
    from corpus.text import read_text

    return assemble(read_text(raw), source, title)


def _decode(raw: bytes, name: str) -> str:
    is_utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "UTF-16" if is_utf16 else "UTF-8"
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{name}: byte {error.start:,} is not {encoding}; save the file as UTF-8 text"
        ) from error
