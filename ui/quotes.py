"""Where each quote stands: the paragraph cards that the evidence panel shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.document import Document, Paragraph
from qa.answer import Citation

Documents = Mapping[str, Document]
"""Documents by id."""

_KIND_LABELS = {
    "glossary entry": "list of abbreviations",
    "table row": "table",
    "footnote": "footnote",
    "heading": "heading",
}


@dataclass(frozen=True)
class MarkedQuote:
    """A numbered quote as the range `[start, end)`, in characters, of its paragraph's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class QuoteCard:
    """A paragraph with the quotes marked in it, in the order in which they stand.

    `notes` are the footnotes that the quotes refer to.
    """

    citation: Citation
    quotes: tuple[MarkedQuote, ...]
    place: str
    is_cut_before: bool = False
    is_cut_after: bool = False
    notes: tuple[str, ...] = ()


def cards_of(citations: Iterable[Citation], documents: Documents) -> list[QuoteCard]:
    """One card a paragraph, in the order of its first citation.

    Quotes of one paragraph share its card unless they overlap: then the later one gets a card of
    its own, so that each card marks exactly what is cited.
    """
    groups: list[tuple[Citation, list[MarkedQuote]]] = []
    for citation in citations:
        quote = _marked(citation, documents)
        for first, quotes in groups:
            if _share_paragraph(first, citation) and all(_apart(quote, other) for other in quotes):
                quotes.append(quote)
                break
        else:
            groups.append((citation, [quote]))
    return [_card(citation, quotes, documents) for citation, quotes in groups]


def _marked(citation: Citation, documents: Documents) -> MarkedQuote:
    """The quote's place in its paragraph.

    Exact where the document is at hand; else the first place with these words, which is the
    same one unless a paragraph says the same words twice.
    """
    paragraph = _paragraph(citation, documents)
    start = citation.start - paragraph.start if paragraph else -1
    length = citation.end - citation.start
    if start < 0 or citation.paragraph_text[start : start + length] != citation.quote:
        start = citation.paragraph_text.index(citation.quote)
    return MarkedQuote(number=citation.number, start=start, end=start + length)


def _card(citation: Citation, quotes: list[MarkedQuote], documents: Documents) -> QuoteCard:
    document = documents.get(citation.document_id)
    gaps = {gap.kind for gap in document.gaps_at(citation.paragraph_id)} if document else set()
    paragraph = _paragraph(citation, documents)
    return QuoteCard(
        citation=citation,
        quotes=tuple(sorted(quotes, key=lambda quote: quote.start)),
        place=_place(citation, paragraph),
        is_cut_before="cut before" in gaps,
        is_cut_after="cut after" in gaps,
        notes=_notes(document, paragraph, quotes) if document and paragraph else (),
    )


def _notes(
    document: Document, paragraph: Paragraph, quotes: Iterable[MarkedQuote]
) -> tuple[str, ...]:
    """The footnotes whose marks stand in a quote or right behind it, each once."""
    note_ids = {
        mark.note_id: None
        for mark in paragraph.notes
        for quote in quotes
        if quote.start < mark.position - paragraph.start <= quote.end
    }
    return tuple(document.quote(document.paragraph(note_id)) for note_id in note_ids)


def _place(citation: Citation, paragraph: Paragraph | None) -> str:
    """Paragraph and page as a reader writes them: "¶ 31 · p. 7"; empty where neither is known."""
    parts = []
    if paragraph is not None and paragraph.number is not None:
        parts.append(f"¶ {paragraph.number}")
    elif paragraph is not None and paragraph.kind in _KIND_LABELS:
        parts.append(_KIND_LABELS[paragraph.kind])
    if citation.page is not None:
        parts.append(f"p. {citation.page}")
    return " · ".join(parts)


def _paragraph(citation: Citation, documents: Documents) -> Paragraph | None:
    document = documents.get(citation.document_id)
    if document is None:
        return None
    try:
        return document.paragraph(citation.paragraph_id)
    except KeyError:
        return None


def _share_paragraph(one: Citation, other: Citation) -> bool:
    return (one.document_id, one.paragraph_id) == (other.document_id, other.paragraph_id)


def _apart(one: MarkedQuote, other: MarkedQuote) -> bool:
    return one.end <= other.start or other.end <= one.start
