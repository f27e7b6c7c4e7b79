"""Beside a report: its outline, who speaks in it and its abbreviations, each a question away."""

from corpus.document import Document, GlossaryEntry, Section, Speaker
from ui.markup import escape
from ui.permalink import permalink


def sides_html(document: Document) -> str:
    """The outline with links into the report, then the speakers and the abbreviations."""
    outline = "".join(_heading(document, section) for section in document.sections)
    speakers = "".join(_speaker(speaker) for speaker in _introductions(document))
    by_name = sorted(document.glossary, key=lambda entry: entry.abbreviation.casefold())
    abbreviations = "".join(_abbreviation(entry) for entry in by_name)
    return (
        '<nav class="rq-sides" aria-label="Parts of the report">'
        f"{_list('Outline', 'rq-contents-list', outline, is_open=True)}"
        f"{_list('Speakers', 'rq-asked-list', speakers)}"
        f"{_list('Abbreviations', 'rq-asked-list', abbreviations)}</nav>"
    )


def _list(heading: str, name: str, rows: str, *, is_open: bool = False) -> str:
    if not rows:
        return ""
    return (
        f'<details class="rq-list"{" open" if is_open else ""}><summary>{heading}</summary>'
        f'<ul class="{name}">{rows}</ul></details>'
    )


def _heading(document: Document, section: Section) -> str:
    """A heading as a link to the paragraph that it stands in."""
    inside = (each for each in document.paragraphs if each.end > section.start)
    paragraph = next(inside, None)
    label = escape(section.label)
    if paragraph is not None:
        link = escape(permalink(document.id, paragraph.id))
        label = f'<a class="rq-read-link" href="{link}">{label}</a>'
    return f'<li class="rq-level-{min(section.level, 4)}">{label}</li>'


def _introductions(document: Document) -> list[Speaker]:
    """Each speaker once: the introduction that tells the role, else the first."""
    speakers: dict[str, Speaker] = {}
    for speaker in document.speakers:
        known = speakers.get(speaker.name)
        if known is None or (speaker.role and not known.role):
            speakers[speaker.name] = speaker
    return list(speakers.values())


def _speaker(speaker: Speaker) -> str:
    return _row(speaker.name, speaker.role, f"Who is {speaker.name}?")


def _abbreviation(entry: GlossaryEntry) -> str:
    return _row(entry.abbreviation, entry.expansion, f"What does {entry.abbreviation} stand for?")


def _row(name: str, explanation: str, question: str) -> str:
    return (
        f'<li><button type="button" class="rq-ask-about" data-question="{escape(question)}" '
        f'title="{escape(question)}">{escape(name)}</button>'
        f"<span>{escape(explanation)}</span></li>"
    )
