"""Add files to a library: go on after one that cannot be read, and tell what became of each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, get_args

from corpus.document import Document
from corpus.errors import CorpusError
from corpus.folder import NamedFile
from corpus.load import load
from index.encoder import Progress
from index.library import Added

STEP_CHARS = 2_000_000
"""So much text is read before it is added in one step: some 600 pages, minutes of encoding."""

State = Literal["added", "replaced", "unchanged", "refused"]
STATES: tuple[State, ...] = get_args(State)

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Shows that something is being done, and how far it is."""


class TakesDocuments(Protocol):
    """What files are added to; `Library` is one, the small library of the page's tests another."""

    def add(self, documents: Sequence[Document], progress: Progress | None = None) -> Added:
        """Add documents; one takes the place of an earlier one of the same source."""
        ...


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its document, or the reason why it was refused."""

    path: Path
    state: State
    document: Document | None = None
    reason: str = ""


def take_in(
    library: TakesDocuments, files: Sequence[NamedFile], bar: Bar, with_ocr: bool = False
) -> Iterator[list[Outcome]]:
    """Add files in steps of `STEP_CHARS` of text; whatever was yielded is in the library for good.

    `with_ocr` has scanned pages read by OCR, which takes seconds a page.

    Refused is a file that cannot be read, and one whose name an earlier one has, for it would take
    that one's place. LibraryError where the library cannot be changed; earlier steps stay.
    """
    path_of: dict[str, Path] = {}
    n_done = 0
    while n_done < len(files):
        read: list[tuple[Path, Document | str]] = []
        n_chars = 0
        with bar("reading") as progress:
            while n_done < len(files) and n_chars < STEP_CHARS:
                progress(n_done, len(files))
                found = _read(files[n_done], path_of, with_ocr)
                read.append((files[n_done].path, found))
                n_chars += len(found.text) if isinstance(found, Document) else 0
                n_done += 1
        with bar("encoding passages") as progress:
            outcomes = _added(library, read, progress)
        yield outcomes


def _read(file: NamedFile, path_of: dict[str, Path], with_ocr: bool) -> Document | str:
    """The document of a file, or why there is none."""
    if file.refusal:
        return file.refusal
    try:
        document = load(file.path, file.source, with_ocr)
    except CorpusError as error:
        return str(error)
    first = path_of.setdefault(document.source, file.path)
    if first == file.path:
        return document
    return f"{file.path}: it would replace {first}, which has the same name; rename one of them"


def _added(
    library: TakesDocuments, read: Sequence[tuple[Path, Document | str]], progress: Progress
) -> list[Outcome]:
    documents = [found for _, found in read if isinstance(found, Document)]
    added = library.add(documents, progress)
    state_of: dict[str, State] = {document.id: "added" for document in added.new}
    state_of |= {document.id: "replaced" for document in added.replaced}
    return [
        Outcome(path, "refused", reason=found)
        if isinstance(found, str)
        else Outcome(path, state_of.get(found.id, "unchanged"), found)
        for path, found in read
    ]
