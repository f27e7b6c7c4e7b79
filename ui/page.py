"""The page and its events: each calls one function and shows what comes of it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ui.asking import ask_in_turn
from ui.chat import WAITING, WARMING, conversation_html
from ui.endpoints import add_endpoints
from ui.evidence import evidence_html
from ui.exchange import Conversation
from ui.layout import Layout, lay_out
from ui.masthead import masthead_html
from ui.memory import browser_memory, keep_in_browser, recall_from_browser
from ui.outline import outline_html
from ui.saving import save_on_click
from ui.verdicts import VERDICTS, Keep, Verdict, awaits_verdict, judged
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr
    from gradio.components import Component
    from gradio.events import Dependency

TITLE = "Report QA"
N_WORKERS = 2
"""How many questions are taken up at the same time."""

MAX_WAITING = 64
"""How many may wait; a further one is told that the app is busy."""

_ENGINE: dict[str, Any] = {"concurrency_limit": N_WORKERS, "concurrency_id": "engine"}
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_page(engine: WarmingEngine, keep: Keep) -> "gr.Blocks":
    """The page and the endpoints for programs over an engine that may still be opening.

    `keep` is given what readers say of answers.
    """
    import gradio as gr

    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        layout = lay_out()
        shown = _answer_questions(layout, engine, keep)
        opened = _name_reports(page, layout, engine)
        _keep_conversations(layout, engine, opened, shown)
        add_endpoints(engine, **_ENGINE)
    page.queue(max_size=MAX_WAITING, default_concurrency_limit=N_WORKERS)
    return page


def _answer_questions(layout: Layout, engine: WarmingEngine, keep: Keep) -> "list[Component]":
    """Wire what a reader can do with the conversation; gives the parts that it changes."""

    def ask_page(question: str, conversation: Conversation) -> Iterator[tuple[object, ...]]:
        for turn in ask_in_turn(engine, question, conversation):
            yield _shown(turn, engine)

    def judge_with(verdict: Verdict) -> Callable[[Conversation], tuple[object, ...]]:
        return lambda conversation: _shown(judged(conversation, verdict, keep), engine)

    def start_over() -> tuple[object, ...]:
        return _shown((), engine)

    shown = [
        layout.conversation,
        layout.chat,
        layout.verdicts.row,
        layout.evidence,
        layout.question,
        layout.welcome,
        layout.outline,
        layout.clear,
    ]
    for ask_with, source in (
        (layout.question.submit, layout.question),
        (layout.submit.click, layout.question),
        *((example.click, example) for example in layout.examples),
    ):
        ask_with(ask_page, [source, layout.conversation], shown, **_ENGINE, **_PRIVATE)
    for verdict, button in zip(VERDICTS, layout.verdicts.buttons, strict=True):
        button.click(judge_with(verdict), [layout.conversation], shown, **_PRIVATE)
    layout.clear.click(start_over, None, shown, **_PRIVATE)
    return shown


def _keep_conversations(
    layout: Layout, engine: WarmingEngine, opened: "Dependency", shown: "list[Component]"
) -> None:
    """Let a conversation be saved as a file, and be there again on the next visit."""
    import gradio as gr

    def show(conversation: Conversation) -> tuple[object, ...]:
        return _shown(conversation, engine, typed=gr.skip())

    memory = browser_memory()
    save_on_click(layout.saving, layout.conversation, engine)
    keep_in_browser(memory, layout.chat, layout.conversation, layout.saving.row)
    recall_from_browser(memory, layout.conversation, opened, engine, show, shown)


def _shown(
    conversation: Conversation, engine: WarmingEngine, typed: object = ""
) -> tuple[object, ...]:
    """A conversation as the page shows it: the values of all parts that it changes.

    `typed` is what then stands where questions are typed.
    """
    import gradio as gr

    waiting = WAITING if engine.is_ready else WARMING
    has_begun = bool(conversation)
    return (
        conversation,
        conversation_html(conversation, waiting),
        gr.Row(visible=awaits_verdict(conversation)),
        evidence_html(conversation, engine.documents()),
        typed,
        gr.Column(visible=not has_begun),
        gr.HTML(visible=not has_begun),
        gr.Button(visible=has_begun),
    )


def _name_reports(page: "gr.Blocks", layout: Layout, engine: WarmingEngine) -> "Dependency":
    """Fill in what the library holds as soon as it is open; gives the event that does."""

    def name_reports() -> tuple[str, str]:
        engine.wait()
        return masthead_html(engine.documents()), outline_html(engine.documents())

    return page.load(
        name_reports,
        None,
        [layout.masthead, layout.outline],
        concurrency_limit=None,
        **_PRIVATE,
    )
