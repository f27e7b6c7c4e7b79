"""Sections and paragraphs that a question confines itself to."""

import pytest
from index_samples import open_library
from qa_samples import meeting, open_engine

from qa.scope import Scope, paragraphs_in, positions_in, scope_of


@pytest.mark.parametrize(
    ("question", "sections", "paragraphs"),
    [
        ("What does paragraph 12 say about ports?", (), (12,)),
        ("Compare paragraphs 12, 14 and 20", (), (12, 14, 20)),
        ("Summarize paras. 3 to 5", (), (3, 4, 5)),
        ("what is in \u00b6 7", (), (7,)),
        ("Paragraph 4 of resolution 70/1 says what?", (), ()),
        ("paragraph 4 of the report", (), (4,)),
        ("Who spoke in section vi?", ("VI",), ()),
        ("And sections IX and X?", ("IX", "X"), ()),
        ("What is chapter 2 about?", ("2",), ()),
        ("Which part did Peru play?", (), ()),
        ("the section on tides", (), ()),
    ],
)
def test_what_a_question_names(question, sections, paragraphs):
    assert scope_of(question) == Scope(sections, paragraphs)


def test_the_paragraphs_of_a_section_and_of_a_number():
    document = meeting()
    tides = paragraphs_in(Scope(sections=("V",)), document)
    assert [document.quote(each)[:10] for each in tides] == ["V. TIDES", "Mr. Bo Ek,"]
    (third,) = paragraphs_in(Scope(paragraphs=(3,)), document)
    assert document.quote(third).startswith("Mr. Bo Ek")
    assert paragraphs_in(Scope(sections=("IX",)), document) == []


def test_positions_are_those_of_the_named_section(tmp_path):
    snapshot = open_library(tmp_path / "library", [meeting()]).snapshot()
    assert positions_in(Scope(), snapshot, None) is None
    within = positions_in(Scope(sections=("V",)), snapshot, None)
    assert within is not None
    texts = [snapshot.text_of(snapshot.passages[position]) for position in within.tolist()]
    assert texts and all("Ek" in text or "TIDES" in text or "gauge" in text for text in texts)


def test_an_answer_comes_from_the_section_that_was_named(tmp_path):
    engine = open_engine(tmp_path / "library", meeting())
    assert engine.ask("Who named ports for the trial?").status == "answered"
    limited = engine.ask("Who named ports for the trial in section V?")
    assert all("V. TIDES" in citation.section_path for citation in limited.citations)


def test_a_section_or_paragraph_that_is_not_there_is_said_to_be_missing(tmp_path):
    engine = open_engine(tmp_path / "library", meeting())
    answer = engine.ask("Who spoke about ports in section IX?")
    assert (answer.status, answer.text) == (
        "not_in_report", "The report does not say: no section IX in the text at hand.",
    )  # fmt: skip
    assert any("named three ports" in citation.quote for citation in answer.citations)
    answer = engine.ask("What does paragraph 40 say on ports?")
    assert answer.text == "The report does not say: no paragraph 40 in the text at hand."


def test_a_paragraph_asked_for_by_number_is_shown_whole(tmp_path):
    answer = open_engine(tmp_path / "library", meeting()).ask("What does paragraph 3 say?")
    assert answer.status == "answered"
    assert [sentence.text for sentence in answer.sentences] == [
        "Mr. Bo Ek, Chief of the Tide Unit, measured tides on 3 May 2016.",
        "He recommended a second gauge.",
        "It cost little.",
    ]
