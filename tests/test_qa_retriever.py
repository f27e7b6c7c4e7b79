"""Candidates fused, reranked and told apart, with every score added up by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_samples import KeywordEncoder, open_library
from qa_samples import OverlapReranker, meeting, query

from corpus.document import Passage
from qa.retriever import Hit, distinct, fuse, rerank_given, retrieve, with_sentences
from qa.settings import Settings


@pytest.mark.parametrize(
    ("rankings", "fused"),
    [
        # 7: 1/21 + 1/22, 9: 1/21 + 1/23, 8: 1/22
        ([[7, 8], [9, 7]], [7, 9, 8]),
        # third in both, 2/23 = .0870, before first in one, 1/21 = .0476
        ([[1, 2, 3], [4, 5, 3]], [3, 1, 4, 2, 5]),
        ([[5], [2]], [2, 5]),  # a tie: the smaller position
        ([[3, 1, 2]], [3, 1, 2]),
        ([[], []], []),
    ],
)
def test_fusion_adds_the_reciprocals_of_the_ranks(rankings, fused):
    assert fuse(rankings, constant=20.0) == fused


def test_a_small_constant_lets_the_first_rank_weigh_more():
    rankings = [[1, 2, 3], [4, 5, 3]]
    # with .1: third in both, 2/3.1 = .65, after first in one, 1/1.1 = .91
    assert fuse(rankings, constant=0.1) == [1, 4, 3, 2, 5]


@given(st.permutations(range(6)), st.integers(min_value=1, max_value=4))
def test_rankings_that_agree_are_kept(ranking, n_rankings):
    assert fuse([ranking] * n_rankings, constant=20.0) == list(ranking)


def hit(start, end, document_id="d", score=1.0):
    passage = Passage(
        id=f"{document_id}:{start}-{end}", document_id=document_id, paragraph_id="p",
        start=start, end=end,
    )  # fmt: skip
    return Hit(passage, dense=0.0, lexical=0.0, rerank=score, score=score)


def places(hits):
    return [(each.passage.document_id, each.passage.start, each.passage.end) for each in hits]


def test_a_hit_mostly_inside_a_better_one_is_left_out():
    best = hit(0, 100)
    hits = [
        best,
        hit(30, 130),  # 70 of 100 inside
        hit(40, 140),  # 60 of 100: not more than .6
        hit(0, 1000),  # 100 of 1000
        hit(10, 20),  # all of it
        hit(10, 20, "other"),
    ]
    assert places(distinct(hits, 10)) == [
        ("d", 0, 100), ("d", 40, 140), ("d", 0, 1000), ("other", 10, 20),
    ]  # fmt: skip
    assert places(distinct(hits, 2)) == [("d", 0, 100), ("d", 40, 140)]


@pytest.fixture
def snapshot(tmp_path):
    return open_library(tmp_path / "library", [meeting()]).snapshot()


def found(snapshot, hits):
    return [(snapshot.text_of(each.passage), each.rerank, each.score) for each in hits]


def test_hits_are_ordered_by_the_logit_and_five_times_the_similarity(snapshot):
    # None of the words is one of the encoder's: every similarity is 1.
    hits = retrieve(
        query("Who presented the flood plan?"), snapshot, KeywordEncoder(), OverlapReranker(),
        Settings(),
    ).hits  # fmt: skip
    assert found(snapshot, hits)[:2] == [
        (
            "The Director of the Harbour Office Ms. Ada Lund welcomed the delegates. "
            "Ms. Lund presented the flood plan (FP). She named three ports for the trial.",
            3.0,
            8.0,
        ),
        (
            "Ms. Lund presented the flood plan (FP). She named three ports for the trial. "
            "First, Oslo would build a wall.",
            3.0,
            8.0,
        ),
    ]
    assert [each.rerank for each in hits] == [3.0, 3.0, 2.0] + [0.0] * (len(hits) - 3)
    assert hits[2].passage.id.endswith(":0-18")  # "II. THE FLOOD PLAN"
    ties = [each.passage.id for each in hits[3:]]
    assert ties == sorted(ties)


def test_what_only_word_search_found_has_the_lowest_similarity_found(tmp_path):
    from index_samples import document

    sources = ["Money.", "Ships of money and school.", "A school of ships."]
    library = open_library(
        tmp_path / "library", [document(text, f"{i}.txt") for i, text in enumerate(sources)]
    )
    hits = retrieve(
        query("money ships"), library.snapshot(), KeywordEncoder(), OverlapReranker(),
        Settings(n_dense=2, dense_weight=10.0),
    ).hits  # fmt: skip
    found = {library.snapshot().text_of(each.passage): each for each in hits}
    half = 2**-0.5  # of "money" and "school" in equal parts
    assert found["Money."].dense == pytest.approx(1.0)
    assert found["Ships of money and school."].dense == pytest.approx(half)
    assert found["A school of ships."].dense == pytest.approx(half)  # its own would be 0
    assert found["A school of ships."].score == pytest.approx(1 + 10 * half)
    assert found["Ships of money and school."].score == pytest.approx(2 + 10 * half)


def test_passages_handed_over_are_scored_without_a_search(snapshot):
    given_passages = [snapshot.passages[-1], snapshot.passages[0]]
    hits = rerank_given(
        query("the harbour meeting"), given_passages, snapshot, KeywordEncoder(),
        OverlapReranker(), Settings(dense_weight=2.0),
    )  # fmt: skip
    assert [(each.passage, each.rerank, each.lexical) for each in hits] == [
        (given_passages[1], 2.0, 0.0),  # "HARBOUR MEETING"
        (given_passages[0], 0.0, 0.0),
    ]
    assert [each.score for each in hits] == pytest.approx([2 + 2, 0 + 2])


def test_headings_and_scraps_are_no_nearest_passages(snapshot):
    hits = [
        Hit(passage, dense=0.0, lexical=0.0, rerank=0.0, score=0.0) for passage in snapshot.passages
    ]
    shown = [snapshot.text_of(each.passage) for each in with_sentences(hits, snapshot)]
    assert (
        "II. THE FLOOD PLAN" not in shown and "WMO\tWorld Meteorological Organization" not in shown
    )
    assert shown[-1].startswith("Mr. Bo Ek") and len(shown) == 6
