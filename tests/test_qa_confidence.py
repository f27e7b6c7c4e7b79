"""The features of an answer and the logistic model over them, added up by hand."""

import math
from dataclasses import replace

import pytest
from qa_samples import meeting, query, sentence_of

from qa.confidence import FEATURES, ConfidenceModel, features_of, packaged_model
from qa.support import unmentioned


def model(**changes):
    fields = {
        "features": ("a", "b"), "mean": (2.0, 0.5), "scale": (4.0, 0.25), "weights": (2.0, -1.0),
        "intercept": 0.5, "fitted_on": "nothing", "n_questions": 0,
    }  # fmt: skip
    return ConfidenceModel(**{**fields, **changes})


@pytest.mark.parametrize(
    ("a", "b", "z"),
    [
        (1.0, 0.5, 0.0),  # .5 + 2 * (1 - 2) / 4 - 0
        (6.0, 0.5, 2.5),  # .5 + 2 * (6 - 2) / 4
        (1.0, 1.0, -2.0),  # 0 - (1 - .5) / .25
    ],
)
def test_the_probability_is_the_sigmoid_of_the_weighted_sum(a, b, z):
    assert model().probability({"a": a, "b": b}) == round(1 / (1 + math.exp(-z)), 4)


def test_probabilities_written_out():
    plain = model(features=("a",), mean=(0.0,), scale=(1.0,), weights=(1.0,), intercept=0.0)
    known = {0.0: 0.5, 1.0: 0.7311, -1.0: 0.2689, 3.0: 0.9526, 1e9: 1.0, -1e9: 0.0}
    assert {a: plain.probability({"a": a}) for a in known} == known


def test_a_model_of_other_features_is_refused():
    with pytest.raises(KeyError):
        model(features=("a", "unheard-of")).probability({"a": 1.0, "b": 1.0})


def test_the_packaged_model_is_over_the_features_that_are_computed():
    packaged = packaged_model()
    assert packaged.features == FEATURES
    assert packaged.n_questions >= 100
    signs = dict(zip(packaged.features, packaged.weights, strict=True))
    assert signs.pop("answerable") > 0 and all(weight < 0 for weight in signs.values())


TIDES = "measured tides"  # Mr. Bo Ek, Chief of the Tide Unit, … on 3 May 2016, in V. TIDES
PRESENTED = "presented the flood plan"


@pytest.mark.parametrize(
    ("question", "words", "wrong"),
    [
        ("Who measured the tides?", TIDES, {}),
        # years, ordinals and figures
        ("Who measured tides in 2016?", TIDES, {}),
        ("Who measured tides in 2017?", TIDES, {"unsupported_time": 1}),
        ("Who measured the third tide?", TIDES, {"unsupported_time": 1}),
        ("Who measured 12 tides?", TIDES, {"unsupported_time": 1}),
        ("Who measured the tides first?", TIDES, {}),
    ],
)
def test_what_speaks_against_an_answer(question, words, wrong):
    best = sentence_of(meeting(), words, question="nothing shared")
    assert best.reading is not None
    read = replace(best, reading=replace(best.reading, rank=3, relevance=-2.5))
    found = features_of(query(question), [read])
    expected = {
        "answerable": 0.0, "rank": math.log(3), "relevance": -2.5, "unsupported_time": 0
    }  # fmt: skip
    assert found == pytest.approx(expected | wrong)


def test_the_readers_logit_is_that_of_the_best_sentence():
    asked = "Who measured tides in May 2016?"  # measured, tides: half of two words
    best = sentence_of(meeting(), TIDES, question=asked)
    other = sentence_of(meeting(), PRESENTED, question=asked)
    assert features_of(query(asked), [best, other])["answerable"] == 1.0
    assert features_of(query(asked), [other, best])["answerable"] == 0.0


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        ("Who measured the tides in 2016?", None),
        ("Did Mr. Bo Ek measure in Bergen?", "“Bergen”"),
        ("Did Ek measure the twelfth tide of 1999 in Bergen?", "“Bergen”, “twelfth”, “1999”"),
        # the section, the title and the speakers count as evidence
        ("Who measured at the Harbour Meeting?", None),
    ],
)
def test_a_remark_names_what_the_evidence_lacks(question, remark):
    said = unmentioned(question, sentence_of(meeting(), TIDES))
    assert said == (remark and f"the closest passage does not mention {remark}")
