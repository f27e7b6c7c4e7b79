"""The questions that the page suggests: looked for after an answer is shown, never before it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import ReportQAError
from qa.suggest import N_SUGGESTED, Suggester
from ui.choice import LeftOut, asked_ids
from ui.events import PRIVATE
from ui.exchange import Conversation
from ui.theme import PLAIN
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr
    from gradio.events import Dependency

_LATEST: dict[str, Any] = {
    **PRIVATE,
    "trigger_mode": "always_last",
    "concurrency_limit": 1,
    "concurrency_id": "suggesting",
}
"""One page's suggestions after the other's; a page that has moved on wants only the last ones."""


_LABEL = '<p class="rq-suggests">You can ask, for example</p>'


@dataclass(frozen=True)
class SuggestionList:
    """The list, and a button for each question in it; hidden until there is one."""

    column: "gr.Column"
    buttons: "tuple[gr.Button, ...]"


def suggestion_list() -> SuggestionList:
    """The list on the page that is being built."""
    import gradio as gr

    with gr.Column(elem_id="rq-suggestions", visible=False) as column:
        gr.HTML(_LABEL, **PLAIN)
        buttons = tuple(
            gr.Button(elem_classes="rq-suggestion", visible=False) for _ in range(N_SUGGESTED)
        )
    return SuggestionList(column, buttons)


def suggest_when(
    happenings: "tuple[Dependency, ...]",
    suggestions: SuggestionList,
    chat: "gr.HTML",
    given: "list[gr.State]",
    engine: WarmingEngine,
) -> None:
    """Suggest after those events and whenever the chat shows something else.

    `given` are the conversation and the reports that are left out.
    """
    import gradio as gr

    suggester = Suggester()
    shown = [suggestions.column, *suggestions.buttons]

    def suggest(conversation: Conversation, left_out: LeftOut) -> list[object]:
        questions = suggested(suggester, engine, conversation, left_out)
        missing = [gr.Button(visible=False)] * (N_SUGGESTED - len(questions))
        buttons = [gr.Button(question, visible=True) for question in questions]
        return [gr.Column(visible=bool(questions)), *buttons, *missing]

    chat.change(suggest, given, shown, **_LATEST)
    for happening in happenings:
        happening.then(suggest, given, shown, **_LATEST)


def suggested(
    suggester: Suggester, engine: WarmingEngine, conversation: Conversation, left_out: LeftOut
) -> list[str]:
    """The questions to suggest now; none while an answer is looked for."""
    latest = conversation[-1] if conversation else None
    if latest is not None and latest.is_open:
        return []
    try:
        opened, documents = engine.wait(), engine.documents()
        document_ids = asked_ids(documents, left_out)
    except ReportQAError:
        return []  # the page says elsewhere why nothing can be asked
    return suggester.suggest(
        opened,
        documents.values(),
        document_ids,
        after=latest.answer if latest is not None else None,
        but=[exchange.question for exchange in conversation],
    )
