"""What can go wrong in an evaluation that a person can do something about."""

from corpus.errors import ReportQAError


class EvaluationError(ReportQAError):
    """A question set, a baseline or a data set cannot be used as it is."""
