"""From a file to a `Document`: one text that never changes, and offsets into it."""

from corpus.document import Document, Paragraph, Passage, Span
from corpus.errors import CorpusError, ReportQAError
from corpus.load import bundled, load

__all__ = [
    "CorpusError",
    "Document",
    "Paragraph",
    "Passage",
    "ReportQAError",
    "Span",
    "bundled",
    "load",
]
