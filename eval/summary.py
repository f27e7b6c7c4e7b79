"""Count the records of a run: figures with intervals, by kind, by style, by reason."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from corpus.document import Frozen
from eval.calibration import area_under_risk_coverage, auroc, expected_calibration_error
from eval.intervals import Estimate, bootstrap_mean, bootstrap_statistic
from eval.judge import Record
from eval.question_set import KINDS, REASONS, STYLES
from eval.scores import SCORES, SCORES_BY_KEY
from qa.answer import Status


class GroupRow(Frozen):
    """How the questions of one kind, style or reason fared."""

    name: str
    right: Estimate
    recall_at_5: Estimate | None


class Confusion(Frozen):
    """How many questions got which status, by whether the document answers them."""

    answerable: dict[Status, int]
    unanswerable: dict[Status, int]


class Cost(Frozen):
    """What the run took; differs from run to run, unlike everything else."""

    p50_seconds: float = Field(ge=0)
    p95_seconds: float = Field(ge=0)
    max_seconds: float = Field(ge=0)
    total_seconds: float = Field(ge=0)
    peak_memory_bytes: int | None


class Summary(Frozen):
    """The figures of a run, and what they are figures of.

    `corpus_sha256` names each document searched. `scores` are by the keys of `eval.scores`;
    `confidence` holds auroc (answerable against not), aurc (all questions), brier and ece (those
    of which sentences are shown), where they exist.
    """

    report_qa_version: str
    question_set: str
    questions_sha256: str
    corpus_sha256: dict[str, str]
    oracle: str | None
    n_questions: int
    scores: dict[str, Estimate]
    confidence: dict[str, Estimate]
    confusion: Confusion
    by_kind: tuple[GroupRow, ...]
    by_style: tuple[GroupRow, ...]
    by_reason: tuple[GroupRow, ...]


class Evaluation(Frozen):
    """A run: its summary, what it took, and every question; `seconds` are by question id."""

    summary: Summary
    cost: Cost
    records: tuple[Record, ...]
    seconds: dict[str, float]


def summarise(
    records: Sequence[Record],
    *,
    report_qa_version: str,
    question_set: str,
    questions_sha256: str,
    corpus_sha256: Mapping[str, str],
    oracle: str | None = None,
) -> Summary:
    """The summary of the records; ValueError if there are none."""
    if not records:
        raise ValueError("a run without a question has no summary")
    estimates = {each.key: each.estimate(records) for each in SCORES}
    return Summary(
        report_qa_version=report_qa_version,
        question_set=question_set,
        questions_sha256=questions_sha256,
        corpus_sha256=dict(corpus_sha256),
        oracle=oracle,
        n_questions=len(records),
        scores={key: estimate for key, estimate in estimates.items() if estimate},
        confidence=_confidence(records),
        confusion=_confusion(records),
        by_kind=_groups(records, KINDS, lambda record: record.question.kind),
        by_style=_groups(records, STYLES, lambda record: record.question.style),
        by_reason=_groups(records, REASONS, lambda record: record.question.reason),
    )


def _groups(
    records: Sequence[Record], names: Sequence[str], name_of: Callable[[Record], str | None]
) -> tuple[GroupRow, ...]:
    rows = []
    for name in names:
        members = [record for record in records if name_of(record) == name]
        right = SCORES_BY_KEY["right"].estimate(members)
        if right is not None:
            recall = SCORES_BY_KEY["recall_at_5"].estimate(members)
            rows.append(GroupRow(name=name, right=right, recall_at_5=recall))
    return tuple(rows)


def _confusion(records: Sequence[Record]) -> Confusion:
    counts = Counter((record.question.answerable, record.status) for record in records)
    statuses: tuple[Status, ...] = get_args(Status)
    return Confusion(
        answerable={status: counts[True, status] for status in statuses},
        unanswerable={status: counts[False, status] for status in statuses},
    )


def _confidence(records: Sequence[Record]) -> dict[str, Estimate]:
    scores = np.array([record.confidence for record in records])
    right = np.array([record.shown_right for record in records])
    answerable = np.array([record.question.answerable for record in records])
    shown = np.array([bool(record.sentences) for record in records])
    estimates: dict[str, Estimate] = {}
    if 0 < answerable.sum() < len(records):
        estimates["auroc"] = bootstrap_statistic(
            lambda drawn: auroc(scores[drawn], answerable[drawn]), len(records)
        )
    estimates["aurc"] = bootstrap_statistic(
        lambda drawn: area_under_risk_coverage(scores[drawn], right[drawn]), len(records)
    )
    if shown.any():
        promised, kept = scores[shown], right[shown]
        estimates["brier"] = bootstrap_mean(((promised - kept) ** 2).tolist())
        estimates["ece"] = bootstrap_statistic(_ece_of(promised, kept), int(shown.sum()))
    return estimates


def _ece_of(
    promised: NDArray[np.float64], kept: NDArray[np.bool_]
) -> Callable[[NDArray[np.intp]], float]:
    return lambda drawn: expected_calibration_error(promised[drawn], kept[drawn])
