"""How a question is read before anything is searched."""

import pytest

from corpus.document import GlossaryEntry
from qa.abbreviations import entries_for, expand
from qa.confidence import ConfidenceModel
from qa.conversation import Turn, read_history
from qa.followup import resolve
from qa.question_type import question_type
from qa.retriever import fuse
from qa.spelling import Speller, is_within
from qa.words import ordinals_in, years_in

ILO = GlossaryEntry(abbreviation="ILO", expansion="Labour Organization", start=0, end=5)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who opened it?", "person"),
        ("who is Ninette Kelley?", "role"),
        ("Which branch did he head?", "organisation"),
        ("In which month would it be?", "date"),
        ("Where was it held?", "place"),
        ("How many attended?", "number"),
        ("What does ILO stand for?", "abbreviation"),
        ("Why was it held?", "reason"),
        ("Did it end?", "yes_no"),
        ("What did he say about data?", "statement"),
    ],
)
def test_the_type_of_a_question(question, kind):
    assert question_type(question) == kind


@pytest.mark.parametrize(
    ("question", "before", "alone"),
    [
        ("and section VI?", "What is section V about?", "What is section VI about?"),
        ("What about Mr. Hovy?", "What did Mr. Swing say?", "What did Mr. Hovy say?"),
        ("What is her title?", "Who presented it?", "What is Ada Lund's title?"),
        ("Who opened section VI?", "What is section V about?", "Who opened section VI?"),
    ],
)
def test_a_follow_up_is_read_with_the_turn_before(question, before, alone):
    history = [Turn(role="user", text=before)]
    assert resolve(question, history, lambda _: "Ada Lund") == alone


def test_only_words_that_are_neither_english_nor_the_librarys_are_repaired():
    speller = Speller(["Ms. Nakamitsu met the mayoral forum."], {"boiling"}.__contains__)
    assert speller.repair("Nakamistu mayorl boiling") == "Nakamitsu mayoral boiling"


@pytest.mark.parametrize(
    ("one", "other", "distance", "is_near"),
    [("abcd", "abdc", 1, True), ("abcd", "abxy", 1, False), ("abc", "abcd", 1, True)],
)
def test_edits_are_counted_with_swaps(one, other, distance, is_near):
    assert is_within(one, other, distance) is is_near


def test_abbreviations_go_both_ways():
    assert expand("the ILO", [ILO]) == "the ILO Labour Organization"
    assert expand("the labour organization", [ILO]) == "the labour organization ILO"
    assert entries_for("What does ILO stand for?", [ILO]) == [ILO]
    assert entries_for("What does WFP stand for?", [ILO]) == []


def test_fusion_adds_reciprocal_ranks():
    # 7: 1/21 + 1/22; 8: 1/22; 9: 1/21
    assert fuse([[7, 8], [9, 7]], constant=20.0) == [7, 9, 8]


def test_ordinals_and_years():
    assert ordinals_in("the twelfth and the 41st, the forty-first") == {12, 41}
    assert years_in("in 2017, not 20170 or 1700") == {"2017"}


def test_the_confidence_is_a_standardised_logistic_model():
    model = ConfidenceModel(
        features=("sentence",),
        mean=(2.0,),
        scale=(4.0,),
        weights=(2.0,),
        intercept=0.5,
        fitted_on="",
        n_questions=1,
    )
    # 0.5 + 2 * (1 - 2) / 4 = 0
    assert model.probability({"sentence": 1.0}) == 0.5


def test_history_is_read_in_its_usual_forms():
    rows = ["a", {"role": "user", "content": "b"}, {"question": "c", "answer": "d"}]
    assert [(turn.role, turn.text) for turn in read_history(rows)] == [
        ("user", "a"), ("user", "b"), ("user", "c"), ("assistant", "d"),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="a row of history must be"):
        read_history([3])
