"""Abbreviations and their expansions, both ways, as the library's reports define them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import GlossaryEntry
from qa.words import WORD, content_words, stem, words_of

_ASKED = re.compile(
    r"(?:does|do|did|is|are|of|mean(?:ing)? of|letters?|acronym|abbreviation)\s+(?:the )?"
    r"(?:letters |acronym |abbreviation |initials )?[\"“'‘]?"
    r"(?P<term>[A-Za-z][\w/&-]{1,12}(?: [A-Z]{2,8})?)[\"”'’]?",
)
MIN_EXPANSION_COVERAGE = 0.75
"""Share of an expansion's words that a question must hold to be asking for its abbreviation."""


def asked_abbreviation(question: str, glossary: Sequence[GlossaryEntry]) -> str | None:
    """The abbreviation whose meaning a question asks for, known or not; None if it names none."""
    known = {entry.abbreviation.casefold(): entry.abbreviation for entry in glossary}
    words = words_of(question)
    pairs = [" ".join(pair) for pair in pairwise(words)]
    for term in [*pairs, *words]:
        if term.casefold() in known and not (term.islower() and len(term) < 3):
            return known[term.casefold()]
    for match in _ASKED.finditer(question):
        letters = match["term"]
        if sum(char.isupper() for char in letters) >= 2:
            return letters
    return next((word for word in words if sum(char.isupper() for char in word) >= 2), None)


def entries_for(question: str, glossary: Sequence[GlossaryEntry]) -> list[GlossaryEntry]:
    """The entries that an abbreviation question is about: by abbreviation, else by expansion."""
    abbreviation = asked_abbreviation(question, glossary)
    if abbreviation:
        return [entry for entry in glossary if entry.abbreviation == abbreviation]
    asked = {stem(word) for word in content_words(question)}
    scored = [(_coverage(entry, asked), entry) for entry in glossary]
    best = max((score for score, _ in scored), default=0.0)
    if best < MIN_EXPANSION_COVERAGE:
        return []
    return [entry for score, entry in scored if score == best]


def _coverage(entry: GlossaryEntry, asked: set[str]) -> float:
    """The share of the expansion's content words in the question, over all words of both."""
    words = {stem(word) for word in content_words(entry.expansion)}
    return len(words & asked) / len(words) if words else 0.0


def expand(question: str, glossary: Sequence[GlossaryEntry]) -> str:
    """The question followed by the expansions of its abbreviations, and the reverse."""
    abbreviations = {match.group() for match in WORD.finditer(question)}
    folded = " ".join(question.casefold().split())
    additions = []
    for entry in glossary:
        if entry.abbreviation in abbreviations or (
            " " in entry.abbreviation and entry.abbreviation in question
        ):
            additions.append(entry.expansion)
        elif entry.expansion.casefold() in folded:
            additions.append(entry.abbreviation)
    return " ".join([question, *dict.fromkeys(additions)])
