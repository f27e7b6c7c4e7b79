"""The words of the type asked for, and none rather than wrong ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qa_samples import place_of

from corpus.load import document_from_text
from qa.question_type import question_type
from qa.short_answer import short_answer

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


def short(question, document, words):
    paragraph, sentence = place_of(document, words)
    return short_answer(question_type(question), question, document, paragraph, sentence)


def in_sentence(question, sentence):
    return short(question, document_from_text(sentence, source="one.txt"), sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Who opened the session?", "opened the session", "Ada Lund"),
        ("Who closed it?", "Ms. Lund closed", "Ada Lund"),  # by the family name
        ("Who left?", "Mr. Lund left", "Bo Lund"),  # the one of this paragraph
        ("Who thanked the pilots?", "thanked the pilots", "Ada Lund"),  # "she": who spoke
        ("Who thanked Ms. Lund?", "Mr. Ek thanked", "Ek"),  # not the name of the question
        ("Whom did Mr. Ek thank?", "Mr. Ek thanked", "Ada Lund"),
        ("Who left?", "He left", None),  # nobody was named before
        ("Who drafted the plan?", "drafted by", "the World Bank"),  # a passive's agent
        ("Who paid for it?", "paid for it", "Harbour Office"),
        ("What did Ms. Lund open?", "opened the session", None),  # not a who
    ],
)
def test_a_person(question, sentence, answer):
    assert short(question, SPEECHES, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("Who thanked Ada Lund?", "Ms. Lund closed"), ("Who is thanked by the World Bank?", "by the")],
)
def test_no_person_rather_than_the_one_of_the_question(question, sentence):
    assert short(question, SPEECHES, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("What is the title of Ms. Lund?", "opened the session", "Head of the Tide Unit"),
        pytest.param(
            "What is Ms. Lund's title?",
            "opened the session",
            "Head of the Tide Unit",
        ),
        ("Who is Mr. Bo Lund?", "Port Unit, spoke", "Chief of the Port Unit"),
        ("What is Mr. Ek's title?", "opened the session", None),
        ("What is Ms. Lund's title?", "Ms. Lund closed", None),  # not told there
    ],
)
def test_a_role(question, sentence, answer):
    assert short(question, SPEECHES, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Which unit does Ms. Lund head?", "opened the session", "Tide Unit"),
        ("Which organization drafted the plan?", "drafted by", "World Bank"),
        pytest.param(
            "Which agency is the World Bank?",
            "drafted by",
            None,
        ),
    ],
)
def test_an_organisation(question, sentence, answer):
    assert short(question, SPEECHES, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("When was it held?", "It was held on 3 May 2016.", "3 May 2016"),
        ("When was it held?", "It was held from 16 to 17 February 2017.", "16 to 17 February 2017"),
        ("When was it held?", "It was held on May 3, 2016.", "May 3, 2016"),
        ("When will it end?", "It will end in early December 2017.", "early December 2017"),
        ("When was it founded?", "It was founded in 1951.", "1951"),
        ("When will it run?", "It will run from April to November 2017.", "April to November 2017"),
        # the month, the year that was asked for, not a part without it
        ("In which month did it end?", "In 2017 it began, and it ended in June.", "June"),
        ("In which year did it end?", "It began in 2016, until it ended on 3 May 2017.",
         "3 May 2017"),
        ("In which year did it end?", "It ended on 3 May.", None),
        ("In which month did it end?", "It ended in 2017.", None),
        # the one nearer to the words of the question
        ("When did it end?", "It began in 2016 and would end in 2018.", "2018"),
        ("When did it begin?", "It would begin in 2016 and end in 2018.", "2016"),
        # not the one of the question
        ("When in 2017 was the forum?", "In 2017 the forum was held in June.", "June"),
        ("When was the 2016 forum?", "The 2016 forum was useful.", None),
        ("When was it?", "It was A/RES/1985/3.", None),
    ],
)  # fmt: skip
def test_a_date(question, sentence, answer):
    assert in_sentence(question, sentence) == answer


def test_may_is_a_month():
    assert in_sentence("In which month did it end?", "It ended in May.") == "May"


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How many ports took part?", "Three ports took part.", "Three"),
        ("How many delegates came?", "It drew more than 300 delegates.", "more than 300"),
        ("How many people gave input?", "Some seven million people gave input.",
         "Some seven million"),
        ("How much did it cost?", "It cost 1,250,000 dollars.", "1,250,000"),
        ("How much did it rise?", "It rose by 3.5 per cent.", "3.5 per cent"),
        ("How much did it rise?", "It rose by 12%.", "12%"),
        ("How many ports are there?", "Of 40 ships in 12 ports most sank.", "12"),
        # no part of a code, no year, no day of a date
        ("How many ports took part?", "Resolution A/RES/70/1 names the ports.", None),
        ("How many ports took part?", "In 2017 some ports took part.", None),
        ("How many ports took part?", "On 3 May 2016 ports took part.", None),
        ("How many ports took part?", "In 2017, twelve ports took part.", "twelve"),
        # not the number of the question
        ("How many of the 40 ports sank?", "The 40 ports sank.", None),
        ("How many of the 40 ports sank?", "Of the 40 ports, nine sank.", "nine"),
    ],
)  # fmt: skip
def test_a_number(question, sentence, answer):
    assert in_sentence(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Where was it held?", "It was held in Oslo.", "Oslo"),
        ("Where was it held?", "It was held in Paris, France.", "Paris, France"),
        ("Where was it held?", "It was held at the United Nations.", "the United Nations"),
        ("Where was it held?", "In May it was held in Lima.", "Lima"),
        ("Where was the Oslo forum held?", "The forum in Oslo was held at sea.", None),
        ("Where was it held?", "It was held in May.", None),
        ("Where did it end?", "It began in Oslo until it ended in Lima.", "Lima"),
    ],
)
def test_a_place(question, sentence, answer):
    assert in_sentence(question, sentence) == answer


PIECES = st.sampled_from(
    "Who When Where How many Mr. Ms. Ada Lund Bo she he by the in at on 3 May 2016 1,000 12th "
    "A/RES/70/1 % per cent three million Oslo, World Bank was held . Chief of month 中 é".split()
)
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map(lambda words: "Note " + " ".join(words))
KINDS = st.sampled_from(["person", "role", "organisation", "date", "number", "place", "list"])


@given(TEXTS, TEXTS, KINDS)
def test_whatever_is_answered_stands_in_the_document(text, question, kind):
    document = document_from_text(text, source="any.txt")
    for paragraph in document.paragraphs:
        for sentence in paragraph.sentences:
            answer = short_answer(kind, question, document, paragraph, sentence)
            if kind == "list":
                assert answer is None
            elif answer is not None and kind in ("person", "role"):
                assert answer in document.text
            elif answer is not None:
                assert answer in document.quote(sentence)
