"""Passages near a question that do not answer it: others of its own page or document.

An answer over a whole report is read from several paragraphs, and the likeliest of them wins: a
reader must also refuse those that merely share the question's subject.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from qa.words import content_words, stem
from train.held import stems_of
from train.pages import PAGES_AROUND, report_text
from train.rows import UN_QUESTIONS, Row, flow, lines_of, un_rows

MIN_WORDS, MAX_WORDS = 25, 220
"""Of a passage that is taken: shorter ones say nothing, longer ones are no paragraph."""

_SHARED = 0.5
"""A passage that shares this much of its words with the question's own passage is a part of it."""


def near_rows(pages: Path, questions: Path = UN_QUESTIONS) -> Iterator[tuple[str, Row]]:
    """(document, row) for the passages near each of our questions that are not its own.

    Where whoever wrote the question had the page's other paragraphs before them, these: they said
    which of them do not answer. Elsewhere the nearest, by the sum of the inverse document
    frequencies of the question's words. A passage that holds the words of the answer is left out;
    one that answers in other words may slip through.
    """
    texts = {(page["doc"], page["page"]): page["text"] for page in lines_of(pages)}
    asked = zip(lines_of(questions), un_rows(pages, questions), strict=True)
    around: dict[tuple[str, int], list[str]] = {}
    for question, (doc, row) in asked:
        page = question["page"]
        if "near" in question:
            text = texts[doc, page]
            for start, end in question["near"]:
                yield doc, Row(row.question, flow(text[start:end])[0], -1, -1, "un_near")
            continue
        if (doc, page) not in around:
            near = range(page - PAGES_AROUND, page + PAGES_AROUND + 1)
            around[doc, page] = _passages([texts[doc, at] for at in near if (doc, at) in texts])
        passage = _nearest(row, around[doc, page])
        if passage is not None:
            yield doc, Row(row.question, passage, -1, -1, "un_near")


def _passages(pages: list[str]) -> list[str]:
    paragraphs = (" ".join(part.split()) for part in report_text(pages).split("\n\n"))
    return [text for text in paragraphs if MIN_WORDS <= len(text.split()) <= MAX_WORDS]


def _nearest(row: Row, passages: list[str]) -> str | None:
    held = [stems_of(text) for text in passages]
    n_with = Counter(word for stems in held for word in stems)
    rarity: dict[str, float] = defaultdict(float)
    rarity |= {word: math.log((len(passages) + 1) / n) for word, n in n_with.items()}
    asked = {stem(word) for word in content_words(row.question)}
    own = stems_of(row.passage)
    answer = stems_of(row.passage[row.start : row.end]) if row.answerable else frozenset()
    best, found = 0.0, None
    for text, stems in zip(passages, held, strict=True):
        is_own = len(stems & own) > _SHARED * len(stems)
        if is_own or (answer and answer <= stems):
            continue
        score = sum(rarity[word] for word in asked & stems)
        if score > best:
            best, found = score, text
    return found
