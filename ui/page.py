"""The page and its events: each calls one function and shows what comes of it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ui.asking import ask_in_turn
from ui.chat import WAITING, WARMING, conversation_html
from ui.choice import LeftOut
from ui.endpoints import add_endpoints
from ui.evidence import evidence_html
from ui.exchange import Conversation
from ui.layout import Layout, lay_out
from ui.library_view import LibraryView, add_library_view
from ui.masthead import masthead_html
from ui.outline import outline_html
from ui.verdicts import VERDICTS, Keep, Verdict, awaits_verdict, judged
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr

TITLE = "Report QA"
N_WORKERS = 2
"""How many questions are taken up at the same time."""

MAX_WAITING = 64
"""How many may wait; a further one is told that the app is busy."""

UPLOADS_SECONDS = (600, 3600)
"""How often copies of uploads are looked for that nobody came to add, and how old these are."""

_ENGINE: dict[str, Any] = {"concurrency_limit": N_WORKERS, "concurrency_id": "engine"}
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_page(engine: WarmingEngine, keep: Keep) -> "gr.Blocks":
    """The page and the endpoints `ask` and `search` over an engine that may still be opening.

    `keep` is given what readers say of answers.
    """
    import gradio as gr

    page: gr.Blocks
    with gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=UPLOADS_SECONDS
    ) as page:
        with gr.Tabs(elem_id="rq-views"):
            with gr.Tab("Ask", id="ask"):
                layout = lay_out()
            with gr.Tab("Library", id="library") as library:
                view = add_library_view(engine, page, library, layout.left_out, layout.choice)
        _answer_questions(layout, engine, keep)
        _name_reports(page, layout, engine, view)
        add_endpoints(engine, **_ENGINE)
    page.queue(max_size=MAX_WAITING, default_concurrency_limit=N_WORKERS)
    return page


def _answer_questions(layout: Layout, engine: WarmingEngine, keep: Keep) -> None:
    def ask_page(
        question: str, conversation: Conversation, left_out: LeftOut
    ) -> Iterator[tuple[object, ...]]:
        for turn in ask_in_turn(engine, question, conversation, left_out):
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
        ask_with(
            ask_page,
            [source, layout.conversation, layout.left_out],
            shown,
            **_ENGINE,
            **_PRIVATE,
        )
    for verdict, button in zip(VERDICTS, layout.verdicts.buttons, strict=True):
        button.click(judge_with(verdict), [layout.conversation], shown, **_PRIVATE)
    layout.clear.click(start_over, None, shown, **_PRIVATE)


def _shown(conversation: Conversation, engine: WarmingEngine) -> tuple[object, ...]:
    """A conversation as the page shows it: the values of all parts that it changes."""
    import gradio as gr

    waiting = WAITING if engine.is_ready else WARMING
    has_begun = bool(conversation)
    return (
        conversation,
        conversation_html(conversation, waiting),
        gr.Row(visible=awaits_verdict(conversation)),
        evidence_html(conversation, engine.documents()),
        "",
        gr.Column(visible=not has_begun),
        gr.HTML(visible=not has_begun),
        gr.Button(visible=has_begun),
    )


def _name_reports(
    page: "gr.Blocks", layout: Layout, engine: WarmingEngine, library: LibraryView
) -> None:
    """Fill in what the library holds as soon as it is open, and again when it has changed."""

    def name_reports() -> tuple[str, str]:
        engine.wait()
        documents = engine.documents()
        return masthead_html(documents, is_open=True), outline_html(documents)

    parts = [layout.masthead, layout.outline]
    page.load(name_reports, None, parts, concurrency_limit=None, **_PRIVATE)
    for change in library.changes:
        change.then(name_reports, None, parts, concurrency_limit=None, **_PRIVATE)
