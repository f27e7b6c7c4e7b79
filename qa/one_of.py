"""What "one" stands for: "the second one", after "How many trials were there?", is a trial."""

import re
from collections.abc import Callable

from qa.topic import AUXILIARIES, without_tail
from qa.words import ORDINALS

ONE = re.compile(r"\b(?:the|which|another|an?) (?:[\w-]+ )?(ones?)\b(?! of\b)", re.IGNORECASE)

_BEFORE = re.compile(r" (?=(?:about|at|by|for|from|in|into|of|on|to|with)\b)")
"""What goes before a preposition is the head of a phrase: "survey" in "survey of ports"."""

_VERBS = rf"{AUXILIARIES}|take|takes|took|come|comes|came"
_ASKED = re.compile(
    rf"\b(?:how many|which|what) (?!(?:{_VERBS}|one|ones)\b)([a-z].*?)(?: (?:{_VERBS})\b|[?!.]|$)",
    re.IGNORECASE,
)
"""The things that a question asks for: "how many informal sessions will …"."""

_ANOTHER = re.compile(rf"\b(?i:the (?:{'|'.join(ORDINALS)})|the [A-Z]\w+) ([a-z].*?)(?:[?!.]|$)")
"""One of them that it is about: "the first informal session", "the Asian one"."""


def kind_in(question: str, is_phrase: Callable[[str], bool]) -> str | None:
    """The kind of thing of which a question names one or some: "informal session"; else None.

    Where no verb that is known ends it, it is as long as `is_phrase` knows it, or its head.
    """
    asked = _ASKED.search(question)
    if asked and question[asked.end(1) :].strip(" ?!."):
        return asked.group(1)
    another = _ANOTHER.search(question) or asked
    if another is None:
        return None
    words = without_tail(another.group(1))
    known = longest_phrase(words, lambda some: " " in some and is_phrase(some))
    return known or _BEFORE.split(words, maxsplit=1)[0]


def longest_phrase(words: str, is_phrase: Callable[[str], bool]) -> str | None:
    """The longest beginning of some words that is a phrase; None if none is."""
    each = words.split()
    beginnings = (" ".join(each[:n]) for n in range(len(each), 0, -1))
    return next(filter(is_phrase, beginnings), None)


def with_kind(question: str, one: re.Match[str], kind: str) -> str:
    """The question with the kind in the place of "one" or "ones"."""
    head, *rest = _BEFORE.split(kind, maxsplit=1)
    if one.group(1).casefold() == "one":
        head = _singular(head)
    question = question[: one.start(1)] + " ".join([head, *rest]) + question[one.end(1) :]
    return question[0].upper() + question[1:]


def _singular(words: str) -> str:
    if words.endswith("ies"):
        return words[:-3] + "y"
    if words.endswith(("ches", "shes", "sses", "xes")):
        return words[:-2]
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words
