"""Read a file into a `Document`, by its type."""

import codecs
import hashlib
import json
from importlib import resources
from pathlib import Path

from corpus.assemble import assemble
from corpus.document import Document
from corpus.errors import CorpusError
from corpus.text import read_text

MAX_FILE_BYTES = 64 * 2**20
"""A plain text larger than this is refused: it is no report."""

TEXT_SUFFIXES = frozenset({".txt", ".text"})
_BUNDLED = "coordination-meeting-on-international-migration-15"


def load(path: Path) -> Document:
    """The report in a file.

    CorpusError says what is wrong: no such file, a type that is not read, too large, empty, or
    not text in UTF-8.
    """
    if path.is_dir():
        raise CorpusError(f"{path}: this is a folder; name the files in it")
    if not path.is_file():
        raise CorpusError(f"{path}: there is no such file")
    if path.suffix.lower() not in TEXT_SUFFIXES:
        raise CorpusError(
            f"{path}: files of type {path.suffix or '(none)'} are not read; "
            f"save the report as {' or '.join(sorted(TEXT_SUFFIXES))}"
        )
    return document_from_text(_decode(_read(path), str(path)), source=path.name)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    if len(raw) > MAX_FILE_BYTES:
        raise CorpusError(f"{path}: the file has more than {MAX_FILE_BYTES:,} bytes")
    return raw


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
