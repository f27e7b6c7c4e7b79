"""How far a confidence can be trusted: discrimination and calibration, as pure functions.

`confidences` are probabilities in 0..1; `right` says for each whether what it promises holds.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.document import Frozen

N_BINS = 10


class ReliabilityBin(Frozen):
    """The answers whose confidence lies in `[low, high)` (the last bin holds 1.0 too)."""

    low: float
    high: float
    n: int
    mean_confidence: float
    n_right: int


def auroc(confidences: ArrayLike, positive: ArrayLike) -> float | None:
    """The chance that a positive gets more confidence than a negative, ties counted half.

    `(#{p > n} + #{p = n} / 2) / (n_positives n_negatives)`: the Mann-Whitney statistic (Hanley
    and McNeil, 1982). None without a positive or without a negative.
    """
    scores = np.asarray(confidences, dtype=np.float64)
    labels = np.asarray(positive, dtype=bool)
    positives, negatives = scores[labels], np.sort(scores[~labels])
    if not positives.size or not negatives.size:
        return None
    below = np.searchsorted(negatives, positives, side="left")
    not_above = np.searchsorted(negatives, positives, side="right")
    return float((below + not_above).sum() / (2 * positives.size * negatives.size))


def risk_coverage(confidences: ArrayLike, right: ArrayLike) -> NDArray[np.float64]:
    """The risk when only the i most confident are answered, i = 1..n: `(n,)` float64.

    `risk_i = wrong among the i most confident / i` at coverage i / n (El-Yaniv and Wiener, 2010).
    Among equal confidences the errors are spread evenly, so that order does not matter.
    """
    scores = np.asarray(confidences, dtype=np.float64)
    wrong = 1.0 - np.asarray(right, dtype=np.float64)
    _, tie, n_tied = np.unique(-scores, return_inverse=True, return_counts=True)
    mean_wrong = np.bincount(tie, weights=wrong) / n_tied
    cumulative = np.cumsum(np.repeat(mean_wrong, n_tied))
    return np.asarray(cumulative / np.arange(1, scores.size + 1))


def area_under_risk_coverage(confidences: ArrayLike, right: ArrayLike) -> float:
    """AURC: the mean of `risk_coverage` (Geifman, Uziel and El-Yaniv, 2019); lower is better."""
    return float(risk_coverage(confidences, right).mean())


def brier(confidences: ArrayLike, right: ArrayLike) -> float:
    """`mean((confidence - right)²)` (Brier, 1950); lower is better."""
    gap = np.asarray(confidences, dtype=np.float64) - np.asarray(right, dtype=np.float64)
    return float(np.mean(gap**2))


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> tuple[ReliabilityBin, ...]:
    """The bins of equal width that hold anything, from the least confident up."""
    scores = np.asarray(confidences, dtype=np.float64)
    bin_of = _bin_of(scores)
    hits = np.asarray(right, dtype=bool)
    return tuple(
        ReliabilityBin(
            low=i / N_BINS,
            high=(i + 1) / N_BINS,
            n=int((bin_of == i).sum()),
            mean_confidence=float(scores[bin_of == i].mean()),
            n_right=int(hits[bin_of == i].sum()),
        )
        for i in np.unique(bin_of).tolist()
    )


def expected_calibration_error(confidences: ArrayLike, right: ArrayLike) -> float:
    """`sum_b n_b / n |share right in b - mean confidence in b|`, 10 bins of equal width.

    Naeini, Cooper and Hauskrecht, 2015; Guo et al., 2017. Lower is better.
    """
    scores = np.asarray(confidences, dtype=np.float64)
    gap = np.asarray(right, dtype=np.float64) - scores
    per_bin = np.bincount(_bin_of(scores), weights=gap, minlength=N_BINS)
    return float(np.abs(per_bin).sum() / scores.size)


def _bin_of(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    return np.minimum((scores * N_BINS).astype(np.intp), N_BINS - 1)
