"""What an engine answers from."""

from typing import Protocol

from corpus.document import Document
from index.encoder import Encoder
from index.snapshot import Snapshot


class HoldsReports(Protocol):
    """A `Library` on disk, or a collection in memory."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """In a stable order."""
        ...

    @property
    def encoder(self) -> Encoder:
        """What its passages were encoded with."""
        ...

    def snapshot(self) -> Snapshot:
        """One version of it; LibraryError where it cannot be read."""
        ...
