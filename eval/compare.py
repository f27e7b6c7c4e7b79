"""Hold a run against the baseline, question by question, and decide whether it may pass.

The gate is a test of non-inferiority. For each headline score, `d_i` is its value now minus its
value in the baseline on question i, over the questions for which both have one. The run fails

1. when a must-pass question that was right is wrong now;
2. when the lower end of the 95 % paired bootstrap interval of `mean(d_i)` lies below -0.02: it
   cannot be shown that the score is at most 2 points worse than it was;
3. when a question of the baseline was not asked: a gate is not passed by asking less.

The engine is deterministic, so an unchanged one has `d_i = 0` everywhere and passes. On some 150
questions, two net losses of one score are enough to fail; who wants them accepts them by updating
the baseline, whose diff names them.
"""

from collections.abc import Mapping

from corpus.document import Frozen
from eval.baseline import Baseline, Outcome
from eval.errors import EvaluationError
from eval.intervals import Estimate, mcnemar, paired_difference
from eval.question_set import Question
from eval.scores import HEADLINES, SCORES_BY_KEY, Score
from eval.summary import Evaluation
from qa.answer import Status

MARGIN = 0.02
"""How much worse, as a share, a headline score may be with 97.5 % confidence."""


class Flip(Frozen):
    """A question on which a score changed, with its status before and now."""

    id: str
    question: str
    before: Status
    after: Status


class ScoreChange(Frozen):
    """A score on the questions that both runs have it for.

    `difference` is now minus before with its paired bootstrap interval; `p_value` is McNemar's,
    of the questions lost and won.
    """

    key: str
    label: str
    before: float
    after: float
    difference: Estimate
    lost: tuple[Flip, ...]
    won: tuple[Flip, ...]
    p_value: float

    @property
    def falls(self) -> bool:
        """Whether it may have fallen by more than the margin."""
        return self.difference.low < -MARGIN


class Comparison(Frozen):
    """A run against the baseline: `right` over all questions, then the headline scores."""

    right: ScoreChange
    headlines: tuple[ScoreChange, ...]
    must_pass_lost: tuple[Flip, ...]
    not_asked: tuple[str, ...]
    n_new: int

    def faults(self) -> tuple[str, ...]:
        """Why the gate fails, one line each; nothing if the run may pass."""
        lines = [
            f"must-pass question {flip.id} was right and is wrong now: {flip.question!r} "
            f"({flip.before} -> {flip.after})"
            for flip in self.must_pass_lost
        ]
        for change in self.headlines:
            if change.falls:
                lost = ", ".join(flip.id for flip in change.lost)
                lines.append(
                    f"{change.label} {change.before:.3f} -> {change.after:.3f}: the difference of "
                    f"{change.difference.value:+.3f} may be as low as {change.difference.low:+.3f}"
                    f" (n = {change.difference.n}, allowed -{MARGIN}); lost: {lost}"
                )
        if self.not_asked:
            lines.append(
                f"{len(self.not_asked)} questions of the baseline were not asked: "
                f"{', '.join(self.not_asked)}"
            )
        return tuple(lines)


def compare(evaluation: Evaluation, baseline: Baseline) -> Comparison:
    """Pair a run with the baseline by question id; EvaluationError if none is in both."""
    before, now = baseline.outcomes, Baseline.of(evaluation).outcomes
    asked = {record.question.id: record.question for record in evaluation.records}
    right = _change(SCORES_BY_KEY["right"], before, now, asked)
    if right is None:
        raise EvaluationError(
            f"the run of {evaluation.summary.question_set} has no question in common with the "
            f"baseline of {baseline.question_set}"
        )
    headlines = (_change(score, before, now, asked) for score in HEADLINES)
    return Comparison(
        right=right,
        headlines=tuple(change for change in headlines if change is not None),
        must_pass_lost=tuple(flip for flip in right.lost if asked[flip.id].must_pass),
        not_asked=tuple(sorted(before.keys() - now.keys())),
        n_new=len(now.keys() - before.keys()),
    )


def _change(
    score: Score,
    before: Mapping[str, Outcome],
    now: Mapping[str, Outcome],
    asked: Mapping[str, Question],
) -> ScoreChange | None:
    ids = [i for i in now if i in before and {score.key} <= now[i].scores.keys() & before[i].scores]
    if not ids:
        return None
    old = [before[i].scores[score.key] for i in ids]
    new = [now[i].scores[score.key] for i in ids]
    flips = {i: Flip(id=i, question=asked[i].question, before=before[i].status, after=now[i].status)
             for i in ids}  # fmt: skip
    lost = tuple(flips[i] for i, b, a in zip(ids, old, new, strict=True) if a < b)
    won = tuple(flips[i] for i, b, a in zip(ids, old, new, strict=True) if a > b)
    return ScoreChange(
        key=score.key,
        label=score.label,
        before=sum(old) / len(old),
        after=sum(new) / len(new),
        difference=paired_difference(new, old),
        lost=lost,
        won=won,
        p_value=mcnemar(len(lost), len(won)),
    )
