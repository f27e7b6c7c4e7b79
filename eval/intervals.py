"""How sure a figure is: Wilson intervals, the bootstrap, and the exact McNemar test.

All resampling is seeded, so that the same outcomes give the same interval on every run.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.document import Frozen

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""
N_RESAMPLES = 10_000
_SEED = 20170216
_CELLS_AT_ONCE = 4_000_000


class Estimate(Frozen):
    """A figure over `n` questions with the ends of its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


def wilson(n_successes: int, n: int) -> Estimate:
    """A rate with its Wilson score interval (Wilson, 1927).

    `(p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)`, z = 1.96.
    """
    if not 0 <= n_successes <= n or n == 0:
        raise ValueError(f"{n_successes} of {n} is not a rate")
    rate = n_successes / n
    shrink = 1 + Z_95**2 / n
    centre = (rate + Z_95**2 / (2 * n)) / shrink
    half = Z_95 * math.sqrt(rate * (1 - rate) / n + Z_95**2 / (4 * n**2)) / shrink
    # At 0 and n the exact ends are 0 and 1; rounding must not put the rate outside its interval.
    low = 0.0 if n_successes == 0 else centre - half
    high = 1.0 if n_successes == n else centre + half
    return Estimate(value=rate, low=low, high=high, n=n)


def bootstrap_mean(values: Sequence[float], n_resamples: int = N_RESAMPLES) -> Estimate:
    """A mean with its percentile bootstrap interval (Efron and Tibshirani, 1993, ch. 13)."""
    sample = np.asarray(values, dtype=np.float64)
    if sample.size == 0:
        raise ValueError("no values to take the mean of")
    rng = np.random.default_rng(_SEED)
    at_once = max(1, _CELLS_AT_ONCE // sample.size)
    means = np.concatenate(
        [
            sample[rng.integers(sample.size, size=(min(at_once, n_resamples - done), sample.size))]
            .mean(axis=1)
            for done in range(0, n_resamples, at_once)
        ]
    )  # fmt: skip
    return _estimate(float(sample.mean()), means, sample.size)


def paired_difference(
    after: Sequence[float], before: Sequence[float], n_resamples: int = N_RESAMPLES
) -> Estimate:
    """The mean of `after[i] - before[i]`, questions being resampled in pairs.

    The paired bootstrap of Koehn ("Statistical significance tests for machine translation
    evaluation", 2004).
    """
    if len(after) != len(before):
        raise ValueError(f"{len(after)} values cannot be paired with {len(before)}")
    differences = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    return bootstrap_mean(differences.tolist(), n_resamples)


def bootstrap_statistic(
    statistic: Callable[[NDArray[np.intp]], float | None], n: int, n_resamples: int = 2_000
) -> Estimate:
    """A statistic of questions 0..n-1, named by their indices, with its percentile interval.

    A resample on which the statistic does not exist (None: AUROC without a negative) is dropped.
    """
    value = statistic(np.arange(n))
    if value is None:
        raise ValueError("the statistic does not exist on the whole sample")
    rng = np.random.default_rng(_SEED)
    drawn = (statistic(rng.integers(n, size=n)) for _ in range(n_resamples))
    return _estimate(value, np.array([each for each in drawn if each is not None]), n)


def _estimate(value: float, resampled: NDArray[np.float64], n: int) -> Estimate:
    low, high = np.quantile(resampled, [0.025, 0.975])
    return Estimate(value=value, low=float(low), high=float(high), n=n)


def mcnemar(n_lost: int, n_won: int) -> float:
    """The exact two-sided p-value that as many were lost as won (McNemar, 1947).

    `min(1, 2 sum_{i <= min(lost, won)} C(n, i) / 2^n)`, n = lost + won: the binomial test.
    """
    n = n_lost + n_won
    tail = sum(math.comb(n, i) for i in range(min(n_lost, n_won) + 1))
    return min(1.0, tail / (1 << n) * 2)
