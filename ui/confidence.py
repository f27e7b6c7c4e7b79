"""The confidence of an answer as a word, with what the word means."""

from typing import NamedTuple


class ConfidenceWord(NamedTuple):
    """How sure an answer is, as a word; `name` is for the style, `meaning` for whoever asks."""

    least: float
    name: str
    word: str
    meaning: str


_ADVICE = "It is an estimate: the quotes are what counts."

WORDS = (
    ConfidenceWord(
        0.85,
        "high",
        "High confidence",
        f"These sentences very probably answer the question. {_ADVICE}",
    ),
    ConfidenceWord(
        0.6,
        "fair",
        "Fair confidence",
        f"These sentences probably answer the question. {_ADVICE}",
    ),
    ConfidenceWord(
        0.0,
        "low",
        "Low confidence",
        "These sentences are about the question but may not answer it. Read them in their place.",
    ),
)
"""From the surest down; `least` is the lowest probability that a word stands for."""


def confidence_word(confidence: float) -> ConfidenceWord:
    """The word for a probability in 0..1."""
    return next(word for word in WORDS if confidence >= word.least)
