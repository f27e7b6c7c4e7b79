"""A small report, a reranker that counts words and a confidence that is added up by hand."""

import re

import numpy as np
from index_samples import KeywordEncoder, open_library

from corpus.document import Document
from corpus.load import document_from_text
from corpus.sentences import split_sentences
from index.encoder import Encoder
from qa.confidence import ConfidenceModel
from qa.engine import Engine
from qa.paragraph_reading import ParagraphReading
from qa.query import Query
from qa.question_type import question_type
from qa.reader import ReadSentence
from qa.scope import scope_of
from qa.settings import Settings
from qa.span_reader import SpanReading

ENGLISH = frozenset("boiling budget point underline what which when where does stand".split())
"""What the tiny reranker takes for English; all else that the report lacks is a misspelling."""

MEETING_TEXT = """HARBOUR MEETING

WMO\tWorld Meteorological Organization

II. THE FLOOD PLAN

The Director of the Harbour Office Ms. Ada Lund welcomed the delegates. \
Ms. Lund presented the flood plan (FP). She named three ports for the trial. \
First, Oslo would build a wall. Second, Lima would dredge its river. The trial ended late.

The meeting was attended by more than 300 delegates, including pilots of the northern

V. TIDES

Mr. Bo Ek, Chief of the Tide Unit, measured tides on 3 May 2016. \
He recommended a second gauge. It cost little."""
"""Headings, an abbreviation, two speakers, a list, a sentence broken off and two that lean."""


class OverlapReranker:
    """A text scores 1 for each word of four letters or more that the question has too."""

    def __init__(self, english=ENGLISH):
        self.english_words = frozenset(english)

    def score(self, question, texts):
        return [float(len(long_words(question) & long_words(text))) for text in texts]


SPANS = {
    "who": r"M[rs]\. [A-Z]\w+( [A-Z]\w+)?|\b(He|She)\b",
    "how": r"(more than )?\d+",
    "when": r"\d .*\d",
}
"""What the tiny reader takes for the answer, by the first word of the question."""


class OverlapReader:
    """A paragraph answers by the words of its best sentence, and a sentence by its own.

    So that a sentence scores half of its own words, plus its window's: the logit of the paragraph
    (half of the most words m) and twice the log of the sentence's share (a quarter of its own
    words - m) add up to half of its own.
    """

    def read(self, question, texts):
        return [_overlap_reading(question, text) for text in texts]


def _overlap_reading(question, text):
    spans = split_sentences(text)
    own = [len(long_words(question) & long_words(text[s.start : s.end])) for s in spans]
    best = spans[own.index(max(own))]
    kind = question.split()[0].casefold()
    found = re.search(SPANS.get(kind, r"\S.*"), text[best.start : best.end])
    start, end = found.span() if found else (0, best.end - best.start)
    return SpanReading(
        answerable=max(own) / 2,
        start=best.start + start,
        end=best.start + end,
        log_probability=0.0,
        token_starts=np.array([span.start for span in spans]),
        begins=np.exp((np.array(own, dtype=np.float64) - max(own)) / 4),
    )


def long_words(text):
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= 4}


BY_SENTENCE = ConfidenceModel(
    features=("answerable",), mean=(0.0,), scale=(1.0,), weights=(3.0,), intercept=-3.0,
    fitted_on="nothing", n_questions=0,
)  # fmt: skip
"""`sigmoid(3 n / 2 - 3)` of the n words that the best sentence of the paragraph shares.

None gives .0474 (refused), one .1824 (partial), two .5 (answered), three .8176.
"""


def meeting() -> Document:
    return document_from_text(MEETING_TEXT, source="meeting.txt")


def open_engine(directory, *documents, encoder: Encoder | None = None, **options) -> Engine:
    """An engine over a new library of the documents, with nothing in it that was trained."""
    library = open_library(directory, documents, encoder=encoder or KeywordEncoder())
    options.setdefault("settings", Settings(answer_threshold=0.25, partial_threshold=0.12))
    options.setdefault("confidence", BY_SENTENCE)
    return Engine(library, OverlapReranker(), OverlapReader(), **options)


def query(text) -> Query:
    """The query that a question is where nothing is repaired, expanded or resolved."""
    return Query(text, text, text, question_type(text), scope_of(text), interpreted_as=None)


def place_of(document, words):
    """`(paragraph, sentence)` of the sentence that holds the words."""
    return next(
        (paragraph, sentence)
        for paragraph in document.paragraphs
        for sentence in paragraph.sentences
        if words in document.quote(sentence)
    )


def sentence_of(document, words, score=1.0, question=""):
    """The sentence that holds the words, read as `OverlapReader` does for the question."""
    paragraph, sentence = place_of(document, words)
    reading = _overlap_reading(question or words, document.quote(sentence))
    return ReadSentence(
        document, paragraph, sentence, score,
        ParagraphReading(document, paragraph, sentence, reading),
    )  # fmt: skip
