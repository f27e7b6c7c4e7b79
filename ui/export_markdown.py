"""A conversation as Markdown; nothing that a report says is read as markup."""

import re
from collections.abc import Iterator

from qa.answer import Answer
from ui.exchange import Conversation
from ui.export_rows import HEADINGS, TITLE, CitedQuote, cited_quotes, foot, one_line, quotes_heading
from ui.quotes import Documents

_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|$]")
"""What can begin markup anywhere in a line."""

_LEADING = re.compile(r"^(\d*)([#+=.)-])")
"""What makes a heading, a list or a rule of a line that begins with it."""


def markdown_of(conversation: Conversation, documents: Documents, base: str) -> str:
    """The conversation in CommonMark, each quote with its place and a link to it."""
    blocks = [f"# {TITLE}"]
    for exchange in conversation:
        blocks.append(f"## {markdown_text(exchange.question)}")
        if exchange.answer is not None:
            blocks += _answer(exchange.answer, documents, base)
        elif exchange.problem is not None:
            blocks.append(markdown_text(exchange.problem))
    return "\n\n".join(blocks) + "\n"


def markdown_text(text: str) -> str:
    """Text on one line that reads as itself, whatever markup stands in it."""
    escaped = _ACTIVE.sub(r"\\\g<0>", one_line(text))
    return _LEADING.sub(r"\1\\\2", escaped)


def _answer(answer: Answer, documents: Documents, base: str) -> Iterator[str]:
    if answer.interpreted_as:
        yield f"Understood as “{markdown_text(answer.interpreted_as)}”"
    if answer.status in HEADINGS:
        yield f"**{HEADINGS[answer.status]}**"
    if answer.short_answer:
        yield f"**{markdown_text(answer.short_answer)}**"
    yield from (markdown_text(line) for line in answer.text.splitlines() if line.strip())
    yield f"*{foot(answer)}*"
    if answer.citations:
        yield f"### {quotes_heading(answer)}"
        yield "\n".join(_quote(quote) for quote in cited_quotes(answer, documents, base))


def _quote(quote: CitedQuote) -> str:
    """A list item: the quote, and below it its place."""
    words = f"- \\[{quote.citation.number}\\] “{markdown_text(quote.citation.quote)}”"
    return f"{words}\\\n  {markdown_text(quote.place)} · [open](<{quote.link}>)"
