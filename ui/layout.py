"""What stands where on the page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.chat import conversation_html
from ui.evidence import evidence_html
from ui.examples import EXAMPLES
from ui.masthead import masthead_html, welcome_html
from ui.saving import SavingRow, saving_row
from ui.theme import script
from ui.verdicts import VerdictRow, verdict_row

if TYPE_CHECKING:
    import gradio as gr

_PLAIN: dict[str, Any] = {"apply_default_css": False, "padding": False}
"""Our HTML comes with its own style: without Gradio's."""


@dataclass(frozen=True)
class Layout:
    """The parts of the page that events read or change."""

    conversation: "gr.State"
    masthead: "gr.HTML"
    clear: "gr.Button"
    welcome: "gr.Column"
    examples: "tuple[gr.Button, ...]"
    chat: "gr.HTML"
    verdicts: VerdictRow
    saving: SavingRow
    question: "gr.Textbox"
    submit: "gr.Button"
    evidence: "gr.HTML"
    outline: "gr.HTML"


def lay_out() -> Layout:
    """Put the parts on the page that is being built: chat at left, evidence at right."""
    import gradio as gr

    conversation = gr.State(())
    with gr.Row(elem_id="rq-head"):
        masthead = gr.HTML(masthead_html({}), elem_id="rq-masthead", **_PLAIN)
        clear = gr.Button("Start over", elem_id="rq-clear", scale=0, visible=False)
    with gr.Row(elem_id="rq-panes", equal_height=False):
        with gr.Column(scale=6, min_width=300, elem_id="rq-chat"):
            with gr.Column(elem_id="rq-scroll"):
                welcome, examples = _welcome()
                chat = gr.HTML(
                    conversation_html(()), js_on_load=script(), elem_id="rq-log", **_PLAIN
                )
                verdicts = verdict_row()
                saving = saving_row()
            question, submit = _composer()
        evidence, outline = _side()
    return Layout(
        conversation=conversation,
        masthead=masthead,
        clear=clear,
        welcome=welcome,
        examples=examples,
        chat=chat,
        verdicts=verdicts,
        saving=saving,
        question=question,
        submit=submit,
        evidence=evidence,
        outline=outline,
    )


def _welcome() -> "tuple[gr.Column, tuple[gr.Button, ...]]":
    import gradio as gr

    with gr.Column(elem_id="rq-welcome") as welcome:
        gr.HTML(welcome_html(), **_PLAIN)
        examples = tuple(gr.Button(example, elem_classes="rq-example") for example in EXAMPLES)
    return welcome, examples


def _side() -> "tuple[gr.HTML, gr.HTML]":
    import gradio as gr

    with gr.Column(scale=5, min_width=300, elem_id="rq-side"):
        evidence = gr.HTML(evidence_html((), {}), elem_id="rq-evidence", **_PLAIN)
        outline = gr.HTML("", elem_id="rq-outline", **_PLAIN)
    return evidence, outline


def _composer() -> "tuple[gr.Textbox, gr.Button]":
    import gradio as gr

    with gr.Row(elem_id="rq-composer"):
        question = gr.Textbox(
            label="Your question",
            show_label=False,
            placeholder="Ask the report a question",
            lines=1,
            max_lines=6,
            autofocus=True,
            elem_id="rq-question",
            scale=1,
        )
        submit = gr.Button("Ask", variant="primary", elem_id="rq-ask", scale=0)
    return question, submit
