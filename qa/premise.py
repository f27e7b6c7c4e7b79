"""Where the closest sentence says another time, place or body than the question assumes."""

import re
from collections.abc import Collection

from qa.words import MONTHS, STOP_WORDS, WORD, content_words, ordinals_in, stem, words_of, years_in

MIN_SHARED = 0.5
"""Of the question's other words, how many the sentence must have to be about the same thing."""

_PREPOSITION = r"(?:in|at|by|from|for|of|to|with|on)"
_NAME = r"(?:the )?[A-Z][\w’'-]*(?: (?:(?:of|and|for|the) )*[A-Z][\w’'-]*)*"
_PLACED = re.compile(
    rf"\b(?P<before>\w+) (?P<place>(?P<preposition>{_PREPOSITION}) (?P<name>{_NAME}))"
)


def contradicted(question: str, sentence: str, missing: Collection[str]) -> tuple[str, str] | None:
    """(what the sentence says, what the question says) of the one thing in which they differ.

    `missing` are the names and times of the question that its evidence lacks. None where there is
    not exactly one of the same kind in the sentence, where more is missing, or where the sentence
    is about something else: then nothing is known to be wrong.
    """
    others = {stem(word) for word in content_words(question)} - {
        stem(word) for each in missing for word in words_of(each)
    }
    held = {stem(word) for word in words_of(sentence)}
    if len(others & held) < max(2, MIN_SHARED * len(others)):
        return None
    found = (
        _year(question, sentence, missing)
        or _ordinal(question, sentence, missing)
        or _name(question, sentence, missing)
    )
    return found if found and set(missing) <= set(words_of(found[1])) else None


def _year(question: str, sentence: str, missing: Collection[str]) -> tuple[str, str] | None:
    asked, said = years_in(question) & set(missing), years_in(sentence)
    if len(asked) != 1 or len(said) != 1 or years_in(question) & said:
        return None
    return next(iter(said)), next(iter(asked))


def _ordinal(question: str, sentence: str, missing: Collection[str]) -> tuple[str, str] | None:
    """An ordinal before the same noun: "the twelfth meeting", "the Fifteenth … Meeting"."""
    asked = [word for word in words_of(question) if word in missing and ordinals_in(word)]
    said = [word for word in words_of(sentence) if ordinals_in(word)]
    if len(asked) != 1 or len(said) != 1:
        return None
    noun = _word_after(question, asked[0])
    is_same = noun is not None and stem(noun) in map(stem, _words_after(sentence, said[0]))
    return (said[0], asked[0]) if is_same else None


def _name(question: str, sentence: str, missing: Collection[str]) -> tuple[str, str] | None:
    """A name that follows the same two words: "held in Peru", "held in the Philippines"."""
    asked = [
        match for match in _PLACED.finditer(question) if set(words_of(match["name"])) & set(missing)
    ]
    if len(asked) != 1:
        return None
    known = {stem(word) for word in words_of(question)} | MONTHS
    said = [
        match["place"]
        for match in _PLACED.finditer(sentence)
        if match["preposition"] == asked[0]["preposition"]
        and stem(match["before"]) == stem(asked[0]["before"])
        and not {form for word in _telling(match["name"]) for form in (word, stem(word))} & known
    ]
    return (said[0], asked[0]["place"]) if len(said) == 1 else None


def _telling(name: str) -> set[str]:
    """The words of a name, lower-cased, but for "the" and its like; "May" is a month here."""
    return {word.casefold() for word in words_of(name)} - (STOP_WORDS - MONTHS)


def _words_after(text: str, word: str, n_words: int = 4) -> list[str]:
    words = WORD.findall(text)
    at = words.index(word)
    return words[at + 1 : at + 1 + n_words]


def _word_after(text: str, word: str) -> str | None:
    after = _words_after(text, word, 1)
    return after[0] if after else None
