"""What stands where in the view Ask: the chat at left, its evidence at right."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.chat import conversation_html
from ui.choice import ALL_ASKED
from ui.evidence import evidence_html
from ui.library_view import choice_line
from ui.masthead import welcome_html
from ui.saving import SavingRow, saving_row
from ui.suggestions import SuggestionList, suggestion_list
from ui.theme import PLAIN, script
from ui.verdicts import VerdictRow, verdict_row

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True)
class AskLayout:
    """The parts of the view that events read or change."""

    conversation: "gr.State"
    left_out: "gr.State"
    clear: "gr.Button"
    welcome: "gr.HTML"
    chat: "gr.HTML"
    verdicts: VerdictRow
    saving: SavingRow
    suggestions: SuggestionList
    choice: "gr.HTML"
    question: "gr.Textbox"
    submit: "gr.Button"
    evidence: "gr.HTML"
    outline: "gr.HTML"


def lay_out() -> AskLayout:
    """Put the parts into the tab that is being built."""
    import gradio as gr

    conversation, left_out = gr.State(()), gr.State(ALL_ASKED)
    with gr.Row(elem_id="rq-panes", equal_height=False):
        with gr.Column(scale=6, min_width=300, elem_id="rq-chat"):
            with gr.Column(elem_id="rq-scroll"):
                welcome = gr.HTML(welcome_html(), elem_id="rq-welcome", **PLAIN)
                chat = gr.HTML(
                    conversation_html(()),
                    js_on_load=script("chat", "cards"),
                    elem_id="rq-log",
                    **PLAIN,
                )
                with gr.Row(elem_id="rq-after"):
                    verdicts = verdict_row()
                    clear = gr.Button("Start over", elem_id="rq-clear", scale=0, visible=False)
                suggestions = suggestion_list()
                saving = saving_row()
            choice = choice_line()
            question, submit = _composer()
        evidence, outline = _side()
    return AskLayout(
        conversation=conversation,
        left_out=left_out,
        clear=clear,
        welcome=welcome,
        chat=chat,
        verdicts=verdicts,
        saving=saving,
        suggestions=suggestions,
        choice=choice,
        question=question,
        submit=submit,
        evidence=evidence,
        outline=outline,
    )


def _side() -> "tuple[gr.HTML, gr.HTML]":
    import gradio as gr

    with gr.Column(scale=5, min_width=300, elem_id="rq-side"):
        evidence = gr.HTML(evidence_html((), {}), elem_id="rq-evidence", **PLAIN)
        outline = gr.HTML("", elem_id="rq-outline", **PLAIN)
    return evidence, outline


def _composer() -> "tuple[gr.Textbox, gr.Button]":
    import gradio as gr

    with gr.Row(elem_id="rq-composer", elem_classes="rq-line"):
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
