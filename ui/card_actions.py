"""What can be done with a quote: read it in its report, copy it with its place, copy its link."""

from corpus.document import Span
from ui.markup import escape
from ui.permalink import permalink
from ui.quotes import QuoteCard


def actions_html(card: QuoteCard) -> str:
    """The link into the report, at exactly the quoted characters, and the two copies."""
    marks = [Span(start=quote.start, end=quote.end) for quote in card.quotes]
    link = escape(permalink(card.citation.document_id, card.citation.paragraph_id, marks))
    return (
        '<p class="rq-actions">'
        f'<a class="rq-read-link" href="{link}">Read in the report</a>'
        f'<button type="button" class="rq-copy" data-copy="{escape(quotation(card))}">'
        "Copy quote</button>"
        f'<button type="button" class="rq-copy" data-link="{link}">Copy link</button></p>'
    )


def quotation(card: QuoteCard) -> str:
    """The quotes of a card with their place: “Ada opened it.” (A meeting, § V. NEXT STEPS, ¶ 1)."""
    text = card.citation.paragraph_text
    quotes = " […] ".join(f"“{text[quote.start : quote.end]}”" for quote in card.quotes)
    sections = " › ".join(card.citation.section_path)
    place = [card.citation.document_title, f"§ {sections}" if sections else "", card.place]
    return f"{quotes} ({', '.join(part for part in place if part)})"
