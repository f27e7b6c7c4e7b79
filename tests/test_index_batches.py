"""Batches by a budget of tokens, worked out by hand, and as a property."""

from hypothesis import given
from hypothesis import strategies as st

from index.batches import batches


def test_the_longest_come_first_and_a_batch_keeps_to_the_budget_with_its_padding():
    # 2 of 5 tokens are 10; a third would make 15. 3 of 4 are 12 and just fit.
    assert list(batches([4, 5, 1, 4, 5, 4], max_batch_tokens=12)) == [[1, 4], [0, 3, 5], [2]]


def test_a_text_over_the_budget_is_a_batch_by_itself():
    assert list(batches([3, 20, 30], max_batch_tokens=10)) == [[2], [1], [0]]


def test_nothing_gives_no_batch():
    assert list(batches([])) == []


@given(st.lists(st.integers(1, 600)), st.integers(1, 900))
def test_every_text_is_in_one_batch_within_the_budget(lengths, budget):
    found = list(batches(lengths, budget))
    assert sorted(position for batch in found for position in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= budget
