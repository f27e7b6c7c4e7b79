"""What a reader can say of the latest answer: that it is right, or what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.errors import ReportQAError
from qa.feedback import Complaint, Feedback
from ui.exchange import Conversation, history_of, settled

if TYPE_CHECKING:
    import gradio as gr

Keep = Callable[[Feedback], None]
"""Writes a verdict down; ReportQAError where it cannot be kept."""


@dataclass(frozen=True)
class Verdict:
    """A button: what it says, and the complaint that it makes (none: the answer is right)."""

    label: str
    complaint: Complaint | None = None


VERDICTS = (
    Verdict("Right"),
    Verdict("Wrong answer", "wrong_answer"),
    Verdict("Wrong citation", "wrong_citation"),
    Verdict("Should say “not found”", "should_be_not_found"),
)
KEPT = "Thank you. Kept with the library for review."


@dataclass(frozen=True)
class VerdictRow:
    """The row of buttons, in the order of `VERDICTS`."""

    row: "gr.Row"
    buttons: "tuple[gr.Button, ...]"


def verdict_row() -> VerdictRow:
    """The buttons on the page that is being built; hidden until there is an answer."""
    import gradio as gr

    with gr.Row(elem_id="rq-verdicts", visible=False) as row:
        buttons = tuple(
            gr.Button(verdict.label, elem_classes="rq-verdict-button", scale=0)
            for verdict in VERDICTS
        )
    return VerdictRow(row, buttons)


def awaits_verdict(conversation: Conversation) -> bool:
    """Whether the latest exchange has an answer of which nothing was said yet."""
    return bool(conversation) and (
        conversation[-1].answer is not None and conversation[-1].verdict is None
    )


def judged(conversation: Conversation, verdict: Verdict, keep: Keep) -> Conversation:
    """The conversation with the verdict on its latest answer kept, or with why it was not."""
    if not awaits_verdict(conversation):
        return conversation
    exchange = conversation[-1]
    assert exchange.answer is not None
    feedback = Feedback(
        time=datetime.now(UTC),
        question=exchange.question,
        history=history_of(conversation[:-1]),
        verdict="bad" if verdict.complaint else "good",
        reason=verdict.complaint,
        answer=exchange.answer,
    )
    try:
        keep(feedback)
    except ReportQAError as fault:
        return settled(conversation, exchange.judged(str(fault)))
    return settled(conversation, exchange.judged(f"{verdict.label}. {KEPT}"))
