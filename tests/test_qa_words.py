"""Words of a question: those that carry meaning, years, ordinals, figures and names."""

import pytest

from qa.words import (
    content_words,
    names_in,
    numbers_in,
    ordinals_in,
    stem,
    words_of,
    years_in,
)


def test_words_keep_their_hyphens_codes_and_apostrophes():
    assert words_of("Ms. O'Hara's follow-up to A/RES/70/1, “AT&T” – 3.5 %") == [
        "Ms", "O'Hara's", "follow-up", "to", "A/RES/70/1", "AT&T", "3.5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did the Council say about the Council's ports?", ["council", "ports"]),
        ("Who opened the meeting’s last session?", ["opened", "meeting", "last", "session"]),
        ("What is it about?", []),
        ("中文 Ärzte", ["中文", "ärzte"]),
    ],
)
def test_content_words_are_told_once_in_lower_case_without_those_that_ask(question, words):
    assert content_words(question) == words


@pytest.mark.parametrize(
    "forms",
    [
        ("attend", "attended", "attending", "attends"),
        ("country", "countries"),
        ("migration", "migrations"),
        ("plan", "plans"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert {stem(form) for form in forms} == {stem(forms[0])}


@pytest.mark.parametrize(("word", "stemmed"), [("as", "as"), ("ties", "tie"), ("Wing", "wing")])
def test_a_stem_keeps_three_letters(word, stemmed):
    assert stem(word) == stemmed


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1799 1800 1999 2000 2099 2100", {"1800", "1999", "2000", "2099"}),
        ("from 2016-17 to 2018.", {"2016", "2018"}),
        ("20171 people, v2017", set()),
    ],
)
def test_years_from_1800_to_2099(text, years):
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("the First, twentieth and ninety-ninth", {1, 20, 99}),
        ("the 1st, 2nd, 3rd, 15th and 111th", {1, 2, 3, 15, 111}),
        ("the fifteenth (15th) meeting", {15}),
        ("thirty-first, fortieth, eighty-eighth", {31, 40, 88}),
        ("firstly, 15 meetings, the 5 th", set()),
    ],
)
def test_ordinals_in_words_and_figures(text, ordinals):
    assert ordinals_in(text) == ordinals


def test_figures_are_taken_as_written():
    assert numbers_in("1,000 of 2.5 in 2017, not 12th or G20") == {"1,000", "2.5", "2017"}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Bela Hovy say in Oslo?", ["Bela", "Hovy", "Oslo"]),
        ("Oslo or Lima?", ["Lima"]),
        ("UNHCR view", ["UNHCR"]),
        pytest.param(
            "UNHCR's view",
            ["UNHCR"],
        ),
        ("When did The meeting in May end?", []),
        ("“Who” asked Ms. Lund’s name?", ["Ms", "Lund"]),
        ("Kelley's and Kelley's", ["Kelley"]),
    ],
)
def test_names_are_the_capitalised_words_but_the_first(question, names):
    assert names_in(question) == names
