"""Files being added, as HTML: what is done with each, and in the end what became of it."""

from collections import Counter

from corpus.document import Document
from corpus.folder import NamedFile
from index.intake import STATES, Outcome
from ui.adding import Adding
from ui.markup import counted, escape, sentence
from ui.report_facts import facts_of

OCR = "Read scans with OCR"
"""The box that asks for it."""


def adding_html(adding: Adding) -> str:
    """One row a file in the order in which they were given, under a line that sums them up."""
    rows = "".join(_row(adding, position) for position in range(len(adding.files)))
    problem = ""
    if adding.problem:
        problem = f'<p class="rq-problem">{escape(sentence(adding.problem))}</p>'
    kind = "rq-load rq-over" if adding.is_over else "rq-load"
    return (
        f'<section class="{kind}" aria-label="Files being added">'
        f'<h3 role="status">{escape(_summary(adding))}</h3>{_bar(adding)}{problem}'
        f"<ul>{rows}</ul></section>"
    )


def _summary(adding: Adding) -> str:
    n_files = counted(len(adding.files), "file")
    if adding.is_waiting:
        return f"Other files are being added; yours ({n_files}) are next"
    if not adding.is_over:
        return f"Adding {n_files}"
    n_of = Counter(outcome.state for outcome in adding.outcomes)
    told = [f"{n_of[state]} {state}" for state in STATES if n_of[state]]
    n_missing = len(adding.files) - len(adding.outcomes)
    if n_missing:
        told.append(f"{n_missing} not added")
    return ", ".join(told)


def _bar(adding: Adding) -> str:
    """How far the step under way is: so many files read, or so many passages of them indexed."""
    if adding.is_over or adding.is_waiting:
        return ""
    n_done, n_all = adding.encoded or (adding.n_read, len(adding.files))
    noun = "passages indexed" if adding.encoded else "files read"
    if not n_all:
        return "<progress></progress>"
    told = f"{n_done:,} of {n_all:,} {noun}"
    return (
        f'<progress value="{n_done}" max="{n_all}" aria-label="{told}"></progress>'
        f'<p class="rq-facts">{told}</p>'
    )


def _row(adding: Adding, position: int) -> str:
    file = adding.files[position]
    if position < len(adding.outcomes):
        outcome = adding.outcomes[position]
        body = _told(outcome.document) if outcome.document else _refusal(outcome)
        return _item(outcome.state, outcome.state.capitalize(), file, body)
    if adding.is_over:
        return _item("refused", "Not added", file, "")
    if position < adding.n_read:
        return _item("open", "Indexing" if adding.encoded else "Read", file, "")
    if position == adding.n_read and not adding.is_waiting and not adding.encoded:
        return _item("open", "Reading", file, "")
    return _item("waiting", "Waiting", file, "")


def _item(kind: str, state: str, file: NamedFile, body: str) -> str:
    return (
        f'<li class="rq-file rq-{kind}"><span class="rq-state">{state}</span>'
        f'<div><p class="rq-file-name" dir="auto">{escape(file.source)}</p>{body}</div></li>'
    )


def _told(document: Document) -> str:
    notices = "".join(f"<li>{escape(sentence(notice))}</li>" for notice in document.notices)
    left_out = f'<ul class="rq-notices">{notices}</ul>' if notices else ""
    return (
        f'<p class="rq-file-title" dir="auto">{escape(document.title)}</p>'
        f'<p class="rq-facts">{escape(facts_of(document))}</p>{left_out}'
    )


def _refusal(outcome: Outcome) -> str:
    return f'<p class="rq-reason">{escape(sentence(_for_page(outcome.reason)))}</p>'


def _for_page(reason: str) -> str:
    """A reason with what the page offers in the place of the command line's option."""
    from corpus.pdf.ocr import ASK, is_installed

    before, option, needed = reason.partition(ASK)
    if not option:
        return reason
    if is_installed():
        return f"{before}tick “{OCR}” and add it again"
    return f"{before}this app cannot read them yet{needed}"
