"""Misspelt words of a question, against the words of the library and of English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.spelling import Speller

LIBRARY = ["Ms. Nakamitsu spoke at the mayoral forum.", "The forum heard Nakamitsu on leads."]
ENGLISH = {"boiling", "underline", "forms", "point", "moderate"}


@pytest.fixture
def speller():
    return Speller(LIBRARY, ENGLISH.__contains__)


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("Nakamistu", "Nakamitsu"),  # a swap
        ("nakamitsu", "nakamitsu"),  # there, but for its capital
        ("Nakmitsuu", "Nakamitsu"),  # two edits: eight letters or more
        ("mayorl", "mayoral"),
        ("Mayorl", "Mayoral"),  # the typed capital is kept
        ("foorum", "forum"),
        ("What did Nakamistu say at the foorum?", "What did Nakamitsu say at the forum?"),
    ],
)
def test_a_word_close_to_one_of_the_library_is_repaired(speller, typed, repaired):
    assert speller.repair(typed) == repaired


@pytest.mark.parametrize(
    "typed",
    [
        "boiling",  # English
        "underline",
        "forms",  # English, one edit from "forum"
        "frum",  # too short to tell
        "forumss",  # a form of "forum", two edits away
        "forumed",
        "pointed",  # a form of an English word
        "mayrl",  # two edits, too many for five letters
        "spoke7",  # a code is not spelt
        "A/RES/70/1",
        "qwertz",  # close to nothing
    ],
)
def test_other_words_stay_as_they_are(speller, typed):
    assert speller.repair(typed) == typed


def test_a_form_of_an_english_word_is_not_bent_into_a_word_of_the_library():
    speller = Speller(["The moderator spoke."], ENGLISH.__contains__)
    assert speller.repair("Who moderated it?") == "Who moderated it?"
    assert speller.repair("the moderatr") == "the moderator"


def test_the_commoner_of_two_words_equally_close_is_taken_then_the_first_of_the_alphabet():
    common = Speller(["tides tides sides"], lambda _: False)
    assert common.repair("xides") == "tides"
    tied = Speller(["tides sides"], lambda _: False)
    assert tied.repair("xides") == "sides"


def test_a_word_typed_small_stays_small():
    speller = Speller(["TIDES\n\nThe tides rose."], lambda _: False)
    assert speller.repair("tiddes") == "tides"


@given(st.text(max_size=60))
def test_a_question_of_known_words_is_left_alone(text):
    assert Speller([text], lambda _: False).repair(text) == text


@pytest.mark.parametrize(
    ("question", "is_known"),
    [
        ("qwpo zmxn eiru", False),
        ("Кто говорил?", False),
        ("qwpo zmxn Nakamitsu", True),  # one word of the library
        ("zmxn forums", True),  # a form of one
        ("the boiling zmxn", True),  # one of English
        ("who was it?", True),  # nothing in it that could be unknown
        ("2016?", True),
    ],
)
def test_whether_any_word_of_a_question_is_known(speller, question, is_known):
    assert speller.knows_a_word_of(question) == is_known
