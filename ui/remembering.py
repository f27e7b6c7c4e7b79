"""The conversation as the browser keeps it, and what of that is believed when it comes back.

What a browser sends is data, of any age and from anyone: it is shown only where the library still
has every quote of it at its place.
"""

from typing import Any, Literal

from pydantic import Field, ValidationError

from corpus.document import Frozen, Span
from qa.answer import Answer, Citation
from ui.exchange import MAX_EXCHANGES, Conversation, Exchange
from ui.quotes import Documents

CHANGED = "The report has changed since this was answered. Ask again to hear what it says now."


class Remembered(Frozen):
    """The stored form; another version is not read."""

    version: Literal[1] = 1
    exchanges: tuple[Exchange, ...] = Field(max_length=MAX_EXCHANGES)


def remembered(conversation: Conversation) -> dict[str, Any]:
    """The settled exchanges as JSON to store."""
    settled = tuple(exchange for exchange in conversation if not exchange.is_open)
    return Remembered(exchanges=settled).model_dump(mode="json")


def recalled(stored: object, documents: Documents) -> Conversation:
    """The conversation that was stored; empty if it has not the form that `remembered` gives.

    An answer of which a quote is no longer in the library is replaced by a message.
    """
    try:
        kept = Remembered.model_validate(stored).exchanges
    except ValidationError:
        return ()
    settled = (exchange for exchange in kept if not exchange.is_open)
    return tuple(
        _checked(exchange, documents).model_copy(update={"serial": serial})
        for serial, exchange in enumerate(settled, start=1)
    )


def _checked(exchange: Exchange, documents: Documents) -> Exchange:
    if exchange.answer is None or _still_stands(exchange.answer, documents):
        return exchange
    return Exchange(serial=exchange.serial, question=exchange.question, problem=CHANGED)


def _still_stands(answer: Answer, documents: Documents) -> bool:
    """Whether every citation is what the library would cite there, and every sentence a quote."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return all(_is_ours(citation, documents) for citation in answer.citations) and all(
        sentence.text in [quotes[number] for number in sentence.citations]
        for sentence in answer.sentences
    )


def _is_ours(citation: Citation, documents: Documents) -> bool:
    document = documents.get(citation.document_id)
    if document is None:
        return False
    try:
        paragraph = document.paragraph(citation.paragraph_id)
        span = Span(start=citation.start, end=citation.end)
        return citation == Citation.of(document, paragraph, span, citation.number)
    except (KeyError, ValueError):
        return False
