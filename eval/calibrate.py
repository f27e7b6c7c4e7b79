"""Fit the confidence: which features of the evidence tell a right answer from a wrong one.

The model is a logistic regression small enough to read; what it learns from is whether the
sentences that the engine would show do answer the question, on questions with labels.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.document import Frozen
from eval.calibration import (
    ReliabilityBin,
    auroc,
    expected_calibration_error,
    reliability,
)
from eval.errors import EvaluationError
from eval.judge import judge
from eval.places import asked_of, document_of, targets_of
from eval.question_set import Question
from qa.confidence import FEATURES, ConfidenceModel
from qa.engine import Engine
from qa.settings import Settings

L2_PENALTY = 1.0
"""The weight of `|w|² / 2` beside the sum of the log losses, over standardised features."""

N_FOLDS = 10
SHOW_ALL = Settings(answer_threshold=0.0, partial_threshold=0.0)
"""Settings under which the engine answers every question."""

Floats = NDArray[np.float64]


class Calibration(Frozen):
    """A fitted model, and how well it told right from wrong on folds that it was not fitted on.

    `error` is the expected calibration error there.
    """

    model: ConfidenceModel
    auroc: float | None
    error: float
    reliability: tuple[ReliabilityBin, ...]
    n_questions: int
    n_right: int


def calibrate(
    engine: Engine,
    questions: Sequence[Question],
    name: str,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Calibration:
    """Fit the confidence on questions over the engine's library.

    The engine must show its best sentences to every question (`SHOW_ALL`), so that it is known
    for each whether they answer. EvaluationError where all came out the same: nothing can be
    learnt from that.
    """
    rows: list[list[float]] = []
    right: list[bool] = []
    for done, question in enumerate(questions, start=1):
        documents = engine.library.documents
        reading, answer = engine.read(
            question.question, question.history, asked_of(question, documents)
        )
        if reading is not None:
            targets = targets_of(question, document_of(question, documents))
            rows.append([reading.features[feature] for feature in FEATURES])
            right.append(judge(question, answer, None, targets).shown_right)
        progress(done, len(questions))
    if len(set(right)) < 2:
        raise EvaluationError(
            f"{name}: calibration needs questions that go right and that go wrong"
        )
    features, outcomes = np.array(rows), np.array(right, dtype=np.float64)
    held_out = _held_out(features, outcomes)
    return Calibration(
        model=fit(features, outcomes, name),
        auroc=auroc(held_out, right),
        error=expected_calibration_error(held_out, right),
        reliability=reliability(held_out.tolist(), right),
        n_questions=len(right),
        n_right=sum(right),
    )


def fit(features: Floats, outcomes: Floats, name: str) -> ConfidenceModel:
    """The penalised maximum-likelihood fit to `(n, n_features)` and `(n,)` of 0 and 1.

    Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, The
    Elements of Statistical Learning, 4.4.1), on standardised features, intercept unpenalised.
    """
    mean = features.mean(axis=0)
    scale = np.where(features.std(axis=0) > 0, features.std(axis=0), 1.0)
    design = np.column_stack([np.ones(len(features)), (features - mean) / scale])
    penalty = L2_PENALTY * np.diag([0.0] + [1.0] * features.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        probability = 1.0 / (1.0 + np.exp(-design @ weights))
        gradient = design.T @ (outcomes - probability) - penalty @ weights
        curvature = (design.T * (probability * (1.0 - probability))) @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return ConfidenceModel(
        features=FEATURES,
        mean=tuple(round(float(value), 6) for value in mean),
        scale=tuple(round(float(value), 6) for value in scale),
        weights=tuple(round(float(value), 6) for value in weights[1:]),
        intercept=round(float(weights[0]), 6),
        fitted_on=name,
        n_questions=len(outcomes),
    )


def _held_out(features: Floats, outcomes: Floats) -> Floats:
    """The probability of each question from a model that was fitted without its fold.

    A fold is a stretch of neighbouring questions, so that it holds whole documents.
    """
    folds = np.arange(len(outcomes)) * N_FOLDS // len(outcomes)
    probabilities = np.empty(len(outcomes))
    for fold in range(N_FOLDS):
        inside = folds == fold
        model = fit(features[~inside], outcomes[~inside], "")
        probabilities[inside] = [
            model.probability(dict(zip(FEATURES, row, strict=True))) for row in features[inside]
        ]
    return probabilities
