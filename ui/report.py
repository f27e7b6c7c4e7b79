"""A whole report as a page to read: every paragraph by its kind, and what the source lacks."""

from collections.abc import Iterator
from itertools import groupby

from corpus.document import Document, Gap, Paragraph
from ui.markup import escape, sentence
from ui.permalink import permalink
from ui.report_facts import facts_of
from ui.report_words import IN_CELLS, words_html


def report_html(document: Document) -> str:
    """The report with its title; a gap is said where it is."""
    blocks = []
    for kind, group in groupby(_blocks(document), key=lambda block: block[0]):
        body = "".join(html for _, html in group)
        in_table = kind in IN_CELLS
        blocks.append(f'<div class="rq-table" role="table">{body}</div>' if in_table else body)
    return (
        f'<article class="rq-report" data-document="{escape(document.id)}" '
        f'aria-label="{escape(document.title)}">{_head(document)}{"".join(blocks)}</article>'
    )


def _head(document: Document) -> str:
    notices = "".join(f"<li>{escape(notice)}</li>" for notice in document.notices)
    if notices:
        notices = f"<details><summary>How it was read</summary><ul>{notices}</ul></details>"
    return (
        f'<header><h2 dir="auto">{escape(document.title)}</h2>'
        f'<p class="rq-facts">{escape(document.source)} · {escape(facts_of(document))}</p>'
        f"{notices}</header>"
    )


def _blocks(document: Document) -> Iterator[tuple[str, str]]:
    """The kind and the HTML of every paragraph and gap, in the order of the text."""
    missing = [gap for gap in document.gaps if gap.paragraph_id is None]
    levels = {section.start: section.level for section in document.sections}
    page: int | None = None
    for paragraph in document.paragraphs:
        while missing and missing[0].position <= paragraph.start:
            yield "gap", _gap(missing.pop(0))
        cuts = {gap.kind: gap for gap in document.gaps_at(paragraph.id)}
        if "cut before" in cuts:
            yield "gap", _gap(cuts["cut before"])
        level = levels.get(paragraph.start, 3)
        yield paragraph.kind, _paragraph(document, paragraph, level, paragraph.page != page)
        if "cut after" in cuts:
            yield "gap", _gap(cuts["cut after"])
        page = paragraph.page_at(paragraph.end)
    yield from (("gap", _gap(gap)) for gap in missing)


def _paragraph(document: Document, paragraph: Paragraph, level: int, begins_page: bool) -> str:
    """A paragraph with its number, which is a link to it, and the page that begins with it."""
    name = f"paragraph {paragraph.number}" if paragraph.number else "this place"
    label = paragraph.number or "¶"
    page = ""
    if begins_page and paragraph.page is not None:
        page = f'<span class="rq-page">p. {paragraph.page}</span>'
    beside = (
        f'<a class="rq-permalink{"" if paragraph.number else " rq-unnumbered"}" '
        f'href="{escape(permalink(document.id, paragraph.id))}" '
        f'aria-label="Link to {name}">{label}</a>{page}'
    )
    tag, role = "p", ""
    if paragraph.kind == "heading":
        tag = f"h{min(level + 2, 6)}"
    elif paragraph.kind in IN_CELLS:
        tag, role = "div", ' role="row"'
        beside = f'<span class="rq-beside" role="cell">{beside}</span>'
    kind = paragraph.kind.replace(" ", "-")
    return (
        f'<div class="rq-para rq-{kind}" data-para="{escape(paragraph.id)}" tabindex="-1"{role}>'
        f'{beside}<{tag} class="rq-words" dir="auto">{words_html(document, paragraph)}</{tag}>'
        "</div>"
    )


def _gap(gap: Gap) -> str:
    return f'<p class="rq-gap" role="note">{escape(sentence(gap.note))}</p>'
