"""Turn what readers said about answers into question drafts that a person reviews.

The app keeps a JSON line a verdict. A draft has the form of a question row, with what was shown
beside it and with empty labels: no verdict is evidence until somebody has read the report.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from eval.errors import EvaluationError
from qa.conversation import Turn
from qa.feedback import Feedback


def read_feedback(path: Path) -> tuple[Feedback, ...]:
    """The verdicts of a JSONL file; EvaluationError names the line that is not one."""
    rows = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise EvaluationError(f"cannot read feedback from {path}: {error.strerror}") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                rows.append(Feedback.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(map(str, first["loc"])) or "row"
                raise EvaluationError(f"{path}, line {number}: {field}: {first['msg']}") from None
    return tuple(rows)


def draft_questions(feedback: Iterable[Feedback]) -> list[dict[str, object]]:
    """A draft for each question that was judged, in order of time; the last verdict counts.

    `answerable` is a guess (false after "should have said not found"); `kind`, `answers`, `gold`
    and `nuggets` wait for a person, and `shown` (what the reader saw and said) is to be deleted.
    """
    latest: dict[tuple[str, tuple[Turn, ...]], Feedback] = {}
    for each in sorted(feedback, key=lambda row: row.time):
        latest[each.question, each.history] = each
    return [_draft(number, each) for number, each in enumerate(latest.values(), start=1)]


def write_drafts(drafts: Iterable[dict[str, object]], path: Path) -> None:
    """Write drafts to a new file, a JSON line each; EvaluationError if the file exists."""
    lines = [json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write("".join(lines))
    except FileExistsError:
        raise EvaluationError(f"{path} exists: drafts are not written over a review") from None


def _draft(number: int, feedback: Feedback) -> dict[str, object]:
    answer = feedback.answer
    return {
        "id": f"draft-{number:03}",
        "question": feedback.question,
        "history": [turn.model_dump() for turn in feedback.history],
        "standalone": answer.interpreted_as if feedback.history else None,
        "kind": None,
        "style": "follow_up" if feedback.history else "plain",
        "answerable": feedback.reason != "should_be_not_found",
        "reason": None,
        "answers": [],
        "gold": [],
        "nuggets": [],
        "must_pass": False,
        "shown": {
            "time": feedback.time.isoformat(),
            "verdict": feedback.verdict,
            "complaint": feedback.reason,
            "status": answer.status,
            "short_answer": answer.short_answer,
            "text": answer.text,
            "citations": [citation.quote for citation in answer.citations],
        },
    }
