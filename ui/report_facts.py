"""What is said of a report in a line."""

from collections import Counter

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
    """The page that the last paragraph ends on; None for a source without pages."""
    if not document.paragraphs:
        return None
    last = document.paragraphs[-1]
    return last.page_at(last.end)


def remarks_on(document: Document) -> list[str]:
    """What was left out of it when it was read, then its gaps; the same one is told once."""
    n_of = Counter(gap.note for gap in document.gaps)
    gaps = [f"{note} ({n} places)" if n > 1 else note for note, n in n_of.items()]
    return [*document.notices, *gaps]
