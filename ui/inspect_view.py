"""The Inspect view: a question, and what each stage of answering made of it."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.errors import ReportQAError
from ui.asking import FAILED
from ui.events import PRIVATE
from ui.markup import sentence, storable
from ui.theme import PLAIN
from ui.trace_html import note_html, trace_html
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr

INVITATION = (
    "Ask a question to see how it was understood, what each stage found, with scores and ranks, "
    "and why it was answered or not."
)
WORKING = "Asking, one stage after another."

_log = logging.getLogger(__name__)


def add_inspect_view(engine: WarmingEngine, **queueing: Any) -> None:  # noqa: ANN401 - Gradio's
    """Put the view where the page is being built; `queueing` is how its questions wait."""
    import gradio as gr

    with gr.Column(elem_id="rq-inspect"):
        question, submit = _composer()
        trace = gr.HTML(note_html(INVITATION), elem_id="rq-inspected", **PLAIN)

    def inspect(asked: str) -> Iterator[str]:
        yield from inspect_in_turn(engine, asked)

    for ask_with in (question.submit, submit.click):
        ask_with(inspect, question, trace, **PRIVATE, **queueing)


def inspect_in_turn(engine: WarmingEngine, question: str) -> Iterator[str]:
    """What the view shows: that the question is asked, then its trace or why there is none."""
    question = storable(question).strip()
    if not question:
        yield note_html(INVITATION)
        return
    yield note_html(WORKING)
    try:
        yield trace_html(engine.wait().inspect(question))
    except ReportQAError as fault:
        yield note_html(sentence(str(fault)))
    except Exception:
        _log.exception("a question could not be inspected")
        yield note_html(FAILED)


def _composer() -> "tuple[gr.Textbox, gr.Button]":
    import gradio as gr

    with gr.Row(elem_classes="rq-line"):
        question = gr.Textbox(
            label="Question to inspect",
            show_label=False,
            placeholder="A question to follow through every stage",
            lines=1,
            max_lines=3,
            scale=1,
        )
        submit = gr.Button("Inspect", variant="primary", scale=0)
    return question, submit
