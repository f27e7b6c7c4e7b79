"""Read a file into a `Document`, by its type."""

import codecs
import hashlib
import json
from importlib import resources
from pathlib import Path

from corpus.document import Document
from corpus.errors import CorpusError
from corpus.gaps import gaps_of
from corpus.glossary import glossary_of
from corpus.normalise import normalise
from corpus.speakers import speakers_of
from corpus.structure import heading_of, paragraphs_of, sections_of
from corpus.text import blocks_of, unwrap

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
    normalised = normalise(raw)
    source = " ".join(normalise(source).text.split())  # a file's name may hold anything
    text = unwrap(normalised.text)
    if not any(char.isalnum() for char in text):
        raise CorpusError(f"{source}: the file holds no text")
    sha256 = hashlib.sha256(f"{source}\n{title or ''}\n{text}".encode()).hexdigest()
    document_id = sha256[:12]
    paragraphs = paragraphs_of(document_id, text, blocks_of(text))
    sections = sections_of(text, paragraphs)
    return Document(
        id=document_id,
        title=title or _title(text, source),
        source=source,
        sha256=sha256,
        text=text,
        sections=sections,
        paragraphs=paragraphs,
        glossary=glossary_of(text, paragraphs),
        speakers=speakers_of(text, paragraphs),
        gaps=gaps_of(text, paragraphs, sections),
        notices=_notices(normalised.n_removed, normalised.n_replaced),
    )


def _title(text: str, source: str) -> str:
    for line in text.splitlines()[:10]:
        heading = heading_of(line)
        if heading:
            return heading.title
    return Path(source).stem.replace("_", " ").replace("-", " ").strip() or source


def _notices(n_removed: int, n_replaced: int) -> tuple[str, ...]:
    notices = []
    if n_removed:
        notices.append(f"{n_removed} invisible characters were taken out")
    if n_replaced:
        notices.append(f"{n_replaced} characters that are no text were replaced by �")
    return tuple(notices)


def _decode(raw: bytes, name: str) -> str:
    is_utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "UTF-16" if is_utf16 else "UTF-8"
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{name}: byte {error.start:,} is not {encoding}; save the file as UTF-8 text"
        ) from error
