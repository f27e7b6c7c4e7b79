"""Sentences read one by one, and the company in which the best one is shown."""

import math

import numpy as np
import pytest
from index_samples import KeywordEncoder, open_library
from qa_samples import OverlapReader, OverlapReranker, meeting, place_of, query, sentence_of

from corpus.document import Passage
from corpus.load import document_from_text
from qa.choosing import choose
from qa.paragraph_reading import ParagraphReading, read_paragraphs
from qa.reader import read
from qa.retriever import Hit, retrieve
from qa.settings import Settings
from qa.span_reader import SpanReading

PLAN = [
    "The Director of the Harbour Office Ms. Ada Lund welcomed the delegates.",
    "Ms. Lund presented the flood plan (FP).",
    "She named three ports for the trial.",
    "First, Oslo would build a wall.",
    "Second, Lima would dredge its river.",
    "The trial ended late.",
]


def shown(question, *scored, document=None):
    """The sentences chosen, as their words, of `(words, score)` of sentences best first."""
    document = document or meeting()
    chosen = choose(
        query(question), [sentence_of(document, words, score) for words, score in scored]
    )
    return [sentence.text for sentence in chosen.sentences]


def test_a_sentence_scores_what_the_reader_says_and_its_best_window(tmp_path):
    snapshot = open_library(tmp_path / "library", [meeting()]).snapshot()
    asked = query("did Lima or Oslo build the wall?")
    hits = retrieve(asked, snapshot, KeywordEncoder(), OverlapReranker(), Settings()).hits
    paragraphs = read_paragraphs(asked.text, hits, snapshot, OverlapReader(), 4)
    sentences = read(hits, paragraphs)
    scores = {sentence.text: round(sentence.score, 9) for sentence in sentences}
    # lima, oslo, build, wall: the best window holds all four, "First, Oslo …" three of them
    assert scores["First, Oslo would build a wall."] == 0.5 * 3 + 4
    assert scores["Second, Lima would dredge its river."] == 0.5 * 1 + 4
    assert scores["She named three ports for the trial."] == 0 + 4
    assert scores["Ms. Lund presented the flood plan (FP)."] == 0 + 3
    assert [sentence.text for sentence in sentences[:3]] == [PLAN[3], PLAN[4], PLAN[2]]


def test_a_sentence_in_which_no_answer_begins_is_far_behind():
    document = meeting()
    paragraph, first = place_of(document, "welcomed")
    second = paragraph.sentences[1]
    starts = np.array([0, second.start - first.start])
    reading = SpanReading(2.0, 0, 3, -0.1, starts, np.array([1.0, 0.0]))
    passage = Passage(
        id="p", document_id=document.id, paragraph_id=paragraph.id,
        start=first.start, end=second.end,
    )  # fmt: skip
    hit = Hit(passage, dense=0.0, lexical=0.0, rerank=4.0, score=4.0)
    found = read([hit], [ParagraphReading(document, paragraph, paragraph, reading)])
    assert [(each.span, round(each.score, 6)) for each in found] == [
        (first, 2.0 + 4.0 + 0.0),
        (second, round(2.0 + 4.0 + 2.0 * math.log(0.001), 6)),
    ]


def test_the_best_sentence_alone():
    assert shown("Who built it?", (PLAN[5], 3.0), (PLAN[3], -0.1)) == [PLAN[5]]


def test_a_second_sentence_nearly_as_good():
    assert shown("What ended?", (PLAN[5], 3.0), ("It was", 0.0), document=_with_rain()) == [
        PLAN[5], "It was the northern one.",
    ]  # fmt: skip


def _with_rain():
    return document_from_text(f"{PLAN[5]}\n\nIt was the northern one.", source="two.txt")


def test_a_sentence_that_leans_brings_the_one_before():
    assert shown("What did he recommend?", ("He recommended", 1.0)) == [
        "Mr. Bo Ek, Chief of the Tide Unit, measured tides on 3 May 2016.",
        "He recommended a second gauge.",
    ]


