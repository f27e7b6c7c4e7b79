"""Score the sentences of the best paragraphs by how likely each holds the answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Document, Paragraph, Span
from qa.paragraph_reading import ParagraphReading
from qa.retriever import Hit

SHARE_WEIGHT = 2.0
"""How much the place of the answer counts beside the relevance of the passage and the logit that
the paragraph answers; chosen on the development questions. The relevance of the sentence by itself
made the choice worse."""

MIN_SHARE = 1e-3
"""A smaller probability of holding the answer's beginning counts as this one."""


@dataclass(frozen=True)
class ReadSentence:
    """A sentence with its score (a logit, higher is better) and where it stands.

    `reading` is the reader's of its paragraph; None for a sentence that was looked up.
    """

    document: Document
    paragraph: Paragraph
    span: Span
    score: float
    reading: ParagraphReading | None = None

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.document.quote(self.span)


def read(hits: Sequence[Hit], paragraphs: Sequence[ParagraphReading]) -> list[ReadSentence]:
    """The sentences of the paragraphs that stand in a hit, best first.

    A sentence scores the logit that its paragraph answers, plus the relevance (a logit) of the
    best passage around it, plus `SHARE_WEIGHT` times the log of the probability that the answer
    begins in it.
    """
    sentences = [
        ReadSentence(
            reading.document,
            reading.paragraph,
            span,
            reading.answerable
            + around
            + SHARE_WEIGHT * math.log(max(reading.share_in(span), MIN_SHARE)),
            reading,
        )
        for reading in paragraphs
        for span, around in _in_hits(reading.paragraph, hits)
    ]
    return sorted(sentences, key=lambda sentence: (-sentence.score, sentence.span.start))


def _in_hits(paragraph: Paragraph, hits: Sequence[Hit]) -> list[tuple[Span, float]]:
    """The sentences of a paragraph inside hits, each with its best hit's logit."""
    inside = [hit for hit in hits if hit.passage.paragraph_id == paragraph.id]
    return [
        (span, max(around))
        for span in paragraph.sentences
        if (around := [hit.rerank for hit in inside if hit.passage.overlaps(span)])
    ]
