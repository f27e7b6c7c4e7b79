"""The errors that a person can do something about; each message is one line that says what."""


class ReportQAError(Exception):
    """A known error: one line on the command line, a polite message in the app."""


class CorpusError(ReportQAError):
    """A file cannot be read as a report."""
