import math
import string

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import measures
from eval.places import Place

ranked_lists = st.lists(st.sampled_from(string.ascii_lowercase), unique=True, min_size=1)
qrels = st.dictionaries(st.sampled_from(string.ascii_lowercase), st.integers(1, 3), min_size=1)


def place(start, end, document_id="d"):
    return Place(start=start, end=end, document_id=document_id)


def test_ranking_measures_by_hand():
    ranks = measures.ranks_of(["x", "b", "y", "a"], ["a", "b", "c"])
    assert ranks == (4, 2, None)
    assert measures.recall_at_k(ranks, 1) == 0
    assert measures.recall_at_k(ranks, 2) == 1 / 3
    assert measures.recall_at_k(ranks, 4) == 2 / 3
    assert measures.reciprocal_rank(ranks) == 1 / 2
    gain = 2 / math.log2(5) + 1 / math.log2(3)
    ideal = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    assert measures.ndcg_at_k(ranks, [2, 1, 3], 10) == pytest.approx(gain / ideal, abs=1e-15)
    assert measures.ndcg_at_k(ranks, [2, 1, 3], 2) == pytest.approx(
        (1 / math.log2(3)) / (3 + 2 / math.log2(3)), abs=1e-15
    )


def test_nothing_found_scores_nothing():
    assert measures.recall_at_k([None], 10) == 0
    assert measures.reciprocal_rank([None]) == 0
    assert measures.ndcg_at_k([None], [1], 10) == 0


def test_items_that_share_a_passage_are_counted_one_after_another():
    assert measures.ndcg_at_k([1, 1], [1, 2], 10) == 1
    assert measures.ndcg_at_k([2, 2], [1, 1], 10) == pytest.approx(
        (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3)), abs=1e-15
    )


def test_a_question_without_a_relevant_item_has_no_ranking_measure():
    for call in (
        lambda: measures.recall_at_k([], 5),
        lambda: measures.reciprocal_rank([]),
        lambda: measures.ndcg_at_k([], [], 5),
    ):
        with pytest.raises(ValueError, match="relevant"):
            call()


@given(ranked=ranked_lists, grades=qrels)
def test_ranking_measures_agree_with_ir_measures(ranked, grades):
    run = {"q": {item: float(len(ranked) - i) for i, item in enumerate(ranked)}}
    theirs = {
        str(each.measure): each.value
        for each in ir_measures.iter_calc(
            [ir_measures.R @ 1, ir_measures.R @ 5, ir_measures.R @ 10, ir_measures.RR,
             ir_measures.nDCG @ 10],
            {"q": grades},
            run,
        )
    }  # fmt: skip
    ranks = measures.ranks_of(ranked, list(grades))
    ours = {f"R@{k}": measures.recall_at_k(ranks, k) for k in (1, 5, 10)}
    ours["RR"] = measures.reciprocal_rank(ranks)
    ours["nDCG@10"] = measures.ndcg_at_k(ranks, list(grades.values()), 10)
    assert ours == pytest.approx(theirs, abs=1e-9)


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 12)), st.integers(1, 3)), min_size=1),
    st.integers(1, 10),
)
def test_measures_stay_between_0_and_1(items, k):
    ranks, grades = zip(*items, strict=True)
    assert 0 <= measures.ndcg_at_k(ranks, grades, k) <= 1 + 1e-12
    assert measures.recall_at_k(ranks, k) <= measures.recall_at_k(ranks, k + 1) <= 1
    assert 0 <= measures.reciprocal_rank(ranks) <= 1


# The answers of the SQuAD 2.0 evaluation script on these pairs, worked through by hand.
@pytest.mark.parametrize(
    ("predicted", "accepted", "em", "f1"),
    [
        ("The Normans!", ["normans"], 1, 1),
        ("10th and 11th centuries", ["in the 10th and 11th centuries"], 0, 2 * 4 / (4 + 5)),
        ("Denmark, Iceland", ["Denmark, Iceland and Norway", "Norway"], 0, 2 * 2 / (2 + 4)),
        ("a an the", [], 1, 1),
        ("", [], 1, 1),
        ("Rollo", [], 0, 0),
        ("", ["Rollo"], 0, 0),
        ("Rollo Rollo", ["Rollo"], 0, 2 * 1 / (2 + 1)),
        ("an apple-pie", ["applepie"], 1, 1),
    ],
)
def test_exact_match_and_f1_are_squads(predicted, accepted, em, f1):
    assert measures.exact_match(predicted, accepted) == em
    assert measures.f1(predicted, accepted) == pytest.approx(f1, abs=1e-12)


def official_squad_f1(gold, predicted):
    """compute_f1 of evaluate-v2.0.py, as written there, on normalised tokens."""
    from collections import Counter

    gold_tokens = measures.squad_normalise(gold).split()
    predicted_tokens = measures.squad_normalise(predicted).split()
    num_same = sum((Counter(gold_tokens) & Counter(predicted_tokens)).values())
    if len(gold_tokens) == 0 or len(predicted_tokens) == 0:
        return int(gold_tokens == predicted_tokens)
    if num_same == 0:
        return 0
    precision = num_same / len(predicted_tokens)
    recall = num_same / len(gold_tokens)
    return (2 * precision * recall) / (precision + recall)


words = st.lists(st.sampled_from(["the", "New", "York", "16-17", "of", "a", "May."])).map(" ".join)


@given(words, st.lists(words, min_size=1))
def test_f1_agrees_with_the_official_formula(predicted, accepted):
    theirs = max(official_squad_f1(gold, predicted) for gold in accepted)
    assert measures.f1(predicted, accepted) == pytest.approx(theirs, abs=1e-9)
    assert measures.exact_match(predicted, accepted) <= measures.f1(predicted, accepted)


def test_normalisation_is_squads():
    assert (
        measures.squad_normalise("The  United Nations' (UN), a body\n") == "united nations un body"
    )
    assert measures.squad_normalise("another theme") == "another theme"


@given(st.text())
def test_normalising_never_leaves_surplus_space(text):
    normalised = measures.squad_normalise(text)
    assert normalised == " ".join(normalised.split())


def test_an_answer_is_contained_only_as_whole_tokens():
    assert measures.contains_answer("It met in New York, in 2017.", "the New York")
    assert not measures.contains_answer("It met in Yorkshire", "York")
    assert not measures.contains_answer("12017", "2017")
    assert not measures.contains_answer("anything", "the ...")


def test_nugget_recall_by_hand():
    texts = ["Norway and Chad took part.", "So did Peru."]
    assert measures.nugget_recall(texts, ["Norway", "Peru", "Mali"]) == 2 / 3
    assert measures.nugget_recall([], ["Norway"]) == 0
    with pytest.raises(ValueError, match="nugget"):
        measures.nugget_recall(texts, [])


def test_citation_measures_by_hand():
    targets = [(place(0, 10), place(50, 60)), (place(100, 120),)]
    gold = [each for target in targets for each in target]
    cited = [place(52, 60), place(20, 30)]
    assert measures.citation_recall(cited, targets) == 1 / 2
    assert measures.citation_recall([], targets) == 0
    assert measures.citation_precision(cited, gold) == 1 / 2
    with pytest.raises(ValueError, match="citation"):
        measures.citation_precision([], gold)
    with pytest.raises(ValueError, match="evidence"):
        measures.citation_recall(cited, [])
