"""Read a turn that does not stand alone together with the turns before it."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from qa.conversation import Turn
from qa.one_of import ONE, kind_in, longest_phrase, with_kind
from qa.question_type import question_type
from qa.topic import person_in, subject_in, topic_of
from qa.words import ORDINALS, WORD, content_words, names_in

_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it|its|they|them|their|this|that one|these|those|there|(?:the|this|that) same)\b"
    r"|\bthat(?=[ ?.!]*$)",
    re.IGNORECASE,
)
_THAT = re.compile(r"\bth(?:at|is|ese|ose) \w+", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\b(?:it (?:is|was|be|would be)|(?:is|was) it) (?!going )(?:\w+ )?(?:that|to)\b"
    r"|\b(?:is|are|was|were) there\b|\bthere (?:is|are|was|were)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:and|but|so|also|then|or|what about|how about|what else|who else|anything else)\b[ ,]*",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"^\s*(?:(?:what|who) is (?:an? )?|(?:please )?tell me (?:more )?about (?:an? )?"
    r"|what are (?=\w+[ ?.!]*$))"
    r"(?!(?:the|other|such|so|next|new|known|planned|missing|different|common)\b)"
    r"(?:[\w-]+ )*(?!\w+ed\b)[\w-]+[ ?.!]*$",
    re.IGNORECASE,
)
"""A question that brings up a thing of its own: "what is desertification?"."""

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

_PREPOSITIONS = frozenset({"about", "at", "by", "for", "from", "in", "on", "to", "with"})
_POINTS = frozenset({"there", "this", "these", "those"})
_POSSESSIVE = frozenset({"his", "hers", "its", "their"})
MAX_ELLIPTIC_WORDS = 2
"""A question with no more content words than this, and no name, leans on the one before."""


@dataclass(frozen=True)
class Known:
    """What may be asked while a turn is read: earlier answers, and who is a person.

    `answer_to` gives the short answer to an earlier question: a "she" after "Who presented …?"
    means the person answered. `family_names` are those of the people whom the reports introduce,
    and `is_phrase` tells whether words stand together in a report.
    """

    answer_to: Callable[[str], str | None]
    family_names: Collection[str] = frozenset()
    is_phrase: Callable[[str], bool] = lambda _: False

    def person_of(self, question: str) -> str | None:
        """The person whom a question names, else the one whom it asks for."""
        name = person_in(question, self.family_names)
        if name is None and question_type(question) == "person":
            name = self.answer_to(question)
        return name

    def thing_of(self, question: str, whole: bool) -> str:
        """What a question is about other than a person: "" if nothing."""
        person = person_in(question, self.family_names)
        if person is None:
            topic = topic_of(question, whole)
            is_thing = topic.startswith("the ")
            return (is_thing and longest_phrase(topic, self._is_telling)) or topic
        return subject_in(question, person) or self.answer_to(question) or person

    def _is_telling(self, words: str) -> bool:
        return bool(content_words(words.split()[-1])) and self.is_phrase(words)


@dataclass(frozen=True)
class _Read:
    """A turn as it would be asked alone; `topic`, if it has that of the turns before it."""

    text: str
    topic: str | None = None


def resolve(question: str, history: Sequence[Turn], known: Known) -> str:
    """The question as it would be asked alone; unchanged where it stands alone already.

    Only words of the conversation enter, and only into the question: what an earlier answer cited
    is no evidence for this one.
    """
    earlier = [turn.text for turn in history if turn.role == "user" and turn.text.strip()]
    if not earlier or not leans(question):
        return question
    before = _Read(earlier[0])
    for text in earlier[1:]:
        before = _joined(text, before, known) if leans(text) else _Read(text)
    return _joined(question, before, known).text


def leans(question: str) -> bool:
    """Whether a question cannot be understood alone."""
    if _OPENING.match(question) or _PERSON.search(question):
        return True
    if _THING.search(_EXPLETIVE.sub(" ", question)) or ONE.search(question):
        return True
    if _INTRODUCES.match(question):
        return False
    words = content_words(question)
    return len(words) <= MAX_ELLIPTIC_WORDS and not names_in(question)


def _joined(question: str, before: _Read, known: Known) -> _Read:
    opening = _OPENING.match(question)
    question = _OPENING.sub("", question).strip() or question
    if not _ASKS.search(question) and (_SECTION.search(question) or not _is_full(question)):
        is_about = opening is not None and "about" in opening.group().casefold()
        return _Read(_with_fragment(before.text, question.rstrip(" ?.!"), is_about))
    person = _PERSON.search(question)
    name = known.person_of(before.text) if person else None
    if person and name:
        return _Read(_replaced(question, person, name))
    one = ONE.search(question)
    kind = kind_in(before.text, known.is_phrase) if one else None
    if one and kind:
        return _Read(with_kind(question, one, kind))
    topic = before.topic or known.thing_of(before.text, whole=bool(one))
    kept = None if names_in(question) else topic or None
    thing = _THING.search(_EXPLETIVE.sub(lambda match: " " * len(match.group()), question))
    n_words = len(topic.removeprefix("the ").split())
    is_short = 0 < n_words <= MAX_PHRASE_WORDS or known.is_phrase(topic)
    if thing and is_short and thing.group().casefold() not in _POINTS:
        return _Read(_replaced(question, thing, topic), kept)
    question = question[0].upper() + question[1:]
    beside = f"{question.rstrip(' ?.!')} ({topic})?" if topic else question
    return _Read(beside, kept)


def _is_full(question: str) -> bool:
    """Whether words without a verb that asks are more than a fragment: "the cost of that plan"."""
    return bool(_THAT.search(question)) or len(content_words(question)) > MAX_FRAGMENT_WORDS


def _with_fragment(before: str, fragment: str, is_about: bool) -> str:
    """The question before with a name, year or ordinal put in the place of its own: "and Lima?".

    "And about tides?" takes the place of what the question was about, if it said "about" too.
    """
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
    word, _, _ = fragment.partition(" ")
    same = [match for match in re.finditer(rf"\b{re.escape(word)}\b", before)]
    if word in _PREPOSITIONS and same:
        return f"{before[: same[-1].start()]}{fragment}?"
    if is_about:
        fragment = f"about {fragment}"
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
    bare = name.removesuffix("'s").removesuffix("’s")
    text = question[: pronoun.start()] + bare + ("'s" if is_possessive else "")
    text += question[pronoun.end() :]
    return text[0].upper() + text[1:]
