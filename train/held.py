"""Whether a text holds the words of an answer, however they are inflected."""

from qa.words import stem, words_of
from train.rows import Row


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(stem(word) for word in words_of(text))


def holds_answer(text: str, row: Row) -> bool:
    """Whether all words of one of the accepted answers of an answered row stand in the text."""
    held = stems_of(text)
    answers = row.accepted or (row.passage[row.start : row.end],)
    return any(stems_of(answer) <= held for answer in answers)
