"""Which document of a library is meant by what a person types."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from corpus.document import Document
from index.errors import LibraryError


def find_document(documents: Sequence[Document], name: str) -> Document:
    """The document of that id, of that file, or whose id alone begins so, tried in this order.

    A file is told by its name, or by as much of its path as tells it from others. LibraryError
    where none is meant or several are.
    """
    meant: tuple[Callable[[Document], bool], ...] = (
        lambda document: document.id == name,
        lambda document: document.source == name,
        lambda document: _end_alike(document.source, name),
        lambda document: bool(name) and document.id.startswith(name),
    )
    for is_meant in meant:
        found = [document for document in documents if is_meant(document)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(name, found)
    raise no_such_document(name)


def no_such_document(name: str) -> LibraryError:
    """The error for a name that no document has."""
    return LibraryError(f"{name}: no such document; see: report-qa list")


def _ambiguous(name: str, found: Sequence[Document]) -> LibraryError:
    which = ", ".join(f"{document.id} {document.source}" for document in found[:3])
    more = ", …" * (len(found) > 3)
    return LibraryError(f"{name}: {len(found)} documents are called so ({which}{more}); name an id")


def _end_alike(source: str, name: str) -> bool:
    """Whether the shorter of two paths is how the longer one ends."""
    ours, theirs = PurePath(source).parts, PurePath(name).parts
    n = min(len(ours), len(theirs))
    return n > 0 and ours[-n:] == theirs[-n:]