@pytest.mark.parametrize("opening", ["This", "The former", "In addition, it", "However, they"])
def test_other_openings_lean_too(opening):
    document = document_from_text(f"Oslo paid. {opening} helped.", source="lean.txt")
    assert shown("Who?", (f"{opening} helped", 1.0), document=document) == [
        "Oslo paid.", f"{opening} helped.",
    ]  # fmt: skip


def test_the_announcement_of_a_list_brings_all_of_it():
    assert shown("What did she name?", (PLAN[2], 3.0)) == PLAN[1:5]


def test_an_item_brings_its_list_where_the_list_is_asked_for():
    assert shown("Which ports were named?", (PLAN[4], 3.0)) == PLAN[1:5]


def test_an_item_stands_alone_where_it_is_asked_for():
    assert shown("What would Lima do?", (PLAN[4], 3.0)) == [PLAN[4]]


def test_an_announcement_brings_the_sentence_that_names_the_things():
    document = document_from_text(
        "It has several aims. These are peace and quiet. The end.", source="aims.txt"
    )
    assert shown("What?", ("several aims", 1.0), document=document) == [
        "It has several aims.", "These are peace and quiet.",
    ]  # fmt: skip


@pytest.mark.parametrize("question", ["Who presented the plan?", "flood plan"])
def test_a_family_name_brings_the_introduction_last(question):
    assert shown(question, (PLAN[1], 3.0)) == [PLAN[1], PLAN[0]]


def test_no_introduction_where_a_date_is_asked_for_or_it_is_there_already():
    assert shown("When was the plan presented?", (PLAN[1], 3.0)) == [PLAN[1]]
    assert shown("Who presented it?", (PLAN[1], 3.0), (PLAN[0], 2.0)) == [PLAN[1], PLAN[0]]


def test_the_introduction_may_stand_in_another_paragraph():
    document = document_from_text(
        "Ms. Ada Lund, Head of Tides, spoke.\n\nLater, Ms. Lund left.", source="two.txt"
    )
    assert shown("Who left?", ("Later", 1.0), document=document) == [
        "Later, Ms. Lund left.", "Ms. Ada Lund, Head of Tides, spoke.",
    ]  # fmt: skip


def test_no_sentence_is_shown_twice():
    sentences = shown("Which ports were named?", (PLAN[2], 3.0), (PLAN[3], 2.9), (PLAN[1], 2.8))
    assert sentences == PLAN[1:5]


def test_the_short_answer_is_that_of_the_best_sentence():
    asked = "When were tides measured?"
    best = sentence_of(meeting(), "measured tides", 2.0, question=asked)
    chosen = choose(query(asked), [best, sentence_of(meeting(), PLAN[1], 1.9)])
    assert chosen.short == "3 May 2016"


PORTS = """I. PORTS

The Board met in May. It decided:

(a) To close the port of Oslo;

(b) To dredge the port of Lima;

(c) To pay for both.

It rose at noon."""


@pytest.mark.parametrize(
    ("question", "best", "texts"),
    [
        (
            "What did the Board decide?",
            "It decided:",
            ["It decided:", "(a) To close the port of Oslo;", "(b) To dredge the port of Lima;",
             "(c) To pay for both."],
        ),
        (
            "List what was decided about the ports",
            "(b) To dredge",
            ["It decided:", "(a) To close the port of Oslo;", "(b) To dredge the port of Lima;",
             "(c) To pay for both."],
        ),
        ("Which port is to be dredged?", "(b) To dredge", ["(b) To dredge the port of Lima;"]),
        ("When did the Board meet?", "The Board met", ["The Board met in May."]),
    ],
)  # fmt: skip
def test_a_list_of_paragraphs_is_shown_whole(question, best, texts):
    document = document_from_text(PORTS, source="ports.txt")
    assert shown(question, (best, 1.0), document=document) == texts


def test_a_name_of_the_question_that_stands_elsewhere_in_the_paragraph_is_shown_too():
    assert shown("Who presented the FP?", (PLAN[0], 3.0)) == [PLAN[0], PLAN[1]]
    assert shown("What was welcomed beside the FP?", (PLAN[0], 3.0)) == [PLAN[0]]
