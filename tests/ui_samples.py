"""A small report, and an engine that answers a few questions about it with real Answer objects."""

import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

from corpus.document import Document, Gap, Paragraph, Section, Span
from qa.answer import Answer, AnswerSentence, Citation, Searched, SearchHit
from qa.errors import QuestionError

HOSTILE = '<script>x</script> & <img src=x onerror="y"> ![a](http://a.example/i.png) \u202e'

SENTENCES = ("Ada opened the meeting.", "It rained.", "It rained.", "Forty people came.")
TEXTS = (" ".join(SENTENCES), HOSTILE)


def report(texts=TEXTS, title="A <b>meeting</b>", document_id="d1"):
    """One paragraph a text, numbered from 1; each sentence ends at ". " or with its paragraph."""
    paragraphs, position = [], 0
    for number, text in enumerate(texts, start=1):
        spans = [match.span() for match in re.finditer(r"\S.*?(?:\.(?= )|$)", text, re.S)]
        paragraphs.append(
            Paragraph(
                id=f"{document_id}-{number}",
                number=number,
                page=7 if number == 1 else None,
                section_path=("V. TOWARDS <2018>",),
                start=position,
                end=position + len(text),
                sentences=tuple(Span(start=position + a, end=position + b) for a, b in spans),
            )
        )
        position += len(text) + 2
    text = "\n\n".join(texts)
    return Document(
        id=document_id,
        title=title,
        source="meeting.txt",
        sha256="0" * 64,
        text=text,
        sections=(Section(start=0, end=len(text), number="V", title="TOWARDS <2018>", level=1),),
        paragraphs=tuple(paragraphs),
        gaps=(Gap(kind="cut after", position=0, paragraph_id=f"{document_id}-2", note="cut"),),
    )


def cite(document, *places):
    """Citations, numbered from 1, of `(paragraph index, sentence index)` pairs."""
    return tuple(
        Citation.of(
            document,
            document.paragraphs[paragraph],
            document.paragraphs[paragraph].sentences[sentence],
            number,
        )
        for number, (paragraph, sentence) in enumerate(places, start=1)
    )


def answer_of(citations, status="answered", **fields):
    """An answer that says each citation's quote, in order, as its sentences."""
    quoted = () if status == "not_in_report" else citations
    defaults = {
        "text": " ".join(citation.quote for citation in quoted) or "The report does not say.",
        "confidence": 0.9,
        "searched": Searched(query="who opened", documents=1, paragraphs=2, passages=5),
    }
    sentences = tuple(
        AnswerSentence(text=citation.quote, citations=(citation.number,)) for citation in quoted
    )
    return Answer(status=status, citations=citations, sentences=sentences, **{**defaults, **fields})


@dataclass
class SmallEngine:
    """Answers "who", quotes the hostile paragraph for "hostile", refuses "", fails on "bug"."""

    documents: tuple = field(default_factory=lambda: (report(),))
    asked: list = field(default_factory=list)
    is_wanted: bool = False

    @property
    def library(self):
        return self

    def ask(self, question, history=(), document_ids=None, on_stage=lambda stage: None):
        self.asked.append((question, tuple(history)))
        if not question.strip():
            raise QuestionError("the question is empty")
        if "bug" in question:
            raise RuntimeError("secret details")
        if "slow" in question:
            time.sleep(10.0 if "very slow" in question else 0.2)
        on_stage("query")
        (document,) = self.documents
        on_stage("search")
        if "who" in question.lower():
            on_stage("read")
            return answer_of(
                cite(document, (0, 0)), short_answer="Ada", interpreted_as=f"{len(history)} turns"
            )
        if "hostile" in question:
            return answer_of(cite(document, (1, 0)))
        return answer_of(cite(document, (0, 3)), "not_in_report", confidence=0.1)

    def search(self, query, k=10, document_ids=None):
        (document,) = self.documents
        citations = cite(document, (0, 0), (0, 3), (1, 0))[:k]
        return [
            SearchHit(
                rank=citation.number,
                score=1.0 / citation.number,
                passage_id=f"p{citation.number}",
                **citation.model_dump(exclude={"number"}),
            )
            for citation in citations
        ]


class Page(HTMLParser):
    """HTML as a browser reads it: the tags with their attributes, and the text inside each kind."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self._open, self._texts = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        index = len(self._texts)
        self._texts.append((tag, attributes, []))
        self._open.append(index)

    def handle_endtag(self, tag):
        while self._open and self._texts[self._open.pop()][0] != tag:
            pass

    def handle_data(self, text):
        for index in self._open:
            self._texts[index][2].append(text)

    def texts(self, css_class=None, tag=None):
        """The text of every element with that class or tag, in order."""
        return [
            "".join(pieces)
            for name, attributes, pieces in self._texts
            if (tag is None or name == tag)
            and (css_class is None or css_class in (attributes.get("class") or "").split())
        ]

    def attributes(self, name):
        return [attributes[name] for _, attributes in self.tags if name in attributes]
