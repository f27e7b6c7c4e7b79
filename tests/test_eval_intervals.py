import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.intervals import (
    bootstrap_mean,
    bootstrap_statistic,
    mcnemar,
    paired_difference,
    wilson,
)

values = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=1, max_size=40)


def test_wilson_by_hand():
    z = 1.959963984540054
    got = wilson(8, 10)
    centre = (0.8 + z * z / 20) / (1 + z * z / 10)
    half = z / (1 + z * z / 10) * math.sqrt(0.8 * 0.2 / 10 + z * z / 400)
    assert (got.value, got.n) == (0.8, 10)
    assert got.low == pytest.approx(centre - half, abs=1e-12)
    assert got.high == pytest.approx(centre + half, abs=1e-12)
    # Newcombe (Statistics in Medicine, 1998), table I: 81 of 263.
    assert (round(wilson(81, 263).low, 4), round(wilson(81, 263).high, 4)) == (0.2553, 0.3662)


def test_wilson_at_the_ends():
    assert wilson(0, 20).low == 0
    assert wilson(20, 20).high == 1
    assert wilson(0, 20).high == pytest.approx(z_end(20), abs=1e-12)


def z_end(n):
    z = 1.959963984540054
    return z * z / (n + z * z)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_rate(case):
    got = wilson(*case)
    assert 0 <= got.low <= got.value <= got.high <= 1


@pytest.mark.parametrize("case", [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_what_is_no_rate_is_refused(case):
    with pytest.raises(ValueError, match="rate"):
        wilson(*case)


def test_bootstrap_is_seeded_and_near_the_normal_interval():
    sample = [0.0] * 60 + [1.0] * 140
    got = bootstrap_mean(sample)
    assert got == bootstrap_mean(sample)
    half = 1.96 * math.sqrt(0.7 * 0.3 / 200)
    assert got.value == 0.7
    assert got.low == pytest.approx(0.7 - half, abs=0.006)
    assert got.high == pytest.approx(0.7 + half, abs=0.006)


def test_bootstrap_over_many_values_is_drawn_in_pieces():
    sample = [0.0, 1.0] * 3000  # 10,000 resamples of 6,000 do not fit in one piece
    got = bootstrap_mean(sample)
    assert got.low == pytest.approx(0.5 - 1.96 * 0.5 / math.sqrt(6000), abs=0.002)


@given(values)
def test_bootstrap_stays_between_the_extremes(sample):
    got = bootstrap_mean(sample, n_resamples=200)
    assert min(sample) <= got.low <= got.high <= max(sample)


@given(values)
def test_no_change_is_no_difference(sample):
    got = paired_difference(sample, sample, n_resamples=50)
    assert (got.value, got.low, got.high) == (0, 0, 0)


def test_pairing_takes_out_what_the_questions_have_in_common():
    before = [i / 100 for i in range(100)]
    after = [each + 0.1 for each in before]
    got = paired_difference(after, before)
    assert got.value == pytest.approx(0.1)
    assert got.high - got.low < 1e-9
    with pytest.raises(ValueError, match="paired"):
        paired_difference([1.0], [1.0, 0.0])


def test_a_statistic_that_a_resample_does_not_have_is_left_out():
    labels = [True] + [False] * 3
    got = bootstrap_statistic(
        lambda drawn: 1.0 if any(labels[i] for i in drawn) else None, len(labels)
    )
    assert (got.value, got.low, got.high, got.n) == (1, 1, 1, 4)
    with pytest.raises(ValueError, match="whole sample"):
        bootstrap_statistic(lambda drawn: None, 3)


def test_mcnemar_is_the_binomial_test():
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 5) == 1
    assert mcnemar(0, 5) == 2 * (1 / 32)
    assert mcnemar(1, 6) == pytest.approx(2 * (1 + 7) / 2**7)
    assert mcnemar(700, 900) == mcnemar(900, 700) < 1e-5
