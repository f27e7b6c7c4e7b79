"""The view Read: one whole report at a time, made when it is opened."""

from typing import TYPE_CHECKING

from corpus.document import Document
from ui.markup import escape
from ui.permalink import marks_in
from ui.quotes import Documents
from ui.report import report_html
from ui.report_sides import sides_html
from ui.report_words import words_html
from ui.theme import PLAIN, script
from ui.warming import WarmingEngine

if TYPE_CHECKING:
    import gradio as gr

_EMPTY = '<div class="rq-read"><p class="rq-note">Opening the report.</p></div>'
_NO_REPORTS = '<p class="rq-note">The library holds no report yet. Add one, then read it here.</p>'
_UNKNOWN = "The link leads to a report that is not in the library. This is the first one that is."


def add_read_view(engine: WarmingEngine) -> "gr.HTML":
    """Fill the tab that is being built.

    The part that comes back triggers `ask_about`, with a `question`, when a name is chosen in it.
    """
    import gradio as gr

    def read_report(document_id: object) -> str:
        engine.wait()
        return read_html(engine.documents(), document_id)

    def report_options(document_id: object) -> str:
        return options_html(engine.documents(), document_id)

    def marked_words(place: object) -> str:
        return marked_html(engine.documents(), place)

    return gr.HTML(
        _EMPTY,
        js_on_load=script("read", "find"),
        server_functions=[read_report, report_options, marked_words],
        elem_id="rq-read",
        **PLAIN,
    )


def read_html(documents: Documents, document_id: object) -> str:
    """The report of that id with its sides and tools; the first of the library without an id.

    An id that the library does not hold is told, above the first report.
    """
    if not documents:
        return _NO_REPORTS
    document = _document(documents, document_id)
    note = ""
    if document is None:
        document = next(iter(documents.values()))
        note = f'<p class="rq-note" role="status">{_UNKNOWN}</p>' if document_id else ""
    return (
        f"{sides_html(document)}"
        f'<div class="rq-sheet">{_tools(documents, document)}{note}{report_html(document)}</div>'
    )


def options_html(documents: Documents, document_id: object) -> str:
    """The reports to choose from, in the order of the library, with that one chosen."""
    return "".join(
        f'<option value="{escape(each.id)}"{" selected" if each.id == document_id else ""}>'
        f"{escape(each.title)}</option>"
        for each in documents.values()
    )


def marked_html(documents: Documents, place: object) -> str:
    """The words of a paragraph with the ranges of a link marked; empty if there is no such place.

    `place` is the document's id, the paragraph's id and the ranges as in a link.
    """
    if not isinstance(place, list) or len(place) != 3:
        return ""
    document_id, paragraph_id, ranges = (str(part) for part in place)
    document = _document(documents, document_id)
    try:
        paragraph = document.paragraph(paragraph_id) if document else None
    except KeyError:
        return ""
    if document is None or paragraph is None:
        return ""
    return words_html(document, paragraph, marks_in(document, paragraph, ranges))


def _document(documents: Documents, document_id: object) -> Document | None:
    return documents.get(document_id) if isinstance(document_id, str) else None


def _tools(documents: Documents, document: Document) -> str:
    """The choice of reports, where there are several, and the search in the text."""
    return (
        '<form class="rq-tools" role="search">'
        f'<select class="rq-reports" aria-label="Report"{" hidden" if len(documents) < 2 else ""}>'
        f"{options_html(documents, document.id)}</select>"
        '<span class="rq-find"><input type="search" placeholder="Find in this report" '
        'aria-label="Find in this report" autocomplete="off" spellcheck="false">'
        '<output class="rq-count" aria-live="polite"></output>'
        '<button type="button" data-step="-1" aria-label="Previous hit">↑</button>'
        '<button type="button" data-step="1" aria-label="Next hit">↓</button></span></form>'
    )
