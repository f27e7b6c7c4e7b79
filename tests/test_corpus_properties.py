"""What holds for every document that is made from any text."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import CorpusError
from corpus.load import document_from_text
from corpus.normalise import normalise
from corpus.passages import MAX_SENTENCES, passages_of
from corpus.text import unwrap

LINES = st.sampled_from(
    [
        "PREFACE", "**II. THE FLOOD**", "V. LATER", "1.1. RAIN", "A. WIND", "PREFACE iii",
        "Rain .......... 12", "WMO\tWorld Meteorological Organization", "Land\tRain", "\tIndented",
        "- an oar", "(a) a boat", "and it rained", "It rained. We met Mr. Bo Ek. He left.",
        "Ms. Ada Lund, Head of Rain, spoke of the World Food Programme (WFP).", "12. It fell…",
        "R e p o r t", "   ", "", "\u200b", "\ud800", "\x00", "e\u0301. \u202eABC",
        "中文。没有空格",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(LINES, min_size=1, max_size=12).flatmap(
        lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", " "]).map(lambda end: end.join(lines))
    ),
    st.text(max_size=200),
    st.text(alphabet="aA1.\n\t (“\u0301-", max_size=200),
)
LIMITS = st.integers(min_value=1, max_value=40)


def made_from(raw):
    try:
        return document_from_text(raw, source="any.txt")
    except CorpusError:
        assume(False)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_text_gives_a_document_or_says_that_it_has_no_words(raw):
    words = "".join(normalise(raw).text.split())
    try:
        document = document_from_text(raw, source="any.txt")
    except CorpusError as error:
        assert str(error) == "any.txt: the file holds no text"
        assert not any(char.isalnum() for char in words)
    else:
        assert "".join(document.text.split()) == words


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_paragraphs_and_sentences_cover_the_text_once_and_in_order(raw):
    document = made_from(raw)
    position = 0
    for paragraph in document.paragraphs:
        assert document.text[position : paragraph.start].strip() == ""
        inner = paragraph.start
        for sentence in paragraph.sentences:
            assert paragraph.covers(sentence)
            assert document.text[inner : sentence.start].strip() == ""
            assert document.quote(sentence).strip() != ""
            inner = sentence.end
        assert document.text[inner : paragraph.end].strip() == ""
        position = paragraph.end
    assert document.text[position:].strip() == ""


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_whatever_has_a_place_says_what_stands_there(raw):
    document = made_from(raw)
    for entry in document.glossary:
        assert entry.abbreviation in document.quote(entry)
        assert entry.expansion in document.quote(entry)
    for speaker in document.speakers:
        assert speaker.name in document.quote(speaker)
        assert document.paragraph(speaker.paragraph_id).covers(speaker)
    for section in document.sections:
        assert document.quote(section).split("\n")[0].strip("*# ").endswith(section.title)
    for gap in document.gaps:
        assert 0 <= gap.position <= len(document.text)
        if gap.paragraph_id:
            paragraph = document.paragraph(gap.paragraph_id)
            edge = {"cut before": paragraph.start, "cut after": paragraph.end}[gap.kind]
            assert gap.position == edge
    paths = {label for paragraph in document.paragraphs for label in paragraph.section_path}
    assert paths <= {section.label for section in document.sections}


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_document_is_the_same_after_being_stored(raw):
    document = made_from(raw)
    assert Document.model_validate_json(document.model_dump_json()) == document
    assert document_from_text(raw, source="any.txt") == document


@settings(max_examples=300, deadline=None)
@given(TEXTS, LIMITS)
def test_passages_fit_and_cover_every_sentence_without_crossing_a_paragraph(raw, limit):
    document = made_from(raw)
    passages = passages_of(document, lambda text: len(text) <= limit)
    assert len({passage.id for passage in passages}) == len(passages)
    covered = set()
    for passage in passages:
        paragraph = document.paragraph(passage.paragraph_id)
        assert passage.document_id == document.id
        assert paragraph.kind != "contents"
        assert paragraph.covers(passage)
        assert 0 < len(document.quote(passage)) <= limit
        assert sum(passage.overlaps(sentence) for sentence in paragraph.sentences) <= MAX_SENTENCES
        covered.update(range(passage.start, passage.end))
    for paragraph in document.paragraphs:
        if paragraph.kind != "contents":
            for sentence in paragraph.sentences:
                missed = set(range(sentence.start, sentence.end)) - covered
                assert "".join(document.text[place] for place in missed).strip() == ""


def test_windows_of_up_to_three_sentences():
    document = document_from_text("One two. Three. Four five six. Seven.", source="a.txt")
    found = [document.quote(passage) for passage in passages_of(document, lambda text: True)]
    assert found == ["One two. Three. Four five six.", "Three. Four five six. Seven."]


def test_windows_narrow_to_what_fits_and_long_sentences_are_halved():
    document = document_from_text("One two. Three. Four five six. Seven.", source="a.txt")
    passages = passages_of(document, lambda text: len(text.split()) <= 2)
    assert [document.quote(passage) for passage in passages] == [
        "One two.", "Three. Four", "five six.", "Seven.",
    ]  # fmt: skip


def test_white_space_alone_is_no_piece():
    document = document_from_text("ab  cd", source="a.txt")
    passages = passages_of(document, lambda text: len(text) <= 1)
    assert [document.quote(passage) for passage in passages] == ["a", "b", "c", "d"]


def test_a_word_without_spaces_is_cut_anywhere():
    document = document_from_text("abcdefgh", source="a.txt")
    passages = passages_of(document, lambda text: len(text) <= 3)
    assert [document.quote(passage) for passage in passages] == ["ab", "cd", "ef", "gh"]


@settings(deadline=None)
@given(TEXTS)
def test_unwrapping_keeps_every_word(raw):
    text = normalise(raw).text
    assert unwrap(text).split() == text.split()
