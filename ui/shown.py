"""A report and a paragraph as a program is shown them."""

from collections.abc import Iterable

from corpus.document import Document, Frozen, ParagraphKind, Span
from ui.permalink import permalink


class DocumentRow(Frozen):
    """A report of the library, in a list."""

    document_id: str
    title: str
    source: str
    paragraphs: int
    gaps: int


class ShownSentence(Span):
    """A sentence with its `[start, end)` range, in characters, of the document's text."""

    text: str


class ShownParagraph(Span):
    """A paragraph in full, with its place and its neighbours.

    `gaps` says what the source lacks there. `previous_id` and `next_id` are None at the ends of
    the report. `link` is relative to the page of the app.
    """

    document_id: str
    document_title: str
    paragraph_id: str
    number: int | None
    page: int | None
    section_path: tuple[str, ...]
    kind: ParagraphKind
    text: str
    sentences: tuple[ShownSentence, ...]
    gaps: tuple[str, ...]
    previous_id: str | None
    next_id: str | None
    link: str


def document_rows(documents: Iterable[Document]) -> list[DocumentRow]:
    """The reports in their order, each with what it holds."""
    return [
        DocumentRow(
            document_id=document.id,
            title=document.title,
            source=document.source,
            paragraphs=document.n_searchable_paragraphs,
            gaps=len(document.gaps),
        )
        for document in documents
    ]


def shown_paragraph(document: Document, paragraph_id: str) -> ShownParagraph:
    """A paragraph as a program is shown it; KeyError if the document has none of that id."""
    paragraph = document.paragraph(paragraph_id)
    ids = [each.id for each in document.paragraphs]
    place = ids.index(paragraph_id)
    return ShownParagraph(
        start=paragraph.start,
        end=paragraph.end,
        document_id=document.id,
        document_title=document.title,
        paragraph_id=paragraph_id,
        number=paragraph.number,
        page=paragraph.page,
        section_path=paragraph.section_path,
        kind=paragraph.kind,
        text=document.quote(paragraph),
        sentences=tuple(
            ShownSentence(start=span.start, end=span.end, text=document.quote(span))
            for span in paragraph.sentences
        ),
        gaps=tuple(gap.note for gap in document.gaps_at(paragraph_id)),
        previous_id=ids[place - 1] if place else None,
        next_id=ids[place + 1] if place + 1 < len(ids) else None,
        link=permalink(document.id, paragraph_id),
    )
