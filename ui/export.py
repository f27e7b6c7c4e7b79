"""A conversation to keep: as Markdown, as a Word document or as JSON, its citations in full."""

from dataclasses import dataclass
from typing import Any, Literal

from qa.json_text import json_text
from ui.exchange import Conversation, Exchange
from ui.export_docx import docx_of
from ui.export_markdown import markdown_of
from ui.export_rows import cited_quotes
from ui.quotes import Documents

Form = Literal["Markdown", "Word", "JSON"]
JSON_VERSION = 1
_NAME = "report-qa-conversation"


@dataclass(frozen=True)
class ExportedFile:
    """A file to save."""

    name: str
    media_type: str
    content: bytes


def exported(
    conversation: Conversation, documents: Documents, base: str, form: Form
) -> ExportedFile:
    """The conversation in a form; `base` is the address of the page, to which its links lead."""
    if form == "Word":
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return ExportedFile(f"{_NAME}.docx", kind, docx_of(conversation, documents, base))
    if form == "Markdown":
        text = markdown_of(conversation, documents, base)
        return ExportedFile(f"{_NAME}.md", "text/markdown", text.encode())
    text = json_text(json_of(conversation, documents, base))
    return ExportedFile(f"{_NAME}.json", "application/json", text.encode())


def json_of(conversation: Conversation, documents: Documents, base: str) -> dict[str, Any]:
    """The questions with their answers, as the endpoints give them, and where each quote is."""
    return {
        "version": JSON_VERSION,
        "exchanges": [_exchange(exchange, documents, base) for exchange in conversation],
    }


def _exchange(exchange: Exchange, documents: Documents, base: str) -> dict[str, Any]:
    answer = exchange.answer
    quotes = cited_quotes(answer, documents, base) if answer is not None else []
    return {
        "question": exchange.question,
        "answer": answer.model_dump(mode="json") if answer is not None else None,
        "problem": exchange.problem,
        "places": [
            {"number": quote.citation.number, "place": quote.place, "link": quote.link}
            for quote in quotes
        ],
    }
