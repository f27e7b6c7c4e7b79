"""A small report and an engine over it whose every answer is written down, for the tests."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from corpus.document import Document, Paragraph, Span
from corpus.sentences import split_sentences
from eval.question_set import Question, QuestionSet
from qa.answer import Answer, AnswerSentence, Citation, Searched, SearchHit

TEXT = (
    "The council met in Oslo on 3 May 2016.  It was chaired by Ms. Ada Lund.\n"
    "Three countries took part: Norway, Chad and Peru.\n"
    "The next meeting would\nbe held in Lima."
)


def make_document(text=TEXT, document_id="doc", source="council.txt"):
    paragraphs, start = [], 0
    for number, block in enumerate(text.split("\n", 2), start=1):
        paragraphs.append(
            Paragraph(
                id=f"{document_id}:{number}",
                start=start,
                end=start + len(block),
                sentences=split_sentences(block, start=start),
            )
        )
        start += len(block) + 1
    return Document(
        id=document_id, title="Council", source=source, sha256="5" * 64, text=text,
        paragraphs=tuple(paragraphs),
    )  # fmt: skip


def make_question(question_id="q1", **changes):
    row = {
        "id": question_id,
        "question": f"Where did the council meet ({question_id})?",
        "kind": "where",
        "style": "plain",
        "answerable": True,
        "answers": ["Oslo", "in Oslo"],
        "gold": ["The council met in Oslo on 3 May 2016."],
        "document": "council.txt",
    }
    return Question.model_validate(row | changes)


def unanswerable(question_id="u1", **changes):
    return make_question(
        question_id, answerable=False, reason="detail_absent", answers=[], gold=[], **changes
    )


def question_set(*questions):
    return QuestionSet(name="sample", sha256="a" * 64, questions=questions)


def span_of(document, quote):
    start = document.text.index(quote)
    return Span(start=start, end=start + len(quote))


def answer(document, *quotes, status="answered", short=None, confidence=0.9, understood=None):
    citations = []
    for number, quote in enumerate(quotes, start=1):
        span = span_of(document, quote)
        paragraph = next(each for each in document.paragraphs if each.covers(span))
        citations.append(Citation.of(document, paragraph, span, number))
    return Answer(
        status=status,
        text=" ".join(quotes),
        short_answer=short,
        sentences=tuple(AnswerSentence(text=c.quote, citations=(c.number,)) for c in citations)
        if status != "not_in_report"
        else (),
        citations=tuple(citations),
        confidence=confidence,
        interpreted_as=understood,
        searched=Searched(query="q", documents=1, paragraphs=3, passages=4),
    )


def hit(document, quote, rank):
    span = span_of(document, quote)
    return SearchHit(
        rank=rank, score=1 / rank, passage_id=f"p{rank}", document_id=document.id,
        document_title="Council", paragraph_id="doc:1", page=None, section_path=(),
        start=span.start, end=span.end, quote=quote, paragraph_text=quote,
    )  # fmt: skip


@dataclass
class ScriptedEngine:
    """Gives the answers and the ranking that the test wrote down; keeps what it was asked."""

    document: Document
    answers: dict
    found: tuple = ()
    asked: list = field(default_factory=list)

    @property
    def library(self):
        return SimpleNamespace(documents=(self.document,))

    def ask(self, question, history=(), document_ids=None, evidence=None):
        self.asked.append((question, history, evidence))
        return self.answers[question]

    def search(self, query, k=10, document_ids=None):
        self.asked.append(query)
        return [hit(self.document, quote, i) for i, quote in enumerate(self.found, start=1)][:k]
