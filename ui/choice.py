"""Which reports are asked: all of the library, but for those that a reader left out.

What is kept is what was left out: a report that is added later is asked like the others.
"""

from corpus.errors import ReportQAError
from ui.markup import counted
from ui.quotes import Documents

LeftOut = frozenset[str]
"""Ids of the reports that are not asked; those that are no longer there do not count."""

ALL_ASKED: LeftOut = frozenset()

EMPTY = "The library is empty: add a report on the Library page, then ask."
NONE_ASKED = "No report is chosen: choose at least one on the Library page, then ask."

_TO_LIBRARY = '<button type="button" class="rq-to-library">{}</button>'
_ASK_ALL = '<button type="button" class="rq-ask-all">Ask all</button>'


class ChoiceError(ReportQAError):
    """There is no report that a question could be asked of."""


def asked_ids(documents: Documents, left_out: LeftOut) -> tuple[str, ...] | None:
    """The ids of the reports that are asked; None for all. ChoiceError if there are none."""
    if not documents:
        raise ChoiceError(EMPTY)
    asked = tuple(key for key in documents if key not in left_out)
    if not asked:
        raise ChoiceError(NONE_ASKED)
    return None if len(asked) == len(documents) else asked


def with_choice(
    left_out: LeftOut, documents: Documents, document_id: str | None, is_asked: bool
) -> LeftOut:
    """What is left out after a report was chosen or not; with None for its id, all of them."""
    changed = documents.keys() if document_id is None else {document_id}
    return left_out - changed if is_asked else left_out | changed


def choice_html(documents: Documents, left_out: LeftOut) -> str:
    """The line above the question that says so when not every report is asked; else nothing."""
    n_asked = sum(key not in left_out for key in documents)
    if not documents:
        said = f"The library is empty. {_TO_LIBRARY.format('Add a report')}"
    elif n_asked == len(documents):
        return ""
    else:
        said = f"{asking_words(documents, left_out)} {_TO_LIBRARY.format('Change')} {_ASK_ALL}"
    return f'<p class="rq-choice" role="status">{said}</p>'


def asking_words(documents: Documents, left_out: LeftOut) -> str:
    """How many reports are asked, in words: "Asking 2 of 5 reports."."""
    n_asked = sum(key not in left_out for key in documents)
    n_reports = counted(len(documents), "report")
    if n_asked == len(documents):
        return f"Asking all of {n_reports}." if n_asked > 1 else "Asking 1 report."
    return f"Asking {n_asked or 'none'} of {n_reports}."
