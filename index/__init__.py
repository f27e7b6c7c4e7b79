"""The library on disk: SQLite is the truth, FAISS and Tantivy are rebuilt from it."""

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
