"""Read a turn that does not stand alone together with the turns before it."""

import re
from collections.abc import Callable, Sequence

from qa.conversation import Turn
from qa.words import ORDINALS, WORD, content_words, names_in, words_of

_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|this|that one|these|those|there|(?:the|this|that) same)\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"\bth(?:at|is|ese|ose) \w+", re.IGNORECASE)
_ONE = re.compile(r"\b(?:the|which|another|an?) (?:[\w-]+ )?ones?\b(?! of\b)", re.IGNORECASE)
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
_SECTION = re.compile(
    r"\b(?:section|chapter|part|annexe?|paragraph)s? [IVXLC\d]+(?:(?:, | and | or )[IVXLC\d]+)*\b",
    re.IGNORECASE,
)
_SWAPPED = (
    re.compile(r"\b(?:1[89]|20)\d\d\b"),
    re.compile(rf"\b(?:{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b", re.IGNORECASE),
)
"""A year, an ordinal: one in a fragment ("and in 1990?") takes the place of the one before."""

MAX_FRAGMENT_WORDS = 2
MAX_PHRASE_WORDS = 3
"""Content words of a fragment put into the question before, and words of a topic that takes the
place of a pronoun; more are put beside it instead, for they make no phrase."""

_POINTS = frozenset({"there", "this", "these", "those"})
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
    if _THING.search(_EXPLETIVE.sub(" ", question)) or _ONE.search(question):
        return True
    words = content_words(question)
    return len(words) <= MAX_ELLIPTIC_WORDS and not names_in(question)


def _joined(question: str, before: str, answer_to: Callable[[str], str | None]) -> str:
    question = _OPENING.sub("", question).strip() or question
    if not _ASKS.search(question) and (_SECTION.search(question) or not _is_full(question)):
        return _with_fragment(before, question.rstrip(" ?.!"))
    person = _PERSON.search(question)
    if person:
        name = _person_in(before) or answer_to(before)
        if name:
            return _replaced(question, person, name)
    topic = topic_of(before, whole=bool(_ONE.search(question)))
    thing = _THING.search(_EXPLETIVE.sub(lambda match: " " * len(match.group()), question))
    is_phrase = 0 < len(topic.split()) <= MAX_PHRASE_WORDS
    if thing and is_phrase and thing.group().casefold() not in _POINTS:
        return _replaced(question, thing, topic)
    return f"{question.rstrip(' ?.!')} ({topic})?" if topic else question


def _is_full(question: str) -> bool:
    """Whether words without a verb that asks are more than a fragment: "the cost of that plan"."""
    return bool(_THAT.search(question)) or len(content_words(question)) > MAX_FRAGMENT_WORDS


def _with_fragment(before: str, fragment: str) -> str:
    """The question before with a name, year or ordinal put in the place of its own: "and Lima?"."""
    section = _SECTION.search(before)
    if section and _SECTION.search(fragment):
        return before[: section.start()] + fragment + before[section.end() :]
    if not content_words(fragment):
        return before
    for pattern in _SWAPPED:
        now, then = pattern.search(fragment), pattern.search(before)
        if now and then:
            return before[: then.start()] + now.group() + before[then.end() :]
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


def topic_of(question: str, whole: bool = False) -> str:
    """What an earlier question was about: its names, else its words but for those that merely ask.

    `whole` keeps the other words where there are names, for "the first one" is one of them.
    """
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
    if named and not whole:
        spans = [match for match in spans if match.group().removesuffix("'s") in named] or spans
    return stripped[spans[0].start() : spans[-1].end()]
