"""Evaluation as an instrument: fixed questions, measures with intervals, a baseline and a gate.

A walk through it: `question_set` holds the questions, `places` finds their gold quotes in the
document, `run` asks an engine, `judge` decides what was right, `summary` counts, `intervals` says
how sure that is, `baseline` and `compare` hold it against the last accepted run, `table` and
`html_report` show it. `datasets` and `benchmark` do the ranking part for any other collection.
"""

from eval.baseline import Baseline
from eval.question_set import Question, QuestionSet, development_set, fixed_set
from eval.run import evaluate
from eval.summary import Evaluation, Summary

__all__ = [
    "Baseline",
    "Evaluation",
    "Question",
    "QuestionSet",
    "Summary",
    "development_set",
    "evaluate",
    "fixed_set",
]
