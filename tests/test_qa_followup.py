"""A turn read with the turns before it: the question as it would be asked alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.conversation import Turn, read_history
from qa.followup import Known, leans, resolve
from qa.topic import person_in, topic_of


def alone(question, *earlier, answer=None):
    """How a question reads after earlier ones, each of them answered with `answer`."""
    known = Known(lambda _: answer, {"Rask"}, "working group".__eq__)
    return resolve(question, read_history(earlier), known)


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
            "The cost of that plan (signed the flood plan)?",
        ),
        # one of several
        ("Where is the first one?", "Which trials took place?", "Where is the first trial?"),
        (
            "Which ones last longest?",
            "How many trials on the coast are planned?",
            "Which trials on the coast last longest?",
        ),
        (
            "Where was the Asian one?",
            "Which surveys of ports have been made?",
            "Where was the Asian survey of ports?",
        ),
        (
            "When was the Lima one?",
            "Where was the Asian survey of ports held?",
            "When was the Lima survey?",
        ),
        (
            "What did the second one deal with?",
            "What did the first working group deal with?",
            "What did the second working group deal with?",
        ),
        ("Who chairs the other one?", "Who is Ms. Lund?", "Who chairs the other one (Ms. Lund)?"),
        # too long to stand for a pronoun
        (
            "Who pays for it?",
            "Where do the ports of the north build walls?",
            "Who pays for it (the ports of the north build walls)?",
        ),
        # a pronoun for a person named
        ("When did he speak?", "Who is Mr. Bo Ek?", "When did Mr. Bo Ek speak?"),
        ("What is his title?", "What did Mr. Ek say?", "What is Mr. Ek's title?"),
        ("Who thanked her?", "What did Dr. Ada Lund say?", "Who thanked Dr. Ada Lund?"),
        ("Where is her office?", "What did Ms. Lund say?", "Where is Ms. Lund's office?"),
        # a pronoun for a thing
        ("Who paid for it?", "What is the flood plan?", "Who paid for the flood plan?"),
        ("What is its aim?", "What is the WMO?", "What is the WMO's aim?"),
        # a thing that a question about a person is about besides
        ("Why are they high?", "What did Mr. Ek say about tides?", "Why are tides high?"),
        # a full name that a report introduces, without its title
        ("When did she speak?", "Where is Eva Rask from?", "When did Eva Rask speak?"),
        # what is asked about takes the place of what was
        (
            "And about ports?",
            "What did Ms. Lund say about tides?",
            "What did Ms. Lund say about ports?",
        ),
        ("What about walls?", "Who spoke of the ports?", "Who spoke of the ports about walls?"),
        # what was set beside a turn is the topic of the next one too
        ("Who came?", "Where (the second trial)?", "Who came (the second trial)?"),
        ("Where is it?", "Who came from Lima (the second trial)?", "Where is Lima?"),
        # what a question says of its topic is no part of it
        ("Who organised it?", "When was the meeting held?", "Who organised the meeting?"),
        ("Is it binding?", "What forms could the new pact take?", "Is the new pact binding?"),
        # too short to be understood
        ("How many?", "What is the flood plan?", "How many (the flood plan)?"),
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
        "What is dredging?",
        "What is a flood plan?",
        "Tell me about tides.",
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
    assert resolve(
        "And she?", [Turn(role="assistant", text="Ada Lund.")], Known(lambda _: "Bo")
    ) == ("And she?")


def test_she_is_the_person_answered_before_and_no_one_is_made_up():
    assert alone("What is her title?", "Who chaired it?", answer="Ada Lund") == (
        "What is Ada Lund's title?"
    )
    assert alone("What is her title?", "Who chaired it?") == "What is her title (chaired)?"


def test_a_thing_is_never_a_person():
    assert alone("Where will it be tried?", "What did Ms. Lund show?", answer="the new gauge") == (
        "Where will the new gauge be tried?"
    )
    assert alone("Who thanked her?", "What did they show?", answer="the new gauge") == (
        "Who thanked her (show)?"
    )


def test_the_person_of_a_question():
    assert person_in("What did Mr. Bo Ek say?", ()) == "Mr. Bo Ek"
    assert person_in("Where does Eva Rask's group meet?", {"Rask"}) == "Eva Rask"
    assert person_in("Where does the Population Division meet?", {"Rask"}) is None


def test_the_answer_asked_for_is_that_of_the_question_before_read_alone():
    asked = []

    def answer_to(question):
        asked.append(question)
        return "Ada Lund"

    history = read_history(["Who spoke about Oslo?", "and Lima?"])
    assert resolve("When did she speak?", history, Known(answer_to)) == "When did Ada Lund speak?"
    assert asked == ["Who spoke about Lima?"]


def test_a_chain_of_turns_is_read_from_its_beginning():
    assert alone("and Rome?", "Who spoke about Oslo?", "and Lima?") == "Who spoke about Rome?"
    # a question that stands alone begins a new chain
    assert alone("and Rome?", "Who spoke about Oslo?", "Which ports took part in Lima?") == (
        "Which ports took part in Rome?"
    )


def test_what_turns_have_been_about_they_stay_about_until_one_names_another():
    turns = ["What is dredging?", "What are its dangers?", "Who pays for it?"]
    assert alone("Why is it slow?", *turns) == "Why is dredging slow?"
    assert alone("Is it dear?", *turns, "Did Oslo try it?") == "Is Oslo dear?"


def test_only_questions_are_leant_on_never_answers():
    history = read_history([{"question": "Who spoke about Oslo?", "answer": "Mr. Ek, of Bergen."}])
    assert resolve("and Lima?", history, Known(lambda _: None)) == "Who spoke about Lima?"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What is the flood plan?", "the flood plan"),
        ("Who presented the CRRF?", "the CRRF"),
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
