"""Read the best paragraphs sentence by sentence and choose those that answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Document, Paragraph, Span
from corpus.speakers import person_mentions
from index.snapshot import Snapshot
from qa.query import Query
from qa.reranker import Reranker
from qa.retriever import Hit
from qa.settings import Settings
from qa.short_answer import short_answer
from qa.words import NUMBER_WORDS, content_words, stem

WINDOW_WEIGHT = 0.5
"""How much a sentence's surroundings count beside itself; chosen on the development questions."""

SECOND_MARGIN = 1.5
"""Logits that the second sentence may stand behind the first and still be shown."""

_LEANS = re.compile(
    r"(?:He|She|They|It|This|That|These|Those|Such|Here|There|His|Her|Their|Its|Both"
    r"|The (?:document|former|latter|same|first|second)|In this (?:regard|context|respect|way)"
    r"|To this end|In addition|Furthermore|Moreover|Likewise|For example|For instance|However)\b"
)
_ENUMERATED = re.compile(
    r"(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Fifth(?:ly)?|Finally|Lastly)\b,?"
)
_ANNOUNCES = re.compile(
    rf"\b(?:{'|'.join(sorted(NUMBER_WORDS))}|several|various|following|many)\b[^.]{{0,60}}?"
    r"\b\w+s\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReadSentence:
    """A sentence with its score (a logit, higher is better) and where it stands."""

    document: Document
    paragraph: Paragraph
    span: Span
    score: float

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.document.quote(self.span)


def read(
    query: Query, hits: Sequence[Hit], snapshot: Snapshot, reranker: Reranker, settings: Settings
) -> list[ReadSentence]:
    """The sentences of the best paragraphs, best first.

    A sentence scores by itself, led by the name of who speaks, plus `WINDOW_WEIGHT` times the best
    passage that holds it: alone, "He recommended a hybrid" says neither who nor what.
    """
    places = _places(hits, snapshot, settings.n_paragraphs)
    texts = [_with_speaker(document, paragraph, span) for document, paragraph, span, _ in places]
    known = {snapshot.text_of(hit.passage): hit.rerank for hit in hits}
    unread = [text for text in dict.fromkeys(texts) if text not in known]
    known |= dict(zip(unread, reranker.score(query.text, unread), strict=True))
    logits = [known[text] for text in texts]
    sentences = [
        ReadSentence(document, paragraph, span, logit + WINDOW_WEIGHT * around)
        for (document, paragraph, span, around), logit in zip(places, logits, strict=True)
    ]
    return sorted(sentences, key=lambda sentence: (-sentence.score, sentence.span.start))


def _places(
    hits: Sequence[Hit], snapshot: Snapshot, n_paragraphs: int
) -> list[tuple[Document, Paragraph, Span, float]]:
    """The sentences inside the hits of the best paragraphs, each with its best hit's logit."""
    paragraph_ids = list(dict.fromkeys(hit.passage.paragraph_id for hit in hits))[:n_paragraphs]
    places = []
    for paragraph_id in paragraph_ids:
        inside = [hit for hit in hits if hit.passage.paragraph_id == paragraph_id]
        document = snapshot.document(inside[0].passage.document_id)
        paragraph = document.paragraph(paragraph_id)
        for span in paragraph.sentences:
            around = [hit.rerank for hit in inside if hit.passage.overlaps(span)]
            if around:
                places.append((document, paragraph, span, max(around)))
    return places


def _with_speaker(document: Document, paragraph: Paragraph, span: Span) -> str:
    """The sentence led by who was introduced as speaking before it in its paragraph."""
    speaking = [
        speaker.name
        for speaker in document.speakers
        if speaker.paragraph_id == paragraph.id and speaker.end <= span.start
    ]
    text = document.quote(span)
    return f"{speaking[-1]}: {text}" if speaking else text


@dataclass(frozen=True)
class Shown:
    """The sentences to show, in order, and the short answer that they hold."""

    sentences: list[ReadSentence]
    short: str | None


def choose(query: Query, sentences: Sequence[ReadSentence]) -> Shown:
    """What to answer with.

    The best one with the sentences that it cannot be understood without, or the whole list that it
    opens or belongs to; then the second best where it is nearly as good; then, for a person called
    by family name, the sentence that introduces them.
    """
    best = sentences[0]
    chosen = _company(query, best)
    for second in sentences[1:2]:
        if second.score >= best.score - SECOND_MARGIN and second.span not in _spans(chosen):
            chosen += [item for item in _company(query, second) if item.span not in _spans(chosen)]
    if query.type == "person" or query.type == "statement":
        chosen += _introduction(best, chosen)
    short = short_answer(query.type, query.text, best.document, best.paragraph, best.span)
    return Shown(chosen, short)


def _spans(sentences: Sequence[ReadSentence]) -> set[Span]:
    return {sentence.span for sentence in sentences}


def _company(query: Query, sentence: ReadSentence) -> list[ReadSentence]:
    """The sentence with the neighbours that belong to it, in the order of the text."""
    spans = sentence.paragraph.sentences
    texts = [sentence.document.quote(span) for span in spans]
    first = last = spans.index(sentence.span)
    opener = _list_opener(texts, first)
    if opener is not None and (opener == first or _asks_for_list(query, texts[opener])):
        first = opener
        while last + 1 < len(texts) and _ENUMERATED.match(texts[last + 1]):
            last += 1
    if first > 0 and _LEANS.match(texts[first]):
        first -= 1
    if last + 1 < len(texts) and _ANNOUNCES.search(texts[last]) and _LEANS.match(texts[last + 1]):
        last += 1
    return [
        ReadSentence(sentence.document, sentence.paragraph, span, sentence.score)
        for span in spans[first : last + 1]
    ]


def _list_opener(texts: Sequence[str], position: int) -> int | None:
    """The sentence that announces the enumeration at `position` ("three tracks"), if any."""
    opener = position
    while opener > 0 and _ENUMERATED.match(texts[opener]):
        opener -= 1
    is_followed = opener + 1 < len(texts) and bool(_ENUMERATED.match(texts[opener + 1]))
    return opener if is_followed and _ANNOUNCES.search(texts[opener]) else None


def _asks_for_list(query: Query, announcement: str) -> bool:
    """Whether the question asks for the things announced: "what are the tracks"."""
    announced = {stem(match.group().split()[-1]) for match in _ANNOUNCES.finditer(announcement)}
    return bool(announced & {stem(word) for word in content_words(query.text)})


def _introduction(best: ReadSentence, chosen: Sequence[ReadSentence]) -> list[ReadSentence]:
    """The sentence that gives the full name and title of a person whom the answer only calls."""
    called = [name for _, _, name in person_mentions(best.text) if " " not in name]
    for speaker in best.document.speakers:
        if speaker.family_name not in called:
            continue
        paragraph = best.document.paragraph(speaker.paragraph_id)
        for span in paragraph.sentences:
            if span.overlaps(speaker) and span not in _spans(chosen):
                return [ReadSentence(best.document, paragraph, span, best.score)]
    return []
