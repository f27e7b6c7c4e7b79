"""Put an answer together: sentences, their citations, and what is said around them."""

from collections.abc import Collection, Sequence

from corpus.document import Paragraph, Span
from index.snapshot import Snapshot
from qa.answer import Answer, AnswerSentence, Citation, Searched, SearchHit, Status
from qa.choosing import Shown
from qa.query import Query
from qa.reader import ReadSentence
from qa.retriever import Hit, distinct, with_sentences
from qa.scope import searched_documents
from qa.timing import Stopwatch

_NOT_FOUND = "The report does not say."
_NOT_FOUND_MANY = "None of the reports says."
MAX_SHOWN_CHARS = 200
"""How much of a question that cannot be asked is repeated."""

_MAY_NOT = "The report may not answer this"
_CLOSEST = "The closest that it says:"


def answer_with(
    query: Query,
    shown: Shown,
    searched: Searched,
    status: Status,
    confidence: float,
    watch: Stopwatch,
    remark: str | None = None,
) -> Answer:
    """An answer of the shown sentences, each a quote with its citation.

    A partial one begins with the remark on what the evidence lacks.
    """
    citations = tuple(
        Citation.of(sentence.document, sentence.paragraph, sentence.span, number)
        for number, sentence in enumerate(shown.sentences, start=1)
    )
    sentences = tuple(
        AnswerSentence(text=citation.quote, citations=(citation.number,)) for citation in citations
    )
    lines = [f"{citation.quote} [{citation.number}]" for citation in citations]
    if status == "partial":
        lines.insert(0, f"{_MAY_NOT}{f': {remark}' if remark else ''}. {_CLOSEST}")
    lines += _gap_remarks(shown.sentences)
    return Answer(
        status=status,
        text="\n".join(lines),
        short_answer=shown.short if status == "answered" else None,
        sentences=sentences,
        citations=citations,
        confidence=confidence,
        interpreted_as=query.interpreted_as,
        searched=searched,
        timings=watch.seconds,
    )


def abstain(
    query: Query,
    hits: Sequence[Hit],
    n_nearest: int,
    snapshot: Snapshot,
    searched: Searched,
    confidence: float,
    watch: Stopwatch,
    remark: str | None = None,
) -> Answer:
    """An answer that says that there is none, with the nearest passages to judge by."""
    citations = []
    nearest = distinct(with_sentences(hits, snapshot), n_nearest)
    for number, hit in enumerate(nearest, start=1):
        document = snapshot.document(hit.passage.document_id)
        paragraph = document.paragraph(hit.passage.paragraph_id)
        citations.append(Citation.of(document, paragraph, hit.passage, number))
    text = _NOT_FOUND if searched.documents == 1 else _NOT_FOUND_MANY
    return Answer(
        status="not_in_report",
        text=f"{text.rstrip('.')}: {remark}." if remark else text,
        citations=tuple(citations),
        confidence=confidence,
        interpreted_as=query.interpreted_as,
        searched=searched,
        timings=watch.seconds,
    )


def refuse(question: str, reason: str) -> Answer:
    """The answer to a question that cannot be asked: nothing is searched."""
    return Answer(
        status="not_in_report",
        text=reason,
        confidence=0.0,
        searched=Searched(query=question[:MAX_SHOWN_CHARS], documents=0, paragraphs=0, passages=0),
    )


def searched_in(query: Query, snapshot: Snapshot, document_ids: Collection[str] | None) -> Searched:
    """What a question looks through."""
    documents = searched_documents(snapshot, document_ids)
    return Searched(
        query=query.text,
        documents=len(documents),
        paragraphs=sum(document.n_searchable_paragraphs for document in documents),
        passages=len(snapshot.positions_in([document.id for document in documents])),
    )


def search_hit(hit: Hit, rank: int, snapshot: Snapshot) -> SearchHit:
    """A hit as `search` shows it."""
    document = snapshot.document(hit.passage.document_id)
    paragraph = document.paragraph(hit.passage.paragraph_id)
    return SearchHit(
        rank=rank,
        score=round(hit.score, 4),
        passage_id=hit.passage.id,
        document_id=document.id,
        document_title=document.title,
        paragraph_id=paragraph.id,
        page=paragraph.page_at(hit.passage.start),
        section_path=paragraph.section_path,
        start=hit.passage.start,
        end=hit.passage.end,
        quote=document.quote(hit.passage),
        paragraph_text=document.quote(paragraph),
    )


def _gap_remarks(chosen: Sequence[ReadSentence]) -> list[str]:
    """A remark in brackets for each cited sentence that the source breaks off."""
    remarks = []
    for number, sentence in enumerate(chosen, start=1):
        for gap in sentence.document.gaps_at(sentence.paragraph.id):
            if _touches(gap.position, sentence.span, sentence.paragraph):
                remarks.append(f"([{number}] {gap.note}.)")
    return remarks


def _touches(position: int, span: Span, paragraph: Paragraph) -> bool:
    """Whether a gap at one end of a paragraph cuts this sentence."""
    if position == paragraph.start:
        return span.start == paragraph.start
    return span.end == paragraph.end
