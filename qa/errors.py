"""What can be wrong with a question."""

from corpus.errors import ReportQAError


class QuestionError(ReportQAError):
    """A question cannot be asked as it is."""
