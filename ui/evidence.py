"""The evidence panel: every quote of the conversation, marked in its whole paragraph.

Each exchange has its own group of cards; only the chosen one is shown, and a numbered marker in
the chat chooses it. All text goes through `escape`.
"""

from qa.answer import Answer, Status
from ui.card_actions import actions_html
from ui.exchange import Conversation, Exchange
from ui.markup import escape
from ui.quotes import Documents, QuoteCard, cards_of

_HEADINGS: dict[Status, tuple[str, str]] = {
    "answered": ("Evidence", "The sentences of the answer, where the report says them."),
    "partial": ("Closest passages", "They touch on the question but may not answer it."),
    "not_in_report": (
        "Closest passages",
        "The nearest that the report has. None was taken as an answer.",
    ),
}

_EMPTY = """\
<aside class="rq-evidence" aria-label="Evidence">
<div class="rq-evidence-empty">
<h2>Evidence</h2>
<p>Each answer is made of the report’s own sentences. They appear here inside their paragraphs, \
marked and numbered, so that you can check every word.</p>
</div></aside>"""


def evidence_html(conversation: Conversation, documents: Documents) -> str:
    """The panel with the last answered exchange's evidence on show."""
    answered = [exchange for exchange in conversation if exchange.answer is not None]
    if not answered:
        return _EMPTY
    groups = "".join(
        _group(exchange, exchange.answer, documents, is_shown=exchange is answered[-1])
        for exchange in answered
        if exchange.answer is not None
    )
    return f'<aside class="rq-evidence" aria-label="Evidence">{groups}</aside>'


def _group(exchange: Exchange, answer: Answer, documents: Documents, *, is_shown: bool) -> str:
    heading, explanation = _HEADINGS[answer.status]
    cards = cards_of(answer.citations, documents)
    body = "".join(_card(card, exchange.serial, documents) for card in cards)
    if not cards:
        explanation = "Nothing in the report comes near this question."
    return (
        f'<section class="rq-group rq-{answer.status}" id="rq-evidence-{exchange.serial}" '
        f'data-exchange="{exchange.serial}" tabindex="-1"{"" if is_shown else " hidden"}>'
        f'<header><h2>{heading}</h2><p class="rq-for">{escape(exchange.question)}</p>'
        f'<p class="rq-explains">{explanation}</p></header>{body}</section>'
    )


def _card(card: QuoteCard, serial: int, documents: Documents) -> str:
    numbers = sorted(quote.number for quote in card.quotes)
    badges = "".join(f'<span class="rq-number">{number}</span>' for number in numbers)
    name = "Quote " + " and ".join(str(number) for number in numbers)
    title = ""
    if len(documents) > 1:
        title = f'<p class="rq-source">{escape(card.citation.document_title)}</p>'
    notes = "".join(
        f'<p class="rq-cited-note" dir="auto">Note: {escape(note)}</p>' for note in card.notes
    )
    actions = actions_html(card) if card.citation.document_id in documents else ""
    return (
        f'<article class="rq-card" tabindex="-1" aria-label="{name}">'
        f'<header><span class="rq-numbers" aria-hidden="true">{badges}</span>'
        f'<p class="rq-place">{_place(card)}</p>'
        f'<a class="rq-back" href="#rq-exchange-{serial}" data-back="{serial}">Back to answer</a>'
        f"</header>{title}{_paragraph(card, serial)}{notes}{actions}</article>"
    )


def _place(card: QuoteCard) -> str:
    """Section, paragraph and page: "§ V. TOWARDS 2018: NEXT STEPS · ¶ 21 · p. 7"."""
    sections = " › ".join(escape(section) for section in card.citation.section_path)
    parts = [f'<span class="rq-section">§ {sections}</span>'] if sections else []
    if card.place:
        parts.append(f'<span class="rq-where">{escape(card.place)}</span>')
    return ' <span aria-hidden="true">·</span> '.join(parts)


def _paragraph(card: QuoteCard, serial: int) -> str:
    """The whole paragraph; exactly the cited spans stand in `<mark>`, the rest is dimmed."""
    text = card.citation.paragraph_text
    pieces: list[str] = []
    position = 0
    for quote in card.quotes:
        pieces.append(_dimmed(text[position : quote.start]))
        numbered = ' class="rq-numbered"' if len(card.quotes) > 1 else ""
        pieces.append(
            f'<mark{numbered} id="rq-quote-{serial}-{quote.number}" data-number="{quote.number}">'
            f"{escape(text[quote.start : quote.end])}</mark>"
        )
        position = quote.end
    pieces.append(_dimmed(text[position:]))
    before = _cut("The beginning of this paragraph is missing from the source.", card.is_cut_before)
    after = _cut("The end of this paragraph is missing from the source.", card.is_cut_after)
    return f'{before}<p class="rq-paragraph" dir="auto">{"".join(pieces)}</p>{after}'


def _dimmed(text: str) -> str:
    return f'<span class="rq-around">{escape(text)}</span>' if text else ""


def _cut(note: str, is_cut: bool) -> str:
    return f'<p class="rq-cut">{note}</p>' if is_cut else ""
