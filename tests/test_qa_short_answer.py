"""The words of the type asked for, and none rather than wrong ones."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from corpus.load import document_from_text
from qa.paragraph_reading import ParagraphReading
from qa.question_type import question_type
from qa.short_answer import short_answer
from qa.span_reader import SpanReading

SPEECHES = document_from_text(
    "I. OPENING\n\n"
    "Ms. Ada Lund, Head of the Tide Unit, opened the session. She thanked the pilots. "
    "Ms. Lund closed it. Mr. Ek thanked Ms. Lund.\n\n"
    "It rained. He left.\n\n"
    "The plan was drafted by the World Bank. The Harbour Office paid for it. "
    "A plan was drawn up by Oslo.\n\n"
    "Mr. Bo Lund, Chief of the Port Unit, spoke. Mr. Lund left.",
    source="speeches.txt",
)


def read_as(document, sentence_words, answer, share=1.0):
    """`(sentence, reading)` where the reader found `answer` in the sentence that has the words."""
    for paragraph in document.paragraphs:
        for sentence in paragraph.sentences:
            text = document.quote(sentence)
            if sentence_words in text:
                start = sentence.start - paragraph.start + text.index(answer)
                reading = SpanReading(
                    1.0, start, start + len(answer), math.log(share), np.array([0]), np.ones(1)
                )
                return sentence, ParagraphReading(document, paragraph, paragraph, reading)
    raise AssertionError(sentence_words)


def short(question, words, answer, document=SPEECHES, share=1.0):
    sentence, reading = read_as(document, words, answer, share)
    return short_answer(question_type(question), question, sentence, reading)


def in_sentence(question, sentence, answer, share=1.0):
    document = document_from_text(sentence, source="one.txt")
    return short(question, sentence, answer, document, share)


@pytest.mark.parametrize(
    ("question", "words", "found", "answer"),
    [
        ("Who opened the session?", "opened the session", "Ada Lund", "Ada Lund"),
        ("Who opened the session?", "opened the session", "Ms. Ada Lund", "Ada Lund"),
        ("Who closed it?", "Ms. Lund closed", "Ms. Lund", "Ada Lund"),  # by the family name
        ("Who closed it?", "Ms. Lund closed", "Lund", "Ada Lund"),
        ("Who left?", "Mr. Lund left", "Mr. Lund", "Bo Lund"),  # the one of this paragraph
        ("Who thanked the pilots?", "thanked the pilots", "She", "Ada Lund"),  # who spoke
        ("Who left?", "He left", "He", "He"),  # nobody was named before
        ("Who drafted the plan?", "drafted by", "the World Bank", "the World Bank"),
        ("Who opened it?", "thanked the pilots", "pilots", None),  # no name
        ("Who thanked Ada Lund?", "Ms. Lund closed", "Ms. Lund", None),  # the question's own
        ("Which agency is the World Bank?", "drafted by", "World Bank", None),
    ],
)
def test_a_person_or_body(question, words, found, answer):
    assert short(question, words, found) == answer


@pytest.mark.parametrize(
    ("question", "words", "answer"),
    [
        ("What is the title of Ms. Lund?", "opened the session", "Head of the Tide Unit"),
        ("Who is Mr. Bo Lund?", "Port Unit, spoke", "Chief of the Port Unit"),
        ("What is Mr. Ek's title?", "opened the session", None),
        ("Who is Ms. Lund?", "Ms. Lund closed", None),  # not told there
    ],
)
def test_a_role(question, words, answer):
    assert short(question, words, words) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "found", "answer"),
    [
        ("When was it held?", "It was held on 3 May 2016.", "3 May 2016", "3 May 2016"),
        ("When was it held?", "It was held on 3 May 2016.", "held", None),
        ("In which month did it end?", "It ended in May.", "May", "May"),
        ("In which month did it end?", "It ended in 2017.", "2017", None),
        ("In which year did it end?", "It ended on 3 May.", "3 May", None),
        ("When was the 2016 forum?", "The 2016 forum was useful.", "2016", None),
        ("How many came?", "It drew more than 300 delegates.", "more than 300", "more than 300"),
        ("How many ports took part?", "Three ports took part.", "Three", "Three"),
        ("How many ports took part?", "Some ports took part.", "Some ports", None),
        ("How many of the 40 sank?", "Of the 40 all sank.", "40", None),
        ("Where was it held?", "It was held in Paris, France.", "Paris, France", "Paris, France"),
        ("Where was it held?", "It was held at sea.", "sea", None),
        ("Why did it end?", "It ended as money was short.", "money was short", None),
        ("List the ports", "The ports are Oslo and Lima.", "Oslo and Lima", None),
    ],
)
def test_words_that_fit_the_type_or_none(question, sentence, found, answer):
    assert in_sentence(question, sentence, found) == answer


def test_a_question_of_no_type_gets_words_only_where_the_reader_is_sure():
    asked = ("What colour is the wall?", "The wall is green.", "green")
    assert in_sentence(*asked, share=0.6) == "green"
    assert in_sentence(*asked, share=0.4) is None


def test_a_clause_is_no_short_answer():
    clause = "twelve ports of the north that had walls built before the flood came in May 2016"
    assert in_sentence("How many ports?", f"It names {clause}.", clause) is None


def test_words_of_another_sentence_are_none():
    sentence, reading = read_as(SPEECHES, "closed it", "Ms. Lund")
    other = next(s for s in reading.paragraph.sentences if s != sentence)
    assert short_answer("person", "Who closed it?", other, reading) is None


WORDS = st.sampled_from("Ms. Ada Lund Bo she He by Oslo 3 May 2016 1,000 12th Bank % é".split())
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: "Note " + " ".join(words))
KINDS = st.sampled_from(["person", "role", "organisation", "date", "number", "place", "list"])


@given(TEXTS, TEXTS, KINDS, st.integers(0, 30), st.integers(1, 30))
def test_whatever_is_answered_stands_in_the_document(text, question, kind, at, length):
    document = document_from_text(text, source="any.txt")
    paragraph = document.paragraphs[0]
    span = Span(start=min(at, len(text) - 1), end=min(at + length, len(text)))
    if document.quote(span) != document.quote(span).strip():
        return
    reading = SpanReading(1.0, span.start, span.end, 0.0, np.array([0]), np.ones(1))
    read = ParagraphReading(document, paragraph, Span(start=0, end=len(text)), reading)
    for sentence in paragraph.sentences:
        answer = short_answer(kind, question, sentence, read)
        assert answer is None or answer in document.text
        if kind == "list":
            assert answer is None
