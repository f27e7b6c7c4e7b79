"""The view Ask and its events: each calls one function and shows what comes of it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ui.ask_layout import AskLayout, lay_out
from ui.asking import ask_in_turn
from ui.chat import WAITING, WARMING, conversation_html
from ui.choice import LeftOut
from ui.events import PRIVATE
from ui.evidence import evidence_html
from ui.exchange import Conversation
from ui.memory import browser_memory, keep_in_browser, recall_from_browser
from ui.saving import save_on_click
from ui.verdicts import VERDICTS, Keep, Verdict, awaits_verdict, judged
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr
    from gradio.events import Dependency


def add_ask_view(engine: WarmingEngine, keep: Keep, limits: dict[str, Any]) -> AskLayout:
    """Fill the tab that is being built; `limits` say how many questions are taken up at a time.

    `keep` is given what readers say of answers.
    """
    layout = lay_out()
    shown = _shown_parts(layout)

    def ask_page(
        question: str, conversation: Conversation, left_out: LeftOut
    ) -> Iterator[tuple[object, ...]]:
        yield from _asked(engine, question, conversation, left_out)

    def judge_with(verdict: Verdict) -> Callable[[Conversation], tuple[object, ...]]:
        return lambda conversation: _shown(judged(conversation, verdict, keep), engine)

    def start_over() -> tuple[object, ...]:
        return _shown((), engine)

    for ask_with, source in (
        (layout.question.submit, layout.question),
        (layout.submit.click, layout.question),
        *((button.click, button) for button in layout.suggestions.buttons),
    ):
        given = [source, layout.conversation, layout.left_out]
        ask_with(ask_page, given, shown, **limits, **PRIVATE)
    for verdict, button in zip(VERDICTS, layout.verdicts.buttons, strict=True):
        button.click(judge_with(verdict), [layout.conversation], shown, **PRIVATE)
    layout.clear.click(start_over, None, shown, **PRIVATE)
    return layout


def ask_from(
    report: "gr.HTML", layout: AskLayout, engine: WarmingEngine, limits: dict[str, Any]
) -> None:
    """Ask the questions that another part of the page triggers with `ask_about`."""
    import gradio as gr

    def ask_about(
        event: gr.EventData, conversation: Conversation, left_out: LeftOut
    ) -> Iterator[tuple[object, ...]]:
        yield from _asked(engine, str(event.question), conversation, left_out)

    given, parts = [layout.conversation, layout.left_out], _shown_parts(layout)
    report.ask_about(ask_about, given, parts, **limits, **PRIVATE)


def keep_conversations(layout: AskLayout, engine: WarmingEngine, opened: "Dependency") -> None:
    """Let a conversation be saved as a file, and be there again on the next visit.

    `opened` is the event after which the library is open.
    """

    def show(conversation: Conversation) -> tuple[object, ...]:
        return _shown(conversation, engine)

    memory = browser_memory()
    save_on_click(layout.saving, layout.conversation, engine)
    keep_in_browser(memory, layout.chat, layout.conversation, layout.saving.row)
    parts = _shown_parts(layout)
    recall_from_browser(memory, layout.conversation, opened, engine, show, parts)


def _asked(
    engine: WarmingEngine, question: str, conversation: Conversation, left_out: LeftOut
) -> Iterator[tuple[object, ...]]:
    """What the view shows, from the open question to its answer.

    The question's box is emptied once: what is typed meanwhile stays in it.
    """
    for n_shown, turn in enumerate(ask_in_turn(engine, question, conversation, left_out)):
        yield _shown(turn, engine, is_taken=n_shown == 0)


def _shown_parts(layout: AskLayout) -> list[Any]:
    """The parts that `_shown` gives the values of, in its order."""
    return [
        layout.conversation,
        layout.chat,
        layout.verdicts.row,
        layout.evidence,
        layout.question,
        layout.welcome,
        layout.outline,
        layout.clear,
    ]


def _shown(
    conversation: Conversation, engine: WarmingEngine, *, is_taken: bool = False
) -> tuple[object, ...]:
    """A conversation as the view shows it: the values of all parts that it changes.

    The evidence stays while an answer is looked for. `is_taken` empties the question's box.
    """
    import gradio as gr

    waiting = WAITING if engine.is_ready else WARMING
    has_begun = bool(conversation)
    is_open = has_begun and conversation[-1].is_open
    return (
        conversation,
        conversation_html(conversation, waiting),
        gr.Row(visible=awaits_verdict(conversation)),
        gr.skip() if is_open else evidence_html(conversation, engine.documents()),
        "" if is_taken else gr.skip(),
        gr.HTML(visible=not has_begun),
        gr.HTML(visible=not has_begun),
        gr.Button(visible=has_begun),
    )
