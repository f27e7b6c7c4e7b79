"""The front of a document: its title, what stands around it, and tables of contents."""

import re
from collections.abc import Sequence

from corpus.pdf.drafts import Draft
from corpus.pdf.lines import Line

_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")
_ENTRY_END = re.compile(r"(?:\.|…|\s)(?:\d{1,4}|[ivxl]{1,6})$")
_CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:table of )?contents|(?:(?:chapter|section|paragraphs?|page|annex|annexes)\b\s*)+",
    re.IGNORECASE,
)
_MIN_ENTRIES = 3
_MIN_TITLE_WORDS = 3
_FAR_LARGER = 1.3
"""A title of a word or two is one if its type is so many times as large as the next."""

_TITLE_PAGES = 3
_MIN_PROSE_CHARS = 250
"""A page without a paragraph of this length is a cover, if it comes before every page with one."""


def split_contents(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines that are none of a table of contents, and the lines of each of its entries."""
    titles = [n for n, line in enumerate(lines) if _CONTENTS.fullmatch(line.text)]
    leaders = [n for n, line in enumerate(lines) if _LEADER.search(line.text)]
    if not leaders or (not titles and len(leaders) < _MIN_ENTRIES):
        return list(lines), []
    start = min(titles[0] if titles else leaders[0], leaders[0])
    entries: list[list[Line]] = []
    is_open = False
    for line in lines[start:]:
        if is_open:
            entries[-1].append(line)
        else:
            entries.append([line])
        is_open = not _ENTRY_END.search(line.text) and not _LABEL.fullmatch(line.text)
    return list(lines[:start]), entries


def find_title(drafts: Sequence[Draft]) -> Draft | None:
    """The heading in the largest type among those of the first pages, the first of them."""
    headings = [draft for draft in drafts if draft.kind == "heading" and draft.page <= _TITLE_PAGES]
    if not headings:
        return None
    first_page = [draft for draft in headings if draft.page == headings[0].page]
    largest, *others = sorted(first_page, key=lambda draft: draft.style, reverse=True)
    second = max((draft.style[0] for draft in others), default=0.0)
    if largest.style[0] >= _FAR_LARGER * second:
        return largest
    titles = [
        draft
        for draft in headings
        if sum(len(line.text.split()) for line in draft.lines) >= _MIN_TITLE_WORDS
    ]
    on_first = [draft for draft in titles if draft.page == titles[0].page]
    return max(on_first, key=lambda draft: draft.style, default=None)


def settle_front(drafts: Sequence[Draft], title: Draft | None) -> None:
    """Make body of the headings of the covers, and of what stands above the title."""
    prose = [
        draft.page
        for draft in drafts
        if draft.kind == "contents"
        or (
            draft.kind in ("body", "list item")
            and sum(len(line.text) for line in draft.lines) >= _MIN_PROSE_CHARS
        )
    ]
    first_prose_page = min(prose, default=1)
    is_above = title is not None
    for draft in drafts:
        if draft is title:
            is_above = False
        elif draft.kind == "heading" and (is_above or draft.page < first_prose_page):
            draft.kind = "body"
