"""Choose the sentences to show: the best one, in the company that it needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.document import Paragraph, Span
from corpus.speakers import person_mentions
from qa.query import Query
from qa.reader import ReadSentence
from qa.short_answer import short_answer
from qa.words import NUMBER_WORDS, content_words, names_in, stem, words_of

MARGIN = 3.0
"""Logits that another sentence may stand behind the best one and still be shown."""

MAX_OTHERS = 2
"""Sentences that are shown beside the best one for being nearly as good."""

SCRAPS = ("heading", "glossary entry")
"""Kinds of paragraphs that tell nothing beside another sentence."""

TYPED = ("person", "role", "organisation", "date", "place", "number")
"""The types of question whose answer is a few words, which need what they are the answer to."""

MAX_LISTED = 12
"""Sentences of a list of paragraphs that are shown."""

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
class Shown:
    """The sentences to show, in order, and the short answer that they hold."""

    sentences: list[ReadSentence]
    short: str | None


def choose(query: Query, sentences: Sequence[ReadSentence]) -> Shown:
    """What to answer with.

    The best one with the sentences that it cannot be understood without, or the whole list that it
    opens or belongs to; then those that are nearly as good; then the one that names
    what the question is about, and, for a person called by family name, the one that introduces
    them.
    """
    best = sentences[0]
    chosen = _itemised(query, best) or _company(query, best)
    for other in sentences[1 : 1 + MAX_OTHERS]:
        is_near = other.score >= best.score - MARGIN and other.paragraph.kind not in SCRAPS
        if is_near and other.span not in _spans(chosen):
            chosen += [item for item in _company(query, other) if item.span not in _spans(chosen)]
    if query.type in TYPED:
        chosen += _mention(query, best, chosen)
    if query.type == "person" or query.type == "statement":
        chosen += _introduction(best, chosen)
    return Shown(chosen, short_of(query, best))


def short_of(query: Query, best: ReadSentence) -> str | None:
    """The short answer that a sentence holds, if any."""
    if best.reading is None:
        return None
    return short_answer(query.type, query.text, best.span, best.reading)


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


def _itemised(query: Query, best: ReadSentence) -> list[ReadSentence]:
    """The list of paragraphs that the sentence announces, or that it is an item of; else none.

    "The Board decided:" brings its items; an item brings its list only where one is asked for.
    """
    paragraphs = best.document.paragraphs
    at = paragraphs.index(best.paragraph)
    opener = at
    while best.paragraph.kind == "list item" and opener > 0 and _is_item(paragraphs[opener]):
        opener -= 1
    announces = best.document.quote(paragraphs[opener]).rstrip().endswith(":")
    is_last = opener != at or best.span == best.paragraph.sentences[-1]
    if not announces or not is_last or (opener != at and query.type != "list"):
        return []
    items = takewhile(_is_item, paragraphs[opener + 1 :])
    places = [(paragraphs[opener], paragraphs[opener].sentences[-1])]
    places += [(item, span) for item in items for span in item.sentences]
    shown = [
        ReadSentence(best.document, paragraph, span, best.score, best.reading)
        for paragraph, span in places[: MAX_LISTED + 1]
    ]
    return shown if len(shown) > 1 else []


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.kind == "list item"


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


def _mention(
    query: Query, best: ReadSentence, chosen: Sequence[ReadSentence]
) -> list[ReadSentence]:
    """The sentence of the paragraph that names what the question names, if none shown does."""
    shown = {stem(word) for each in chosen for word in words_of(each.text)}
    missing = {stem(name) for name in names_in(query.text)} - shown
    for span in best.paragraph.sentences:
        words = {stem(word) for word in words_of(best.document.quote(span))}
        if words & missing and span not in _spans(chosen):
            return [ReadSentence(best.document, best.paragraph, span, best.score, best.reading)]
    return []


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
