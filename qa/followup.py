"""Read a turn that does not stand alone together with the turns before it."""

import re
from collections.abc import Callable, Sequence

from qa.conversation import Turn
from qa.words import WORD, content_words, names_in, words_of

_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|this|that one|these|those|there|(?:the|this|that) same)\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"\b(?:it (?:is|was|be|would be)|(?:is|was) it) (?:\w+ )?(?:that|to)\b"
    r"|\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:and|but|so|also|then|or|what about|how about|what else|who else|anything else)\b[ ,]*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had"
    r"|can|could|will|would|should|list|name|tell|give|explain|describe)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\b(?:section|chapter|part|annex|paragraph) [IVXLC\d]+\b", re.IGNORECASE)
_POSSESSIVE = frozenset({"his", "hers", "its", "their"})
MAX_ELLIPTIC_WORDS = 2
"""A question with no more content words than this, and no name, leans on the one before."""


def resolve(question: str, history: Sequence[Turn], answer_to: Callable[[str], str | None]) -> str:
    """The question as it would be asked alone; unchanged where it stands alone already.

    `answer_to` gives the short answer to an earlier question: a "she" after "Who presented …?"
    means the person answered. Only words of the conversation enter, and only into the question:
    what an earlier answer cited is no evidence for this one.
    """
    earlier = [turn.text for turn in history if turn.role == "user" and turn.text.strip()]
    if not earlier or not leans(question):
        return question
    antecedent = earlier[0]
    for text in earlier[1:]:
        antecedent = _joined(text, antecedent, answer_to) if leans(text) else text
    return _joined(question, antecedent, answer_to)


def leans(question: str) -> bool:
    """Whether a question cannot be understood alone."""
    if _OPENING.match(question) or _PERSON.search(question):
        return True
    if _THING.search(_EXPLETIVE.sub(" ", question)):
        return True
    words = content_words(question)
    return len(words) <= MAX_ELLIPTIC_WORDS and not names_in(question)


def _joined(question: str, before: str, answer_to: Callable[[str], str | None]) -> str:
    question = _OPENING.sub("", question).strip() or question
    if not _ASKS.search(question):
        return _with_fragment(before, question.rstrip(" ?.!"))
    person = _PERSON.search(question)
    if person:
        name = _person_in(before) or answer_to(before)
        if name:
            return _replaced(question, person, name)
    topic = topic_of(before)
    thing = _THING.search(_EXPLETIVE.sub(lambda match: " " * len(match.group()), question))
    if thing and topic and thing.group().casefold() not in ("there", "this", "these", "those"):
        return _replaced(question, thing, topic)
    return f"{question.rstrip(' ?.!')} ({topic})?" if topic else question


def _with_fragment(before: str, fragment: str) -> str:
    """The question before with a bare name put in the place of its own: "and Annex B?"."""
    section = _SECTION.search(before)
    if section and _SECTION.search(fragment):
        return before[: section.start()] + fragment + before[section.end() :]
    if not content_words(fragment):
        return before
    if fragment.split()[-1][0].isupper():
        run = _last_name(before)
        if run:
            return before[: run[0]] + fragment + before[run[1] :]
    return f"{before.rstrip(' ?.!')} {fragment}?"


def _last_name(question: str) -> tuple[int, int] | None:
    """Where the last name of a question stands, its title ("Mr.") and neighbours included."""
    names = set(names_in(question))
    run: tuple[int, int] | None = None
    for match in WORD.finditer(question):
        if match.group().removesuffix("'s").removesuffix("’s") not in names:
            continue
        is_next = run is not None and question[run[1] : match.start()].strip(" .") == ""
        run = (run[0] if run and is_next else match.start(), match.end())
    return run


def _replaced(question: str, pronoun: re.Match[str], name: str) -> str:
    word = pronoun.group().casefold()
    is_possessive = word in _POSSESSIVE or (
        word == "her" and bool(re.match(r"\s+[a-z]", question[pronoun.end() :]))
    )
    text = question[: pronoun.start()] + name + ("'s" if is_possessive else "")
    text += question[pronoun.end() :]
    return text[0].upper() + text[1:]


def _person_in(question: str) -> str | None:
    """A name with a title, or two capitalised words in a row, in an earlier question."""
    titled = re.search(
        r"\b(?:Mr|Ms|Mrs|Dr|Prof|Professor|Ambassador)\.? [A-Z]\w+(?: [A-Z]\w+)*", question
    )
    if titled:
        return titled.group()
    return None


def topic_of(question: str) -> str:
    """What an earlier question was about: its words but for those that merely ask."""
    stripped = _OPENING.sub("", question).strip(" ?.!")
    words = words_of(stripped)
    wanted = set(content_words(stripped))
    spans = [
        match
        for match in WORD.finditer(stripped)
        if match.group().casefold().removesuffix("'s").removesuffix("’s") in wanted
    ]
    if not spans or not words:
        return ""
    named = names_in(stripped)
    if named:
        spans = [match for match in spans if match.group().removesuffix("'s") in named] or spans
    return stripped[spans[0].start() : spans[-1].end()]
