"""What a question gets back: an answer in the report's own words, or an abstention."""

from typing import Literal, Self

from pydantic import Field, model_validator

from corpus.document import Document, Frozen, Paragraph, Span

Status = Literal["answered", "partial", "not_in_report"]


class Citation(Frozen):
    """A numbered quote: `document.text[start:end] == quote`, always.

    Made only by `Citation.of`, which reads the quote out of the document; whatever comes back
    from outside (a file, the browser) is checked again with `stands_in`.
    """

    number: int = Field(ge=1)
    document_id: str
    document_title: str
    paragraph_id: str
    page: int | None
    section_path: tuple[str, ...]
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str = Field(min_length=1)
    paragraph_text: str

    @model_validator(mode="after")
    def _quote_fits(self) -> Self:
        if len(self.quote) != self.end - self.start:
            raise ValueError(
                f"a quote of {len(self.quote)} characters cannot span "
                f"[{self.start}, {self.end}), {self.end - self.start} characters"
            )
        if self.quote not in self.paragraph_text:
            raise ValueError("the quote does not stand in its paragraph")
        return self

    @classmethod
    def of(cls, document: Document, paragraph: Paragraph, span: Span, number: int) -> Self:
        """Quote `span` of `document`; ValueError if it leaves the paragraph."""
        if not paragraph.covers(span):
            raise ValueError(f"the span [{span.start}, {span.end}) leaves {paragraph.id}")
        return cls(
            number=number,
            document_id=document.id,
            document_title=document.title,
            paragraph_id=paragraph.id,
            page=paragraph.page_at(span.start),
            section_path=paragraph.section_path,
            start=span.start,
            end=span.end,
            quote=document.quote(span),
            paragraph_text=document.quote(paragraph),
        )

    def stands_in(self, document: Document) -> bool:
        """Whether the document has exactly this quote at exactly this place."""
        return (
            document.id == self.document_id and document.text[self.start : self.end] == self.quote
        )


class AnswerSentence(Frozen):
    """One sentence of the answer and the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]


class Searched(Frozen):
    """What was looked through for the answer."""

    query: str
    documents: int = Field(ge=0)
    paragraphs: int = Field(ge=0)
    passages: int = Field(ge=0)


class Answer(Frozen):
    """The reply to a question.

    `answered`: `sentences` answer it, each a quote. `partial`: the closest sentences found, with
    `text` saying that they may not answer it. `not_in_report`: no sentences; `citations` are the
    nearest passages, shown so that a reader can judge. A remark on text that the source lacks
    beside the evidence stands in brackets at the end of `text`. `confidence` is the probability, in
    0..1, that the shown sentences answer the question. `timings` are seconds a stage.
    """

    status: Status
    text: str
    short_answer: str | None = None
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = Field(ge=0.0, le=1.0)
    interpreted_as: str | None = None
    searched: Searched
    timings: dict[str, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _sentences_are_cited(self) -> Self:
        numbers = {citation.number for citation in self.citations}
        for sentence in self.sentences:
            if not sentence.citations or not numbers.issuperset(sentence.citations):
                raise ValueError(f"a sentence of the answer has no citation: {sentence.text!r}")
        if self.status == "answered" and not self.sentences:
            raise ValueError("an answer needs at least one sentence")
        return self


class SearchHit(Frozen):
    """A passage found for a query; `score` is higher for better, `rank` starts at 1."""

    rank: int = Field(ge=1)
    score: float
    passage_id: str
    document_id: str
    document_title: str
    paragraph_id: str
    page: int | None
    section_path: tuple[str, ...]
    start: int
    end: int
    quote: str
    paragraph_text: str
