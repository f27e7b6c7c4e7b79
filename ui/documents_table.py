"""The reports of a library as a person reads them in a terminal."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from corpus.document import Document


def documents_table(documents: Sequence[Document]) -> Table:
    """The documents of a library."""
    table = Table("id", "title", "file", "paragraphs", "gaps")
    for document in documents:
        table.add_row(
            document.id,
            Text(document.title),
            Text(document.source),
            str(document.n_searchable_paragraphs),
            str(len(document.gaps)),
        )
    return table
