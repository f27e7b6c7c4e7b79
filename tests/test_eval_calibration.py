import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.calibration import (
    area_under_risk_coverage,
    auroc,
    brier,
    expected_calibration_error,
    reliability,
    risk_coverage,
)

cases = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.5, 0.55, 0.9, 1.0]), st.booleans()),
    min_size=1,
    max_size=30,
)


def test_auroc_counts_ties_half():
    # Pairs of a positive (.9, .5, .5) and a negative (.5, .1): 1, 1, .5, 1, .5, 1.
    assert auroc([0.9, 0.5, 0.5, 0.5, 0.1], [1, 1, 1, 0, 0]) == 5 / 6
    assert auroc([0.2, 0.8], [1, 0]) == 0
    assert auroc([0.3, 0.3], [1, 0]) == 0.5
    assert auroc([0.3, 0.4], [1, 1]) is None


@given(cases)
def test_auroc_is_the_share_of_ordered_pairs(case):
    positives = [score for score, label in case if label]
    negatives = [score for score, label in case if not label]
    pairs = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
    got = auroc(*zip(*case, strict=True))
    assert got == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


def test_risk_coverage_by_hand():
    confidences, right = [0.9, 0.2, 0.8, 0.6], [True, False, False, True]
    # In order of confidence: right, wrong, right, wrong.
    assert risk_coverage(confidences, right).tolist() == [0, 1 / 2, 1 / 3, 2 / 4]
    assert area_under_risk_coverage(confidences, right) == pytest.approx(
        (0 + 1 / 2 + 1 / 3 + 1 / 2) / 4
    )


def test_equal_confidences_spread_their_errors():
    assert risk_coverage([0.5, 0.5], [True, False]).tolist() == [0.5, 0.5]
    assert risk_coverage([0.5, 0.5], [False, True]).tolist() == [0.5, 0.5]


@given(cases)
def test_the_order_of_the_questions_does_not_matter(case):
    forward = area_under_risk_coverage(*zip(*case, strict=True))
    backward = area_under_risk_coverage(*zip(*reversed(case), strict=True))
    assert forward == pytest.approx(backward, abs=1e-12)
    assert risk_coverage(*zip(*case, strict=True))[-1] == pytest.approx(
        sum(not right for _, right in case) / len(case)
    )


def test_brier_and_calibration_error_by_hand():
    confidences, right = [0.95, 0.91, 0.05, 1.0], [True, False, False, True]
    assert brier(confidences, right) == pytest.approx((0.05**2 + 0.91**2 + 0.05**2 + 0) / 4)
    # The last bin holds .95, .91 and 1: mean .953…, two of three right; the first holds .05.
    expected = 3 / 4 * abs(2 / 3 - (0.95 + 0.91 + 1.0) / 3) + 1 / 4 * 0.05
    assert expected_calibration_error(confidences, right) == pytest.approx(expected)


def test_reliability_bins_by_hand():
    bins = reliability([0.95, 0.91, 0.05, 1.0, 0.1], [True, False, False, True, True])
    assert [(b.low, b.n, b.n_right) for b in bins] == [(0.0, 1, 0), (0.1, 1, 1), (0.9, 3, 2)]
    assert bins[2].mean_confidence == pytest.approx((0.95 + 0.91 + 1.0) / 3)


@given(cases)
def test_calibration_error_is_the_sum_over_the_bins(case):
    confidences, right = zip(*case, strict=True)
    bins = reliability(confidences, right)
    expected = sum(abs(b.n_right - b.n * b.mean_confidence) for b in bins) / len(case)
    assert expected_calibration_error(confidences, right) == pytest.approx(expected)
    assert sum(b.n for b in bins) == len(case)
