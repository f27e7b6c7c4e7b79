"""Passages without the sentence that answered: the subject is there, the answer is not.

A report breaks off, or speaks of a thing and not of what is asked about it; then everything but the
answer speaks for answering. A passage next to itself without its answer teaches that difference.
"""

from corpus.sentences import split_sentences
from qa.words import words_of
from train.held import holds_answer
from train.rows import Row

MIN_WORDS = 25
"""Of what must be left of a passage: less than this says nothing."""


def without_answer(row: Row) -> Row | None:
    """The row with its passage less the sentences of the answer, not answered any more.

    None where it was not answered, where too little is left, or where what is left holds the words
    of an accepted answer.
    """
    if not row.answerable:
        return None
    left = " ".join(
        row.passage[span.start : span.end]
        for span in split_sentences(row.passage)
        if span.end <= row.start or span.start >= row.end
    )
    if len(words_of(left)) < MIN_WORDS or holds_answer(left, row):
        return None
    return Row(row.question, left, -1, -1, f"{row.source}_cut")
