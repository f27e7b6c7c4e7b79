"""Evaluation as an instrument: fixed questions, measures with intervals, a baseline and a gate.

A walk through it: `question_set` holds the questions, `places` finds their gold quotes in the
document, `run` asks an engine, `judge` decides what was right, `summary` counts, `intervals` says
how sure that is, `baseline` and `compare` hold it against the last accepted run, `table` and
`html_report` show it. `datasets` and `benchmark` do the ranking part for any other collection.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "Baseline": "eval.baseline",
    "Evaluation": "eval.summary",
    "Question": "eval.question_set",
    "QuestionSet": "eval.question_set",
    "Summary": "eval.summary",
    "development_set": "eval.question_set",
    "evaluate": "eval.run",
    "fixed_set": "eval.question_set",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, and nothing that it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
