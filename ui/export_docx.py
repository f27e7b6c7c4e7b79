"""A conversation as a Word document."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

from qa.answer import Answer
from ui.exchange import Conversation
from ui.export_rows import HEADINGS, TITLE, CitedQuote, cited_quotes, foot, one_line, quotes_heading
from ui.quotes import Documents

if TYPE_CHECKING:
    from docx.document import Document as Page
    from docx.text.paragraph import Paragraph

_NOT_XML = re.compile("[\ufffe\uffff]")
"""The characters that XML cannot hold, apart from those that `one_line` writes out."""


def docx_of(conversation: Conversation, documents: Documents, base: str) -> bytes:
    """The bytes of a .docx file, each quote with its place and a link to it."""
    from docx import Document

    page = Document()
    page.core_properties.title = TITLE
    page.core_properties.author = "Report QA"
    page.add_heading(TITLE, level=0)
    for exchange in conversation:
        page.add_heading(_text(exchange.question), level=1)
        if exchange.answer is not None:
            _add_answer(page, exchange.answer, documents, base)
        elif exchange.problem is not None:
            page.add_paragraph(_text(exchange.problem))
    written = BytesIO()
    page.save(written)
    return written.getvalue()


def _add_answer(page: "Page", answer: Answer, documents: Documents, base: str) -> None:
    if answer.interpreted_as:
        page.add_paragraph(f"Understood as “{_text(answer.interpreted_as)}”")
    for strong in (HEADINGS.get(answer.status), answer.short_answer):
        if strong:
            page.add_paragraph().add_run(_text(strong)).bold = True
    for line in answer.text.splitlines():
        if line.strip():
            page.add_paragraph(_text(line))
    page.add_paragraph().add_run(foot(answer)).italic = True
    if answer.citations:
        page.add_heading(quotes_heading(answer), level=2)
    for quote in cited_quotes(answer, documents, base):
        _add_quote(page, quote)


def _add_quote(page: "Page", quote: CitedQuote) -> None:
    page.add_paragraph(f"[{quote.citation.number}] “{_text(quote.citation.quote)}”", style="Quote")
    place = page.add_paragraph(f"{_text(quote.place)} · ")
    _add_link(place, "open", quote.link)


def _add_link(paragraph: "Paragraph", words: str, address: str) -> None:
    """A hyperlink at the end of a paragraph; python-docx reads links but makes none."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    related = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), related)
    run = paragraph.add_run(words)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _text(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", one_line(text))
