"""The short answer: the reader's exact words, if they are of the type asked for, else none."""

import math
import re

from corpus.document import Document, Paragraph, Span
from corpus.speakers import person_mentions
from qa.paragraph_reading import ParagraphReading
from qa.question_type import QuestionType
from qa.words import MONTHS, NUMBER_WORDS, content_words, stem, words_of, years_in

MIN_STATEMENT_SHARE = 0.5
"""A question of no type gets a short answer only where one span holds this much of the belief."""

MAX_WORDS = 12
"""A longer span is a clause, which the quoted sentence tells better."""

_MONTH = "|".join(sorted(MONTHS))
_DATED = re.compile(rf"\b(?:{_MONTH})\b", re.IGNORECASE)
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(sorted(NUMBER_WORDS))}|no|none)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[^\W\d_a-z]")
_PRONOUN = re.compile(r"(?:he|she|him|her|his)", re.IGNORECASE)


def short_answer(
    kind: QuestionType, question: str, sentence: Span, reading: ParagraphReading
) -> str | None:
    """The span that the reader found in the sentence, or None where it is not what was asked for.

    A person called by family name or "she" is given by the full name that the document introduces.
    What the question itself names is no answer to it.
    """
    document, paragraph, span = reading.document, reading.paragraph, reading.answer
    if kind == "role":
        return role(question, document, sentence)
    if not sentence.covers(span):
        return None
    if kind == "statement" and 2 * (span.end - span.start) > sentence.end - sentence.start:
        return None  # the sentence itself, which is quoted anyway
    words = document.quote(span)
    if kind in ("person", "organisation"):
        words = _full(words, document, paragraph, span.start)
    is_fitting = _fits(kind, question, words, reading)
    return words if is_fitting and not _repeats(question, words) else None


def _fits(kind: QuestionType, question: str, words: str, reading: ParagraphReading) -> bool:
    """Whether the words are of the type asked for."""
    if len(words.split()) > MAX_WORDS:
        return False
    lowered = question.casefold()
    if kind == "number":
        return bool(_NUMBER.search(words))
    if kind == "date":
        if "month" in lowered:
            return bool(re.search(_MONTH, words, re.IGNORECASE))
        return bool(years_in(words) or ("year" not in lowered and _DATED.search(words)))
    if kind in ("person", "organisation", "place"):
        return bool(_NAME.search(words))
    return kind == "statement" and reading.reading.log_probability >= math.log(MIN_STATEMENT_SHARE)


def _repeats(question: str, words: str) -> bool:
    asked = {stem(word) for word in content_words(question)}
    return {stem(word) for word in words_of(words)} <= asked


def _full(words: str, document: Document, paragraph: Paragraph, position: int) -> str:
    """The person whom the words name or mean, by full name; other words as they are."""
    if _PRONOUN.fullmatch(words):
        return speaker_before(document, paragraph, position) or words
    mentions = person_mentions(words)
    if len(mentions) == 1:
        return full_name(mentions[0][2], document, paragraph)
    known = {speaker.family_name for speaker in document.speakers}
    return full_name(words, document, paragraph) if words in known else words


def role(question: str, document: Document, sentence: Span) -> str | None:
    """The title of the person asked about, where the sentence introduces them."""
    asked = {word.removesuffix("'s").removesuffix("’s") for word in words_of(question)}
    return next(
        (
            speaker.role
            for speaker in document.speakers
            if speaker.role and speaker.family_name in asked and speaker.overlaps(sentence)
        ),
        None,
    )


def full_name(name: str, document: Document, paragraph: Paragraph) -> str:
    """The name as the document introduces it: "Kelley" is "Ninette Kelley"."""
    family_name = name.split()[-1]
    known = [speaker for speaker in document.speakers if speaker.family_name == family_name]
    here = [speaker for speaker in known if speaker.paragraph_id == paragraph.id]
    return (here or known)[0].name if known else name


def speaker_before(document: Document, paragraph: Paragraph, position: int) -> str | None:
    """The last person named in the paragraph before a position: whom "he" or "she" means."""
    mentions = person_mentions(document.text[paragraph.start : position])
    return full_name(mentions[-1][2], document, paragraph) if mentions else None
