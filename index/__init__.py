"""The library on disk: SQLite is the truth, FAISS and Tantivy are rebuilt from it."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.encoder import Encoder, EncoderSpec
    from index.errors import IndexFormatError, LibraryBusyError, LibraryError, ModelError
    from index.library import Added, Library, Verification
    from index.snapshot import Snapshot

__all__ = [
    "Added",
    "Encoder",
    "EncoderSpec",
    "IndexFormatError",
    "Library",
    "LibraryBusyError",
    "LibraryError",
    "ModelError",
    "Snapshot",
    "Verification",
]

_HOMES = {
    "Added": "index.library",
    "Encoder": "index.encoder",
    "EncoderSpec": "index.encoder",
    "IndexFormatError": "index.errors",
    "Library": "index.library",
    "LibraryBusyError": "index.errors",
    "LibraryError": "index.errors",
    "ModelError": "index.errors",
    "Snapshot": "index.snapshot",
    "Verification": "index.library",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, and nothing that it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
