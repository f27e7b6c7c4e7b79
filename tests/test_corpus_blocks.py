"""From blocks to a document: offsets, pages, numbers and sections, for any blocks."""

import hashlib
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus import CorpusError, bundled
from corpus.assemble import assemble
from corpus.blocks import Block, Reading, reading_from_json
from corpus.document import Document
from corpus.marks import Mark

WORDS = st.one_of(
    st.sampled_from(
        [
            "It rained. We met Mr. Bo Ek. He left.", "II. The flood", "Annex IV Rivers",
            "Chapter II Rain on the land", "WMO\tWorld Meteorological Organization", "Peru\t\t12",
            "(a) a boat", "pass\u200bword \x00", "e\u0301te\u0301 \ud800", "\tIndented", " ", "",
            "two\nlines", "12 km.", "the World Food Programme (WFP) said…",
        ]
    ),
    st.text(max_size=40),
)  # fmt: skip
NAMES = st.sampled_from(["one", "two", "three"])
KINDS = st.sampled_from(["body", "heading", "list item", "table row", "footnote", "contents"])


@st.composite
def a_block(draw):
    words = draw(WORDS)
    kind = draw(KINDS)
    places = draw(st.lists(st.integers(0, len(words)), max_size=2, unique=True))
    return Block(
        words=words,
        kind=kind,
        level=draw(st.integers(1, 6)) if kind == "heading" else None,
        page=draw(st.none() | st.integers(1, 9)),
        number=draw(st.none() | st.integers(1, 99)) if kind == "body" else None,
        page_turns=tuple((at, 10 + n) for n, at in enumerate(sorted(places))),
        is_attached=draw(st.booleans()),
        marks=tuple(Mark(at, draw(WORDS), draw(NAMES)) for at in sorted(places)),
        names=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
    )


def made_from(blocks):
    try:
        return assemble(Reading(blocks=tuple(blocks)), source="any.pdf")
    except CorpusError:
        assume(False)


@settings(max_examples=300, deadline=None)
@given(st.lists(a_block(), min_size=1, max_size=10))
def test_every_offset_says_what_stands_there(blocks):
    document = made_from(blocks)
    position = 0
    for paragraph in document.paragraphs:
        assert document.text[position : paragraph.start].strip() == ""
        assert document.quote(paragraph) == document.quote(paragraph).strip() != ""
        for sentence in paragraph.sentences:
            assert paragraph.covers(sentence)
        told = "".join(document.quote(sentence) for sentence in paragraph.sentences)
        assert "".join(told.split()) == "".join(document.quote(paragraph).split())
        for turn in paragraph.page_turns:
            assert turn.position <= paragraph.end
        position = paragraph.end
    assert document.text[position:].strip() == ""
    for section in document.sections:
        assert document.quote(section).split("\n")[0].rstrip("*_ ").endswith(section.title)
    labels = {section.label for section in document.sections}
    assert {label for p in document.paragraphs for label in p.section_path} <= labels
    assert Document.model_validate_json(document.model_dump_json()) == document


@settings(max_examples=200, deadline=None)
@given(st.lists(a_block(), max_size=5), st.booleans())
def test_a_reading_is_the_same_after_a_pipe(blocks, may_be_cut):
    from dataclasses import asdict

    reading = Reading(tuple(blocks), title="Rain", notices=("a", "b"), may_be_cut=may_be_cut)
    assert reading_from_json(json.loads(json.dumps(asdict(reading)))) == reading


def document_of(*blocks):
    return assemble(Reading(blocks=blocks), source="report.pdf")


def test_attached_blocks_follow_without_a_blank_line():
    document = document_of(Block("a"), Block("b", is_attached=True), Block("c"))
    assert document.text == "a\nb\n\nc"


def test_numbers_are_printed_ones_where_there_are_pages_or_numbers_and_else_counted():
    def numbers(*blocks):
        return [p.number for p in document_of(*blocks).paragraphs]

    assert numbers(Block("a"), Block("b", kind="heading"), Block("c")) == [1, None, 2]
    assert numbers(Block("a", page=1), Block("b", page=1)) == [None, None]
    assert numbers(Block("a", number=7), Block("b")) == [7, None]


def test_the_page_of_a_place():
    document = document_of(Block("Here. There. Beyond.", page=3, page_turns=((6, 4), (13, 6))))
    (paragraph,) = document.paragraphs
    assert [paragraph.page_at(s.start) for s in paragraph.sentences] == [3, 4, 6]
    assert paragraph.page_at(5) == 3


def test_pages_turn_at_the_same_words_after_normalising():
    document = document_of(Block("pass\u200bword e\u0301 there", page=1, page_turns=((12, 2),)))
    (paragraph,) = document.paragraphs
    place = document.text.index("there")
    assert (paragraph.page_at(place), paragraph.page_at(place - 2)) == (2, 1)


@pytest.mark.parametrize(
    ("heading", "number", "title", "label"),
    [
        ("I. Decisions adopted", "I", "Decisions adopted", "I. Decisions adopted"),
        ("Chapter IX Other matters", "IX", "Other matters", "IX. Other matters"),
        ("Annex II Members", "Annex II", "Members", "Annex II. Members"),
        ("3.2. Rain", "3.2", "Rain", "3.2. Rain"),
        ("Decision 22/1", None, "Decision 22/1", "Decision 22/1"),
    ],
)
def test_number_and_title_of_a_heading(heading, number, title, label):
    (section,) = document_of(Block(heading, kind="heading", level=2)).sections
    assert (section.number, section.title, section.label) == (number, title, label)


def test_only_a_text_is_searched_for_paragraphs_that_are_cut_off():
    cut = Block("and the committee then turned to the question of the rain which had fallen on,")
    assert document_of(cut).gaps == ()
    reading = Reading(blocks=(cut,), may_be_cut=True)
    assert len(assemble(reading, source="report.txt").gaps) == 2


def test_the_bundled_report_is_what_it_was_before_there_were_other_formats():
    report = bundled()
    told = [
        [p.id, p.number, p.page, list(p.section_path), p.kind, p.start, p.end,
         [[s.start, s.end] for s in p.sentences]]
        for p in report.paragraphs
    ]  # fmt: skip
    digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    assert report.id == "c8d95232f8bc"
    assert digest == "97a9ba5eabb330d064628dcf7e4f8a31ab41e35fdefe5dc4c313aaac121dcce7"
    assert all(p.page_turns == () for p in report.paragraphs)


def test_a_letter_of_a_lower_level_makes_no_numeral_a_letter():
    levels = [("I. Rain", 1), *((f"{letter}. Land", 2) for letter in "GH"), ("II. Snow", 1)]
    document = document_of(*(Block(words, kind="heading", level=n) for words, n in levels))
    assert document.gaps == ()
    missing = document_of(Block("I. Rain", kind="heading"), Block("III. Hail", kind="heading"))
    assert [gap.note for gap in missing.gaps] == ["no heading of section II is in the source"]


def test_only_a_row_of_two_cells_is_a_glossary_entry():
    rows = ("WMO\tWorld Meteorological Organization", "WMO\tGeneva\t2025", "WHO\t\tHealth for all")
    document = document_of(*(Block(row, kind="table row") for row in rows))
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    assert kinds == ["glossary entry", "table row", "glossary entry"]
