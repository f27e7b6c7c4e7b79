"""What readers say about answers, kept in the library, a JSON line a verdict.

`report-qa eval import-feedback` makes question drafts of the file.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.document import Frozen
from index.errors import LibraryError
from qa.answer import Answer
from qa.conversation import Turn

Complaint = Literal["wrong_citation", "should_be_not_found", "wrong_answer"]
FILE_NAME = "feedback.jsonl"
"""Its name in the folder of a library."""


class Feedback(Frozen):
    """A reader's verdict on an answer, with the question and the turns before it."""

    time: datetime
    question: str = Field(min_length=1)
    history: tuple[Turn, ...] = ()
    verdict: Literal["good", "bad"]
    reason: Complaint | None = None
    answer: Answer


def keep(feedback: Feedback, directory: Path) -> None:
    """Add a verdict to the feedback of the library in a folder, on disk before this returns.

    LibraryError where it cannot be written; what was kept before stays.
    """
    path = directory / FILE_NAME
    line = (feedback.model_dump_json() + "\n").encode()
    try:
        # One write at the end of the file: two apps over one library do not mix their lines.
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise LibraryError(f"{path}: the verdict cannot be kept ({error.strerror})") from error
