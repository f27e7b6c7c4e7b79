"""The gate: the fixed questions, asked of the real engine, against the committed baseline."""

from eval.baseline import Baseline
from eval.compare import compare
from eval.question_set import fixed_set
from eval.run import evaluate


def test_the_fixed_set_is_answered_no_worse_than_the_baseline(real_engine):
    comparison = compare(evaluate(real_engine, fixed_set()), Baseline.load())
    assert comparison.faults() == ()
