"""Normalising: what is taken out, what is replaced, and that it is done once for all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normalise import normalise

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(codec=None, categories=["Cs", "Cf", "Cc", "Zs", "Mn"]),
        st.sampled_from(
            "\x00\r\n\t \x0b\x85\u00a0\u00ad\u034f\u200b\u200d\u202e\u2028\u2066\ufe0f\ufeff\ufffe"
            "\ud800\udfff\u0301\u1100\u1161\u3164\u212b\U000e0041\U000e0100\U0001d173a"
        ),
    )
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("page one\x0cpage two", "page one\npage two"),
        ("a\u2028b\u2029c\x85d\x0be", "a\nb\nc\nd\ne"),
        ("a\u00a0b\u2003c\u3000d\u202fe", "a b c d e"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u212bngstro\u0308m", "\u00c5ngstr\u00f6m"),
        ("so\u00adft", "soft"),
        ("a \t\nb  ", "a\nb"),
        (" a\tb", " a\tb"),
        ("", ""),
    ],
)
def test_same_words_one_form(raw, text):
    assert normalise(raw).text == text


@pytest.mark.parametrize(
    "invisible",
    [
        "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066", "\u061c", "\u00ad", "\ufe0f",
        "\u180e", "\u034f", "\u3164", "\uffa0", "\U000e0041", "\U000e01ef", "\U0001d173",
    ],
    ids=lambda char: f"U+{ord(char):04X}",
)  # fmt: skip
def test_invisible_characters_are_taken_out_and_counted(invisible):
    found = normalise(f"pass{invisible}word{invisible}")
    assert (found.text, found.n_removed, found.n_replaced) == ("password", 2, 0)


@pytest.mark.parametrize(
    "unstorable",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\udfff", "\ufffe", "\uffff"],
    ids=lambda char: f"U+{ord(char):04X}",
)
def test_what_is_no_text_is_replaced_and_counted(unstorable):
    found = normalise(f"pass{unstorable}word")
    assert (found.text, found.n_removed, found.n_replaced) == ("pass\ufffdword", 0, 1)


@given(HOSTILE)
def test_normalising_again_changes_nothing(raw):
    once = normalise(raw)
    twice = normalise(once.text)
    assert (twice.text, twice.n_removed, twice.n_replaced) == (once.text, 0, 0)


@given(HOSTILE)
def test_what_comes_out_can_be_stored_and_seen(raw):
    text = normalise(raw).text
    assert text.encode("utf-8").decode("utf-8") == text
    assert unicodedata.is_normalized("NFC", text)
    assert {unicodedata.category(char) for char in text if char not in "\n\t"} & {"Cc", "Cs"} == (
        set()
    )
    assert not set("\u200b\u200d\u202e\u2066\ufeff\u00ad\r\u00a0") & set(text)
    assert all(line == line.rstrip(" \t") for line in text.split("\n"))
