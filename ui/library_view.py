"""The library on the page: files are dropped in, reports chosen and removed."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.errors import ReportQAError
from ui.adding import Intake
from ui.adding_html import adding_html
from ui.choice import LeftOut, choice_html, with_choice
from ui.events import PRIVATE
from ui.library_html import library_html, problem_html, removed_html, removing_html
from ui.security import MAX_DROP_FILES, MAX_DROP_MB, MAX_FILE_MB
from ui.theme import PLAIN, script
from ui.uploads import uploaded_files
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr
    from gradio.events import Dependency

INVITATION = f"PDF, Word, HTML, Markdown or text; up to {MAX_FILE_MB} MB a file"
OCR = "Read scans with OCR: some seconds a page"
FAILED = "Something went wrong. The details are in the terminal that runs the app."

_TOO_LARGE = (
    f'<div class="rq-too-large" role="alert" data-max-mb="{MAX_FILE_MB}" '
    f'data-max-drop-mb="{MAX_DROP_MB}" data-max-drop-files="{MAX_DROP_FILES}"></div>'
)
"""Where `drop.js` names the files that it takes out of a drop."""

_EACH: dict[str, Any] = {**PRIVATE, "trigger_mode": "multiple"}
_IN_ORDER: dict[str, Any] = {**_EACH, "concurrency_limit": 1, "concurrency_id": "choice"}
"""One tick after the other: each is a change of what the one before it left."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LibraryView:
    """The parts of the view that are shown anew, and the events after which the library differs."""

    reports: "gr.HTML"
    told: "gr.HTML"
    drop: "gr.File"
    with_ocr: "gr.Checkbox"
    changes: "tuple[Dependency, ...]" = ()


def choice_line() -> "gr.HTML":
    """The line for beside the question that says how many reports are asked."""
    import gradio as gr

    return gr.HTML("", js_on_load=script("choice"), elem_id="rq-choice", **PLAIN)


def add_library_view(
    engine: WarmingEngine,
    page: "gr.Blocks",
    tab: "gr.Tab",
    left_out: "gr.State",
    choice: "gr.HTML",
) -> LibraryView:
    """Build the view inside its tab; `left_out` and `choice` are the page's, and are kept right."""
    import gradio as gr

    view = _lay_out()
    shown = [left_out, view.reports, choice]

    def show(left: LeftOut) -> tuple[LeftOut, str, str]:
        engine.wait()
        documents = engine.documents()
        left &= documents.keys()  # a report that comes again is asked again
        return left, library_html(documents, left), choice_html(documents, left)

    def choose(left: LeftOut, event: gr.EventData) -> tuple[LeftOut, str, str]:
        ticked = with_choice(left, engine.documents(), event.document_id, bool(event.is_asked))
        return show(ticked)

    tab.select(offer_ocr, None, [view.with_ocr], **_EACH)
    for opened_by in (page.load, tab.select):
        opened_by(show, [left_out], shown, **_IN_ORDER)
    for source in (view.reports, choice):
        source.input(choose, [left_out], shown, **_IN_ORDER)
    added = _add(engine, view).then(show, [left_out], shown, **_IN_ORDER)
    removed = _remove(engine, view).then(show, [left_out], shown, **_IN_ORDER)
    return replace(view, changes=(added, removed))


def offer_ocr() -> "gr.Checkbox":
    """The box that asks for OCR, where that can be done."""
    import gradio as gr

    from corpus.pdf.ocr import is_installed

    return gr.Checkbox(visible=is_installed())


def adding(
    engine: WarmingEngine,
    intake: Intake,
    rows: Sequence[Mapping[str, object]] | None,
    with_ocr: bool = False,
) -> Iterator[str]:
    """Add uploaded files: HTML of how far that is, and in the end of what became of each."""
    files = uploaded_files(rows or [])
    for state in intake.add(engine.changeable_library(), files, with_ocr):
        yield adding_html(state)


def removing(engine: WarmingEngine, document_id: str) -> Iterator[str]:
    """Remove a report: HTML that says so, at first that it is done and then what came of it."""
    yield removing_html(document_id, engine.documents())
    try:
        yield removed_html(engine.changeable_library().remove(document_id))
    except ReportQAError as fault:
        yield problem_html(str(fault))
    except Exception:
        _log.exception("a report could not be removed")
        yield problem_html(FAILED)


def _lay_out() -> LibraryView:
    import gradio as gr

    with gr.Column(elem_id="rq-library"):
        gr.HTML(f'<div class="rq-invite"><h2>Add reports</h2><p>{INVITATION}</p></div>', **PLAIN)
        drop = gr.File(
            label="Drop reports here",
            show_label=False,
            file_count="multiple",
            elem_id="rq-drop",
            height=150,
        )
        with_ocr = gr.Checkbox(
            False, label=OCR, container=False, visible=False, elem_id="rq-with-ocr"
        )
        gr.HTML(_TOO_LARGE, js_on_load=script("drop"), **PLAIN)
        told = gr.HTML("", elem_id="rq-told", **PLAIN)
        reports = gr.HTML("", js_on_load=script("library"), elem_id="rq-reports", **PLAIN)
    return LibraryView(reports, told, drop, with_ocr)


def _add(engine: WarmingEngine, view: LibraryView) -> "Dependency":
    """While files are added the drop zone is away: what is done with them stands in its place."""
    import gradio as gr

    intake = Intake()

    def add(rows: list[dict[str, object]] | None, with_ocr: bool) -> Iterator[tuple[object, str]]:
        html = ""
        for html in adding(engine, intake, rows, with_ocr):
            yield gr.File(value=None, visible=False), html
        yield gr.File(value=None, visible=True), html

    given, shown = [view.drop, view.with_ocr], [view.drop, view.told]
    return view.drop.upload(add, given, shown, preprocess=False, concurrency_limit=8, **_EACH)


def _remove(engine: WarmingEngine, view: LibraryView) -> "Dependency":
    import gradio as gr

    def remove(event: gr.EventData) -> Iterator[str]:
        yield from removing(engine, str(event.document_id))

    return view.reports.delete(remove, None, [view.told], **_EACH)
