"""The page: a masthead and the views, one tab each, over one engine."""

from typing import TYPE_CHECKING, Any

from ui.ask_view import add_ask_view, ask_from, keep_conversations
from ui.endpoints import add_endpoints
from ui.evaluation_run import Evaluating
from ui.evaluation_view import add_evaluation_view
from ui.events import PRIVATE
from ui.inspect_view import add_inspect_view
from ui.library_view import LibraryView, add_library_view
from ui.masthead import masthead_html
from ui.outline import outline_html
from ui.read_view import add_read_view
from ui.suggestions import suggest_when
from ui.theme import PLAIN, script
from ui.verdicts import Keep
from ui.views import view, views
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr
    from gradio.events import Dependency

TITLE = "Report QA"
N_WORKERS = 2
"""How many questions are taken up at the same time."""

MAX_WAITING = 64
"""How many may wait; a further one is told that the app is busy."""

UPLOADS_SECONDS = (600, 3600)
"""How often copies of uploads are looked for that nobody came to add, and how old these are."""

_ENGINE: dict[str, Any] = {"concurrency_limit": N_WORKERS, "concurrency_id": "engine"}


def build_page(engine: WarmingEngine, keep: Keep, evaluating: Evaluating) -> "gr.Blocks":
    """The page and the endpoints for programs over an engine that may still be opening.

    `keep` is given what readers say of answers; `evaluating` is how the engine is evaluated.
    """
    import gradio as gr

    page: gr.Blocks
    with gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=UPLOADS_SECONDS
    ) as page:
        masthead = gr.HTML(
            masthead_html({}), js_on_load=script("views"), elem_id="rq-masthead", **PLAIN
        )
        with views():
            with view("Ask"):
                ask = add_ask_view(engine, keep, _ENGINE)
            with view("Read"):
                report = add_read_view(engine)
            with view("Library") as tab:
                library = add_library_view(engine, page, tab, ask.left_out, ask.choice)
            with view("Inspect"):
                add_inspect_view(engine, **_ENGINE)
            with view("Evaluation"):
                add_evaluation_view(engine, evaluating)
        ask_from(report, ask, engine, _ENGINE)
        opened = _name_reports(page, [masthead, ask.outline], engine, library)
        keep_conversations(ask, engine, opened)
        asking = [ask.conversation, ask.left_out]
        suggest_when((opened, *library.changes), ask.suggestions, ask.chat, asking, engine)
        add_endpoints(engine, **_ENGINE)
    page.queue(max_size=MAX_WAITING, default_concurrency_limit=N_WORKERS)
    return page


def _name_reports(
    page: "gr.Blocks", parts: "list[gr.HTML]", engine: WarmingEngine, library: LibraryView
) -> "Dependency":
    """Fill in what the library holds as soon as it is open, and again when it has changed.

    Gives the event that does so first.
    """

    def name_reports() -> tuple[str, str]:
        engine.wait()
        documents = engine.documents()
        return masthead_html(documents, is_open=True), outline_html(documents)

    opened = page.load(name_reports, None, parts, concurrency_limit=None, **PRIVATE)
    for change in library.changes:
        change.then(name_reports, None, parts, concurrency_limit=None, **PRIVATE)
    return opened
