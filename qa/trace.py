"""What each stage made of a question, for those who tune: the engine's own objects, written out."""

from collections.abc import Iterator
from typing import Literal, Self

from corpus.document import Document, Frozen, Paragraph, Span
from qa.answer import Answer
from qa.confidence import ConfidenceModel
from qa.findings import Findings, Reading
from qa.question_type import QuestionType
from qa.retriever import Found
from qa.settings import Settings

DecidedBy = Literal["a table", "an absence", "an empty search", "the confidence"]
"""What made the answer what it is: a table that was looked up, something named that the text does
not have, a search that found nothing, or the probability that the best sentence answers."""


class TracedPlace(Frozen):
    """A quote and where it stands: `document.text[start:end] == quote`."""

    document_id: str
    document_title: str
    paragraph_id: str
    paragraph_number: int | None
    page: int | None
    section_path: tuple[str, ...]
    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, document: Document, paragraph: Paragraph, span: Span) -> Self:
        """The place of a span of a paragraph."""
        return cls(
            document_id=document.id,
            document_title=document.title,
            paragraph_id=paragraph.id,
            paragraph_number=paragraph.number,
            page=paragraph.page_at(span.start),
            section_path=paragraph.section_path,
            start=span.start,
            end=span.end,
            quote=document.quote(span),
        )


class TracedPassage(Frozen):
    """A candidate; ranks count from 1, and what is None did not come to that stage.

    `lexical` is a BM25 score, `dense` a cosine similarity, `rerank` the cross-encoder's logit and
    `score` what the reranked are ordered by.
    """

    place: TracedPlace
    lexical_rank: int | None
    lexical: float | None
    dense_rank: int | None
    dense: float | None
    fused_rank: int
    rank: int | None
    rerank: float | None
    score: float | None


class TracedParagraph(Frozen):
    """A paragraph read: the logit that it answers, and its best span, a log probability."""

    rank: int
    place: TracedPlace
    answerable: float
    best: TracedPlace
    log_probability: float


class TracedSentence(Frozen):
    """A sentence with its score (a logit) and whether the answer shows it."""

    rank: int
    place: TracedPlace
    score: float
    is_shown: bool


class TracedFeature(Frozen):
    """A feature of the confidence; `contribution` is `weight * (value - mean) / scale`."""

    name: str
    value: float
    mean: float
    scale: float
    weight: float
    contribution: float


class Trace(Frozen):
    """A question through all stages, with the answer that came of it and its timings.

    The confidence is `sigmoid(intercept + sum of the contributions)` where it decided. `passages`
    are all candidates in fused order.
    """

    question: str
    query: str
    lexical_query: str
    type: QuestionType
    scope: str | None
    decided_by: DecidedBy
    answer: Answer
    passages: tuple[TracedPassage, ...]
    paragraphs: tuple[TracedParagraph, ...]
    sentences: tuple[TracedSentence, ...]
    features: tuple[TracedFeature, ...]
    intercept: float
    settings: Settings


def trace_of(
    findings: Findings, answer: Answer, model: ConfidenceModel, settings: Settings
) -> Trace:
    """The trace of the findings that an answer was decided on."""
    query, reading = findings.query, findings.reading
    return Trace(
        question=query.question,
        query=query.text,
        lexical_query=query.lexical_text,
        type=query.type,
        scope=query.scope.words if query.scope else None,
        decided_by=_decided_by(findings),
        answer=answer,
        passages=tuple(_passages(findings)),
        paragraphs=tuple(_paragraphs(reading)) if reading else (),
        sentences=tuple(_sentences(reading, answer)) if reading else (),
        features=tuple(_features(reading, model)) if reading else (),
        intercept=model.intercept,
        settings=settings,
    )


def _decided_by(findings: Findings) -> DecidedBy:
    if findings.looked_up:
        return "a table"
    if findings.absent:
        return "an absence"
    return "the confidence" if findings.reading else "an empty search"


def _passages(findings: Findings) -> Iterator[TracedPassage]:
    found = findings.found or Found([], [])
    reranked = {hit.passage.id: (rank, hit) for rank, hit in enumerate(found.hits, start=1)}
    for fused_rank, candidate in enumerate(found.candidates, start=1):
        rank, hit = reranked.get(candidate.passage.id, (None, None))
        document = findings.snapshot.document(candidate.passage.document_id)
        paragraph = document.paragraph(candidate.passage.paragraph_id)
        yield TracedPassage(
            place=TracedPlace.of(document, paragraph, candidate.passage),
            lexical_rank=candidate.lexical_rank,
            lexical=candidate.lexical,
            dense_rank=candidate.dense_rank,
            dense=candidate.dense,
            fused_rank=fused_rank,
            rank=rank,
            rerank=hit.rerank if hit else None,
            score=hit.score if hit else None,
        )


def _paragraphs(reading: Reading) -> Iterator[TracedParagraph]:
    for read in reading.paragraphs:
        yield TracedParagraph(
            rank=read.rank,
            place=TracedPlace.of(read.document, read.paragraph, read.part),
            answerable=read.answerable,
            best=TracedPlace.of(read.document, read.paragraph, read.answer),
            log_probability=read.reading.log_probability,
        )


def _sentences(reading: Reading, answer: Answer) -> Iterator[TracedSentence]:
    shown = {(each.document_id, each.start, each.end) for each in answer.citations}
    for rank, sentence in enumerate(reading.sentences, start=1):
        place = TracedPlace.of(sentence.document, sentence.paragraph, sentence.span)
        is_cited = (place.document_id, place.start, place.end) in shown
        yield TracedSentence(
            rank=rank,
            place=place,
            score=sentence.score,
            is_shown=bool(answer.sentences) and is_cited,
        )


def _features(reading: Reading, model: ConfidenceModel) -> Iterator[TracedFeature]:
    contributions = model.contributions(reading.features)
    for name, mean, scale, weight in zip(
        model.features, model.mean, model.scale, model.weights, strict=True
    ):
        yield TracedFeature(
            name=name,
            value=reading.features[name],
            mean=mean,
            scale=scale,
            weight=weight,
            contribution=contributions[name],
        )
