"""One to three sentences of a passage, as an index cuts them: with the answer, or beside it.

A paragraph may be as short, and the sentences beside the answer must not be taken for it.
"""

import random

from corpus.document import Span
from corpus.passages import MAX_SENTENCES
from corpus.sentences import split_sentences
from qa.words import words_of
from train.held import holds_answer
from train.rows import Row

MIN_WORDS = 6
"""Of a window: fewer are a heading or a scrap."""


def window_rows(row: Row, rng: random.Random) -> list[Row]:
    """A window that holds the row's answer, if it has one, and one that does not, if there is one.

    A window that holds the words of an accepted answer in another place is left out.
    """
    spans = split_sentences(row.passage)
    width = rng.randint(1, MAX_SENTENCES)
    windows = [
        Span(start=spans[first].start, end=spans[min(first + width, len(spans)) - 1].end)
        for first in range(max(1, len(spans) - width + 1))
    ]
    found = []
    if row.answerable:
        with_it = [each for each in windows if each.start <= row.start and row.end <= each.end]
        if with_it:
            found.append(_answered(row, rng.choice(with_it)))
    beside = [each for each in windows if _is_beside(row, each)]
    if beside:
        one = rng.choice(beside)
        text = row.passage[one.start : one.end]
        found.append(Row(row.question, text, -1, -1, f"{row.source}_window"))
    return found


def _answered(row: Row, window: Span) -> Row:
    text = row.passage[window.start : window.end]
    at = window.start
    return Row(row.question, text, row.start - at, row.end - at, f"{row.source}_window")


def _is_beside(row: Row, window: Span) -> bool:
    text = row.passage[window.start : window.end]
    if len(words_of(text)) < MIN_WORDS:
        return False
    overlaps = window.start < row.end and row.start < window.end
    return not row.answerable or not (overlaps or holds_answer(text, row))
