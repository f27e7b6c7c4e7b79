"""What is said of a report in a line."""

from corpus.document import Document
from ui.markup import counted


def facts_of(document: Document) -> str:
    """Its size and its gaps, as far as known: "12 pages · 76 paragraphs · 2 gaps"."""
    facts = [counted(document.n_searchable_paragraphs, "paragraph")]
    n_pages = last_page(document)
    if n_pages:
        facts.insert(0, counted(n_pages, "page"))
    if document.gaps:
        facts.append(counted(len(document.gaps), "gap"))
    return " · ".join(facts)


def last_page(document: Document) -> int | None:
    """The last page that has words on it; None for a source without pages."""
    pages = [paragraph.page_at(paragraph.end) for paragraph in document.paragraphs]
    return max((page for page in pages if page), default=None)
