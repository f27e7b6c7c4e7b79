"""Answers and hits as a person reads them in a terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from qa.answer import Answer, Searched, SearchHit
from ui.confidence import confidence_word
from ui.quotes import Documents, QuoteCard, cards_of

_HEADINGS = {"partial": "Closest passages", "not_in_report": "Not in the report"}


def answer_view(answer: Answer, documents: Documents) -> RenderableType:
    """The answer, then each quote with its section and paragraph, marked in its paragraph."""
    parts: list[RenderableType] = []
    if answer.interpreted_as:
        parts.append(Text(f"Interpreted as: {answer.interpreted_as}", style="italic"))
    if answer.status in _HEADINGS:
        parts.append(Text(_HEADINGS[answer.status], style="bold"))
    if answer.short_answer:
        parts.append(Text(answer.short_answer, style="bold"))
    parts.append(_plain(answer.text))
    if answer.status == "answered":
        parts.append(Text(confidence_word(answer.confidence).word, style="dim"))
    if answer.citations:
        title = "Where it stands" if answer.sentences else "The nearest passages, to judge by"
        parts.append(Text(f"\n{title}", style="bold"))
        parts += [_card(card) for card in cards_of(answer.citations, documents)]
    parts.append(Text(f"\n{_searched(answer.searched)}", style="dim"))
    return Group(*parts)


def _searched(searched: Searched) -> str:
    return (
        f"Searched {searched.passages} passages of {searched.paragraphs} paragraphs in "
        f"{searched.documents} document{'s' * (searched.documents != 1)}."
    )


def _card(card: QuoteCard) -> RenderableType:
    """A paragraph with its place above, the quotes in it bold and the rest dimmed."""
    numbers = "".join(f"[{quote.number}]" for quote in card.quotes)
    citation = card.citation
    place = " · ".join(
        part for part in (citation.document_title, *citation.section_path, card.place) if part
    )
    paragraph = _plain(citation.paragraph_text)
    paragraph.stylize("dim")
    for quote in card.quotes:
        paragraph.stylize("not dim bold", quote.start, quote.end)
    return Group(
        Text(f"{numbers} {place}", style="cyan"), Padding(paragraph, (0, 0, 0, 4), expand=False)
    )


def _plain(text: str) -> Text:
    """Document text for a terminal; a tab is one space, so that offsets stay what they are."""
    return Text(text.replace("\t", " "))


def hits_view(hits: Sequence[SearchHit]) -> RenderableType:
    """The hits with their rank, place and score."""
    if not hits:
        return Text("Nothing was found.")
    return Group(
        *(
            Group(
                Text(
                    f"{hit.rank}. {' · '.join((hit.document_title, *hit.section_path))} "
                    f"({hit.score:.2f})",
                    style="cyan",
                ),
                Padding(_plain(hit.quote), (0, 0, 0, 4), expand=False),
            )
            for hit in hits
        )
    )
