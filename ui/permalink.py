"""Links to a place of a report: `?doc=…&para=…`, with the marked characters if there are any."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from corpus.document import Document, Paragraph, Span

_RANGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})", re.ASCII)
MAX_MARKS = 50
"""A link that names more ranges is read up to here."""


def permalink(document_id: str, paragraph_id: str, marks: Iterable[Span] = ()) -> str:
    """The link to a paragraph; `marks` are ranges in it, counted from its first character."""
    place = {"doc": document_id, "para": paragraph_id}
    ranges = ".".join(f"{mark.start}-{mark.end}" for mark in marks)
    return "?" + urlencode({**place, "mark": ranges} if ranges else place)


def marks_in(document: Document, paragraph: Paragraph, ranges: str) -> tuple[Span, ...]:
    """The ranges of a link, "0-23.34-42", as spans of the document.

    What is no range, is empty or leaves the paragraph is left out: a link may come from anywhere.
    """
    marks = []
    for written in ranges.split(".")[:MAX_MARKS]:
        match = _RANGE.fullmatch(written)
        start, end = (
            (paragraph.start + int(number) for number in match.groups()) if match else (0, 0)
        )
        if paragraph.start <= start < end <= paragraph.end:
            marks.append(Span(start=start, end=end))
    return tuple(marks)
