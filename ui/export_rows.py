"""What every form of an export tells of an answer: what it says, and where its quotes stand."""

from dataclasses import dataclass

from qa.answer import Answer, Citation
from ui.confidence import confidence_word
from ui.markup import counted, visible
from ui.permalink import permalink
from ui.quotes import Documents, cards_of

TITLE = "A conversation with Report QA"
HEADINGS = {"partial": "Closest passages", "not_in_report": "Not in the report"}


@dataclass(frozen=True)
class CitedQuote:
    """A citation with its place in words and the address that opens it."""

    citation: Citation
    place: str
    link: str


def cited_quotes(answer: Answer, documents: Documents, base: str) -> list[CitedQuote]:
    """The citations of an answer in their order; `base` is the address of the page."""
    return [
        CitedQuote(
            citation,
            _place(citation, documents),
            f"{base}{permalink(citation.document_id, citation.paragraph_id)}",
        )
        for citation in answer.citations
    ]


def quotes_heading(answer: Answer) -> str:
    """What stands above the citations: those of an abstention carry nothing."""
    return "Where it stands" if answer.sentences else "The nearest passages, to judge by"


def foot(answer: Answer) -> str:
    """How sure the answer is, and what was looked through."""
    searched = answer.searched
    where = (
        f"Searched {counted(searched.paragraphs, 'paragraph')} of "
        f"{counted(searched.documents, 'report')}"
    )
    if answer.status == "not_in_report":
        return where
    return f"{confidence_word(answer.confidence).word} · {where}"


def one_line(text: str) -> str:
    """Text on one line, every invisible character in it written out."""
    return " ".join(visible(text).split())


def _place(citation: Citation, documents: Documents) -> str:
    """Title, section, paragraph, page and offsets: "Report · V. Steps · ¶ 31 · p. 7 · …"."""
    (card,) = cards_of((citation,), documents)
    parts = (
        citation.document_title,
        *citation.section_path,
        card.place,
        f"characters {citation.start}–{citation.end}",
    )
    return " · ".join(one_line(part) for part in parts if part)
