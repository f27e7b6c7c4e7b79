"""What an earlier question was about, as words that another question can take up."""

import re
from collections.abc import Collection

from qa.words import WORD, content_words, names_in

_TITLED = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof|Professor|Ambassador)\.? [A-Z]\w+(?: [A-Z]\w+)*")
_SET_BESIDE = re.compile(r"\(([^()]+)\)\?$")
"""A topic that was put beside an earlier turn of the same conversation: it is the topic still."""

AUXILIARIES = "is|are|was|were|did|does|do|has|have|had|can|could|will|would|should"
_AUXILIARY = re.compile(rf"\b(?:{AUXILIARIES})\b", re.IGNORECASE)
_TAIL = re.compile(
    r"(?: (?:about|\w+ed|held|h[ae]ld|come|came|go|went|take|took|place|taken|begin|began|start|end"
    r"|happen|stand|called|made|make|given|give|say|said|mean|meant|spoke|speak|work|for|of|on"
    r"|to|in|at|by|with|from))+$",
    re.IGNORECASE,
)
"""What a question says of its topic: "was the meeting held" is about the meeting."""

_SUBJECT = re.compile(r"\b(?:about|on|of|for|regarding) (.+)$", re.IGNORECASE)


def topic_of(question: str, whole: bool = False) -> str:
    """What an earlier question was about: its names, else its words but for those that merely ask.

    `whole` keeps the other words where there are names, for "the first one" is one of them.
    """
    beside = _SET_BESIDE.search(question)
    if beside and not names_in(question[: beside.start()]):
        return beside.group(1)
    question = question[: beside.start()] if beside else question
    stripped = question.strip(" ?.!")
    spans = _meant(stripped, content_words(stripped))
    if not spans:
        return ""
    named = names_in(stripped)
    if named and not whole:
        spans = _meant(stripped, named) or spans
        return _with_article(stripped, spans[0][0], spans[-1][1])
    start, end = spans[0][0], spans[-1][1]
    inner = list(_AUXILIARY.finditer(stripped, start, end))
    if inner and any(span[0] > inner[-1].end() for span in spans):
        start = inner[-1].end() + 1
    return without_tail(_with_article(stripped, start, end))


def _with_article(question: str, start: int, end: int) -> str:
    """What stands there in a question, and a "the" before it."""
    before = question[:start].split()
    is_the = bool(before) and before[-1].casefold() == "the"
    return f"{'the ' if is_the else ''}{question[start:end]}"


def without_tail(topic: str) -> str:
    """A topic without what a question says of it at its end; as it is where nothing is left."""
    shorter = _TAIL.sub("", topic)
    return shorter if content_words(shorter) else topic


def _meant(question: str, wanted: Collection[str]) -> list[tuple[int, int]]:
    """Where the wanted words stand, whether they are given as written or lower-cased."""
    found = []
    for match in WORD.finditer(question):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if word in wanted or word.casefold() in wanted:
            found.append(match.span())
    return found


def person_in(question: str, family_names: Collection[str]) -> str | None:
    """A name with a title, or a name that ends in one of the family names; None if there is none.

    "Mr. Bo Ek", and "Clare Menozzi" where a report introduces a Menozzi.
    """
    titled = _TITLED.search(question)
    if titled:
        return titled.group()
    words = [word.removesuffix("'s").removesuffix("’s") for word in WORD.findall(question)]
    named = set(names_in(question))
    for last, word in enumerate(words):
        if word in family_names:
            first = last
            while first > 0 and words[first - 1] in named:
                first -= 1
            return " ".join(words[first : last + 1])
    return None


def subject_in(question: str, person: str) -> str:
    """What a question about a person is about besides: "" if nothing.

    "What did Mr. Ek say about the tides?" is about the tides too.
    """
    rest = " ".join(question.replace(person, " ").split()).strip(" ?.!")
    subject = _SUBJECT.search(rest)
    return topic_of(subject.group(1)) if subject else ""
