"""Where a sentence ends: a table made by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import split_sentences

TABLE = [
    ("one sentence", "It rained.", ["It rained."]),
    ("two sentences", "It rained. We left.", ["It rained.", "We left."]),
    ("no full stop", "In the coming", ["In the coming"]),
    ("blank", " \t ", []),
    ("empty", "", []),
    ("Mr.", "We met Mr. Malone. He left.", ["We met Mr. Malone.", "He left."]),
    ("Ms.", "Ms. Kelley spoke. Ms. Lund left.", ["Ms. Kelley spoke.", "Ms. Lund left."]),
    ("Dr. in the middle", "The talk of Dr. Ada Lund ended.", ["The talk of Dr. Ada Lund ended."]),
    (
        "a symbol with slashes",
        "See A/RES/70/1. It was adopted.",
        ["See A/RES/70/1.", "It was adopted."],
    ),
    ("para. and its number", "See para. 12. It says so.", ["See para. 12.", "It says so."]),
    ("No. and its number", "It is No. 5. The rest follow.", ["It is No. 5.", "The rest follow."]),
    ("no as an answer", "Will it? No. The end.", ["Will it?", "No.", "The end."]),
    ("art. and its number", "Under art. 3 all may go.", ["Under art. 3 all may go."]),
    ("initials", "J. F. Kennedy spoke. He left.", ["J. F. Kennedy spoke.", "He left."]),
    ("a letter that names", "See annex A. It is long.", ["See annex A.", "It is long."]),
    ("a number that names", "See section II. It is long.", ["See section II.", "It is long."]),
    ("e.g.", "Many, e.g. Peru, agreed.", ["Many, e.g. Peru, agreed."]),
    ("U.S.", "The U.S. Government agreed.", ["The U.S. Government agreed."]),
    ("decimals", "It grew by 3.5 per cent. We left.", ["It grew by 3.5 per cent.", "We left."]),
    ("a year", "It was in 2016. We left.", ["It was in 2016.", "We left."]),
    ("typographic quotes", "He said “No.” She left.", ["He said “No.”", "She left."]),
    ("a quotation opens", "It ended. “Why?” they asked.", ["It ended.", "“Why?” they asked."]),
    ("straight quotes", 'He said "Go." She left.', ['He said "Go."', "She left."]),
    ("brackets", "(It rained.) We left.", ["(It rained.)", "We left."]),
    ("a bracket opens", "It rained. (We left.)", ["It rained.", "(We left.)"]),
    ("a footnote mark", "It rained.[3] We left.", ["It rained.[3] We left."]),
    ("ellipsis", "He paused… Then he left.", ["He paused…", "Then he left."]),
    ("ellipsis inside", "He paused… then left.", ["He paused… then left."]),
    ("three dots", "He paused... Then he left.", ["He paused...", "Then he left."]),
    ("three dots inside", "He paused... then left.", ["He paused... then left."]),
    ("marks together", "Really?! Yes.", ["Really?!", "Yes."]),
    ("exclamation", "Go! Now.", ["Go!", "Now."]),
    ("list with brackets", "It is i) one, ii) two. So.", ["It is i) one, ii) two.", "So."]),
    ("a number leads", "12. The Committee met. It left.", ["12. The Committee met.", "It left."]),
    (
        "a numbered list",
        "1. Take it. 2. Give it back.",
        ["1. Take it.", "2. Give it back."],
    ),
    ("a list after a colon", "They are: 1. Peru. 2. Chad.", ["They are: 1. Peru.", "2. Chad."]),
    ("Cyrillic", "Шёл дождь. Мы ушли.", ["Шёл дождь.", "Мы ушли."]),
    ("Greek", "Έβρεξε. Φύγαμε.", ["Έβρεξε.", "Φύγαμε."]),
    ("Arabic", "هطل المطر. غادرنا.", ["هطل المطر.", "غادرنا."]),
    ("Chinese stays whole", "下雨了。我们走了。", ["下雨了。我们走了。"]),
    ("a number opens", "It rained. 20 people left.", ["It rained.", "20 people left."]),
    ("many spaces", "It rained.   We left.", ["It rained.", "We left."]),
    ("a web address", "See www.un.org. It is new.", ["See www.un.org.", "It is new."]),
]


@pytest.mark.parametrize(("name", "text", "sentences"), TABLE, ids=[row[0] for row in TABLE])
def test_table(name, text, sentences):
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


def test_spans_are_shifted_by_the_start_of_the_paragraph():
    spans = split_sentences(" It rained. We left.", start=100)
    assert [(span.start, span.end) for span in spans] == [(101, 111), (112, 120)]


PIECES = st.lists(
    st.sampled_from(
        ["Mr", "No", "a", "A", "12", "ii", "étage", "…", ".", "?", "!", " ", "  ", "\t", "“", "”",
         '"', ")", "(", "para", ":", "-", "中", "U.N", "\u0301"]
    )
).map("".join)  # fmt: skip


@given(st.one_of(PIECES, st.text()))
def test_sentences_partition_the_words(text):
    spans = split_sentences(text)
    position = 0
    for span in spans:
        assert text[position : span.start].strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        position = span.end
    assert text[position:].strip() == ""
