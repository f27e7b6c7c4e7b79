"""What the reports hold, before anything is asked: their headings, and the gaps between them."""

from corpus.document import Document, Gap, Section
from ui.markup import counted, escape
from ui.quotes import Documents

MAX_ROWS = 40
"""A longer outline is cut: it is an orientation, not the report."""


def outline_html(documents: Documents) -> str:
    """One list of headings a report; a gap between sections stands where it is."""
    reports = "".join(_report(document) for document in documents.values())
    return f'<nav class="rq-outline" aria-label="Outline">{reports}</nav>' if reports else ""


def _report(document: Document) -> str:
    n_paragraphs = counted(document.n_searchable_paragraphs, "searchable paragraph")
    title = document.title.casefold()
    places: list[Section | Gap] = [
        section for section in document.sections if section.title.casefold() != title
    ]
    places += [gap for gap in document.gaps if gap.kind == "sections missing"]
    places.sort(key=_position)
    rows = "".join(_row(place) for place in places[:MAX_ROWS])
    if len(places) > MAX_ROWS:
        rows += f'<li class="rq-missing">and {len(places) - MAX_ROWS} more</li>'
    return f"<h2>{escape(document.title)}</h2><p>{n_paragraphs}</p><ol>{rows}</ol>"


def _position(place: Section | Gap) -> tuple[int, bool]:
    """By place; a gap stands before the section that it is seen at."""
    if isinstance(place, Section):
        return place.start, True
    return place.position, False


def _row(place: Section | Gap) -> str:
    if isinstance(place, Gap):
        return f'<li class="rq-missing">{escape(_sentence(place.note))}</li>'
    return f'<li class="rq-level-{min(place.level, 3)}">{escape(place.label)}</li>'


def _sentence(note: str) -> str:
    return f"{note[:1].upper()}{note[1:]}"
