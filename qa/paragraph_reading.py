"""Read the best paragraphs whole: whether each answers, and with which of its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Document, Paragraph, Span
from index.snapshot import Snapshot
from qa.retriever import Hit
from qa.span_reader import SpanReader, SpanReading

MAX_READ_CHARS = 1_300
"""About what a reader takes in at once; of a longer paragraph the part around its best passage."""


@dataclass(frozen=True)
class ParagraphReading:
    """What the reader thinks of a paragraph; `part` is the stretch of it that was read.

    `rank` counts from 1: how relevant the search took it to be among the paragraphs that it found;
    `relevance` is the reranker's logit of its best passage.
    """

    document: Document
    paragraph: Paragraph
    part: Span
    reading: SpanReading
    rank: int = 1
    relevance: float = 0.0

    @property
    def answerable(self) -> float:
        """The logit that the paragraph answers the question."""
        return self.reading.answerable

    @property
    def answer(self) -> Span:
        """The best span, in the document's characters."""
        return Span(
            start=self.part.start + self.reading.start, end=self.part.start + self.reading.end
        )

    def share_in(self, span: Span) -> float:
        """The probability that the answer, if there is one, begins inside the span."""
        return self.reading.share_in(span.start - self.part.start, span.end - self.part.start)


def read_paragraphs(
    question: str,
    hits: Sequence[Hit],
    snapshot: Snapshot,
    reader: SpanReader,
    n_paragraphs: int,
    before: Sequence[ParagraphReading] = (),
) -> list[ParagraphReading]:
    """The readings of the first `n_paragraphs` paragraphs of the hits, in the hits' order.

    What was read of them `before`, for the same question, is not read again.
    """
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.passage.paragraph_id, hit)
    chosen = list(best.values())[:n_paragraphs]
    places = []
    for hit in chosen:
        document = snapshot.document(hit.passage.document_id)
        paragraph = document.paragraph(hit.passage.paragraph_id)
        places.append((document, paragraph, part_around(paragraph, hit.passage)))
    known = {(each.paragraph.id, each.part): each.reading for each in before}
    new = [place for place in places if (place[1].id, place[2]) not in known]
    readings = reader.read(question, [document.quote(part) for document, _, part in new])
    for (_, paragraph, part), reading in zip(new, readings, strict=True):
        known[paragraph.id, part] = reading
    return [
        ParagraphReading(document, paragraph, part, known[paragraph.id, part], rank, hit.rerank)
        for rank, (hit, (document, paragraph, part)) in enumerate(
            zip(chosen, places, strict=True), start=1
        )
    ]


def part_around(paragraph: Paragraph, passage: Span, max_chars: int = MAX_READ_CHARS) -> Span:
    """The whole paragraph, or as many whole sentences around a passage as fit, both ways alike."""
    if paragraph.end - paragraph.start <= max_chars:
        return Span(start=paragraph.start, end=paragraph.end)
    sentences = paragraph.sentences
    inside = [i for i, sentence in enumerate(sentences) if sentence.overlaps(passage)]
    first, last = inside[0], inside[-1]
    grew = True
    while grew:
        grew = False
        if last + 1 < len(sentences):
            if sentences[last + 1].end - sentences[first].start <= max_chars:
                last, grew = last + 1, True
        if first > 0 and sentences[last].end - sentences[first - 1].start <= max_chars:
            first, grew = first - 1, True
    return Span(start=sentences[first].start, end=sentences[last].end)
