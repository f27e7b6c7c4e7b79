"""The library as HTML: its reports, each with a box that says whether it is asked.

What a reader does with a box or a button is told to the server by `library.js`.
"""

from corpus.document import Document
from ui.choice import LeftOut, asking_words
from ui.markup import counted, escape, sentence
from ui.quotes import Documents
from ui.report_facts import facts_of, remarks_on

MAX_REMARKS = 30
"""A longer list is cut: it tells what the gaps are like."""

_EMPTY = """\
<div class="rq-library-empty" role="status"><h2>The library is empty</h2>
<p>Drop a report above; as soon as it is added you can ask it.</p></div>"""


def library_html(documents: Documents, left_out: LeftOut) -> str:
    """Every report of the library, under a box that chooses all of them or none."""
    if not documents:
        return _EMPTY
    rows = "".join(
        _row(document, document.id not in left_out, len(documents) == 1)
        for document in documents.values()
    )
    return (
        '<section class="rq-reports" aria-label="Reports in the library">'
        f"{_every(documents, left_out)}<ul>{rows}</ul></section>"
    )


def removing_html(document_id: str, documents: Documents) -> str:
    """That a report is being removed."""
    document = documents.get(document_id)
    title = f" {escape(document.title)}" if document else ""
    return f'<p class="rq-told" role="status">Removing{title}…</p>'


def removed_html(document: Document) -> str:
    """That a report was removed."""
    return f'<p class="rq-told" role="status">Removed: {escape(document.title)}</p>'


def problem_html(problem: str) -> str:
    """Why something could not be done."""
    return f'<p class="rq-problem" role="alert">{escape(sentence(problem))}</p>'


def _every(documents: Documents, left_out: LeftOut) -> str:
    """The box for all reports; one report needs none."""
    if len(documents) == 1 and not left_out & documents.keys():
        return "<h2>In the library</h2>"
    n_asked = sum(key not in left_out for key in documents)
    state = "true" if n_asked == len(documents) else "mixed" if n_asked else "false"
    return (
        f'<label class="rq-every"><input type="checkbox" data-every="{state}"'
        f"{' checked' if state == 'true' else ''}>"
        f"<span>{asking_words(documents, left_out)}</span></label>"
    )


def _row(document: Document, is_asked: bool, is_last: bool) -> str:
    key, title = escape(document.id), escape(document.title)
    return (
        f'<li class="rq-report" data-document="{key}">'
        f'<label class="rq-report-choice"><input type="checkbox" data-asked="{key}"'
        f'{" checked" if is_asked else ""}><span dir="auto">{title}</span></label>'
        f'<p class="rq-facts"><span dir="auto">{escape(document.source)}</span> · '
        f"{escape(facts_of(document))}</p>{_remarks(document)}"
        f'<button type="button" class="rq-remove" aria-label="Remove {title}">Remove</button>'
        f"{_confirmation(is_last)}</li>"
    )


def _confirmation(is_last: bool) -> str:
    asked = "Remove this report from the library? Its file on your disk stays."
    if is_last:
        asked += " It is the last one: there will be nothing to ask."
    return (
        f'<div class="rq-confirm" role="group" hidden><p>{asked}</p>'
        '<button type="button" class="rq-remove-now">Remove</button>'
        '<button type="button" class="rq-keep">Keep</button></div>'
    )


def _remarks(document: Document) -> str:
    """What was left out of the report, and what it lacks; behind a click."""
    remarks = remarks_on(document)
    if not remarks:
        return ""
    items = "".join(f"<li>{escape(sentence(remark))}</li>" for remark in remarks[:MAX_REMARKS])
    if len(remarks) > MAX_REMARKS:
        items += f"<li>And {len(remarks) - MAX_REMARKS} more.</li>"
    return (
        f'<details class="rq-remarks"><summary>{counted(len(remarks), "remark")} on its text'
        f"</summary><ul>{items}</ul></details>"
    )
