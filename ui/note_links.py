"""Links from the mark of a footnote to the note, and from the note back to each of its marks.

What a link shows is put there by the stylesheet: a paragraph's text stays what it was.
"""

from corpus.document import Document, NoteMark, Paragraph, Span
from ui.markup import escape
from ui.permalink import permalink


def note_link(document: Document, mark: NoteMark) -> str:
    """The mark of a footnote, a link to it."""
    link = permalink(document.id, mark.note_id)
    return _link("rq-note-mark", link, mark.label, f"footnote {mark.label}")


def back_links(document: Document, note: Paragraph) -> str:
    """A link to every place that refers to a footnote: the sentence there is marked."""
    return "".join(
        _link(
            "rq-note-back",
            permalink(document.id, paragraph.id, _sentence(paragraph, mark)),
            "↩",
            f"back to the mark of footnote {mark.label}",
        )
        for paragraph, mark in document.marks_of(note.id)
    )


def _sentence(paragraph: Paragraph, mark: NoteMark) -> list[Span]:
    """The sentence that a mark stands in or behind, as a range in its paragraph."""
    return [
        Span(start=sentence.start - paragraph.start, end=sentence.end - paragraph.start)
        for sentence in paragraph.sentences
        if sentence.start < mark.position <= sentence.end
    ]


def _link(name: str, link: str, shown: str, label: str) -> str:
    return (
        f'<a class="rq-read-link {name}" href="{escape(link)}" data-shown="{escape(shown)}" '
        f'aria-label="{escape(label)}"></a>'
    )
