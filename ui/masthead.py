"""The head of the page, and what is said before the first question."""

from collections.abc import Mapping

from corpus.document import Document
from ui.markup import counted, escape


def masthead_html(documents: Mapping[str, Document], is_open: bool = False) -> str:
    """The name of the app and of the report that is asked; more than one are counted.

    Without a report, a library that `is_open` is empty.
    """
    titles = [document.title for document in documents.values()]
    if not titles:
        subject = "The library is empty" if is_open else "Opening the library"
    elif len(titles) == 1:
        subject = titles[0]
    else:
        subject = f"{titles[0]} and {counted(len(titles) - 1, 'other report')}"
    return (
        '<header class="rq-masthead"><h1>Report QA</h1>'
        f'<p class="rq-subject" dir="auto">{escape(subject)}</p></header>'
    )


def welcome_html() -> str:
    """What the page is for, above the questions to begin with."""
    return (
        '<div class="rq-welcome"><h2>Ask the report.</h2>'
        "<p>It answers in its own sentences, each one quoted from its place. "
        "Where it does not say, you are told so.</p></div>"
    )
