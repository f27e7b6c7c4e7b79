"""A turn read with the turns before it: the question as it would be asked alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.conversation import Turn, read_history
from qa.followup import leans, resolve, topic_of


def alone(question, *earlier, answer=None):
    """How a question reads after earlier ones, each of them answered with `answer`."""
    return resolve(question, read_history(earlier), lambda _: answer)


@pytest.mark.parametrize(
    ("question", "before", "read_as"),
    [
        # a name put in the place of a name
        ("and Lima?", "Who spoke about Oslo?", "Who spoke about Lima?"),
        ("And Mr. Ek?", "What did Ms. Lund say?", "What did Mr. Ek say?"),
        ("what about section V?", "What is section II about?", "What is section V about?"),
        # more said of the same question
        ("and in 2017?", "How many people came?", "How many people came in 2017?"),
        ("and in 2016?", "How many people came in 2017?", "How many people came in 2016?"),
        ("and the second one?", "Where was the first trial?", "Where was the second trial?"),
        (
            "And sections IX and X?",
            "What is section V called?",
            "What is sections IX and X called?",
        ),
        # more than a fragment
        (
            "and the cost of that plan?",
            "Who signed the flood plan?",
            "the cost of that plan (signed the flood plan)?",
        ),
        # one of several
        (
            "Where is the first one?",
            "Which trials took place?",
            "Where is the first one (trials took place)?",
        ),
        # too long to stand for a pronoun
        (
            "Who pays for it?",
            "Where do the ports of the north build walls?",
            "Who pays for it (ports of the north build walls)?",
        ),
        # a pronoun for a person named
        ("When did he speak?", "Who is Mr. Bo Ek?", "When did Mr. Bo Ek speak?"),
        ("What is his title?", "What did Mr. Ek say?", "What is Mr. Ek's title?"),
        ("Who thanked her?", "What did Dr. Ada Lund say?", "Who thanked Dr. Ada Lund?"),
        ("Where is her office?", "What did Ms. Lund say?", "Where is Ms. Lund's office?"),
        # a pronoun for a thing
        ("Who paid for it?", "What is the flood plan?", "Who paid for flood plan?"),
        ("What is its aim?", "What is the WMO?", "What is WMO's aim?"),
        # too short to be understood
        ("How many?", "What is the flood plan?", "How many (flood plan)?"),
        ("Why?", "Did Ms. Lund leave?", "Why (Ms. Lund)?"),
    ],
)
def test_a_question_that_leans_is_completed(question, before, read_as):
    assert alone(question, before) == read_as


@pytest.mark.parametrize(
    "question",
    [
        "Who presented the flood plan?",
        "What does the WMO stand for?",
        "Who opened section VI of the report?",
        "Is there a plan for the northern ports?",
        "It is said that three ports took part; which ports?",
        "What did Mr. Ek say?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question):
    assert not leans(question)
    assert alone(question, "Who is Mr. Bo Ek?", answer="Ada Lund") == question


def test_a_turned_expletive_stands_for_nothing():
    question = "Is it true that three ports took part?"
    assert not leans(question)


def test_the_first_question_has_nothing_to_lean_on():
    assert alone("What did she say about it?") == "What did she say about it?"
    assert resolve("And she?", [Turn(role="assistant", text="Ada Lund.")], lambda _: "Bo") == (
        "And she?"
    )


def test_she_is_the_person_answered_before_and_no_one_is_made_up():
    assert alone("What is her title?", "Who chaired it?", answer="Ada Lund") == (
        "What is Ada Lund's title?"
    )
    assert alone("What is her title?", "Who chaired it?") == "What is her title (chaired)?"


def test_the_answer_asked_for_is_that_of_the_question_before_read_alone():
    asked = []

    def answer_to(question):
        asked.append(question)
        return "Ada Lund"

    history = read_history(["Who spoke about Oslo?", "and Lima?"])
    assert resolve("When did she speak?", history, answer_to) == "When did Ada Lund speak?"
    assert asked == ["Who spoke about Lima?"]


def test_a_chain_of_turns_is_read_from_its_beginning():
    assert alone("and Rome?", "Who spoke about Oslo?", "and Lima?") == "Who spoke about Rome?"
    # a question that stands alone begins a new chain
    assert alone("and Rome?", "Who spoke about Oslo?", "Which ports took part in Lima?") == (
        "Which ports took part in Rome?"
    )


def test_only_questions_are_leant_on_never_answers():
    history = read_history([{"question": "Who spoke about Oslo?", "answer": "Mr. Ek, of Bergen."}])
    assert resolve("and Lima?", history, lambda _: None) == "Who spoke about Lima?"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What is the flood plan?", "flood plan"),
        ("Who presented the CRRF?", "CRRF"),
        ("Why did Mr. Bo Ek leave Oslo early?", "Mr. Bo Ek leave Oslo"),
        ("And what is it?", ""),
    ],
)
def test_a_topic_is_the_names_of_a_question_else_its_words(question, topic):
    assert topic_of(question) == topic


PIECES = st.sampled_from(
    "and so but who she her its it that what about section V Mr. Ek Oslo Lima ? , . 7 中 how many "
    "the is of ’s (x)".split()
)
OPENERS_ONLY = re.compile(r"(?:and|so|but|[?,. ])*")
QUESTIONS = (
    st.lists(PIECES, min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda question: not OPENERS_ONLY.fullmatch(question))
)


@given(QUESTIONS, st.lists(QUESTIONS, max_size=3))
def test_only_words_of_the_conversation_enter(question, earlier):
    said = "".join([question, *earlier, "Ada Lund's"]).lower()
    for word in alone(question, *earlier, answer="Ada Lund").lower().split():
        assert word.strip("()?'s’.,") in said


@pytest.mark.parametrize("question", ["And?", "so ?", "But ..."])
def test_a_bare_and_asks_the_question_before_again(question):
    assert alone(question, "Who spoke about Oslo?") == "Who spoke about Oslo?"
