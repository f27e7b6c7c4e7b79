"""The short answer: the exact words of the type asked for, and none rather than wrong ones."""

import re
from collections.abc import Callable, Sequence

from corpus.document import Document, Paragraph, Span
from corpus.speakers import person_mentions
from qa.question_type import QuestionType
from qa.words import MONTHS, NUMBER_WORDS, WORD, content_words, stem, words_of

_MONTH = "|".join(month.capitalize() for month in sorted(MONTHS))
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?:(?:early|mid|late|end of|beginning of)[ -])?"
    rf"(?:(?:{_DAY}(?: (?:to|and) |[-–]))?{_DAY} (?:{_MONTH})(?: \d{{4}})?"
    rf"|(?:{_MONTH}) {_DAY}(?!\d)(?:[-–]{_DAY})?(?:, \d{{4}})?"
    rf"|(?:{_MONTH})(?: \d{{4}})?(?: (?:to|and) (?:{_MONTH})(?: \d{{4}})?)?"
    rf"|\b(?:1[89]|20)\d\d\b)"
)
_NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_FIGURE = rf"\d+(?:[,. ]\d{{3}})*(?:\.\d+)?(?: (?:{_NUMBER_WORD}))*"
_NUMBER = re.compile(
    rf"\b(?:(?:more|less|fewer) than |over |nearly |about |some |at least |up to |almost )?"
    rf"(?:{_FIGURE}|(?:{_NUMBER_WORD})(?:[ -](?:{_NUMBER_WORD}))*)(?: per ?cent|%)?(?![\w/-])",
    re.IGNORECASE,
)
_CAPITALISED = r"[A-Z][\w’'-]*"
_NAME = rf"{_CAPITALISED}(?:,? (?:(?:of|for|and|on|in|at|the|de|la) ){{0,2}}{_CAPITALISED})*"
_PLACE_NAME = rf"{_CAPITALISED}(?:,? (?:(?:of|and|the|de|la) ){{0,2}}{_CAPITALISED})*"
_PLACE = re.compile(rf"\b(?:in|at|to|from|near) (?P<place>(?:the )?{_PLACE_NAME})")
_ORGANISATION = re.compile(rf"\b(?:[Tt]he |[Aa] )?(?P<name>{_NAME})")
_OFFICE = re.compile(
    r"^(?:[A-Z]\w+ )*(?:Chief|Director|Head|Rector|Chair|President|Secretary|Adviser|Minister)"
    r"(?: General)? (?:of|for)(?: the)? "
)
_PASSIVE_AGENT = re.compile(rf"\bby (?P<name>(?:the )?{_NAME})")
_PRONOUN = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)


def short_answer(
    kind: QuestionType, question: str, document: Document, paragraph: Paragraph, sentence: Span
) -> str | None:
    """The person, date, place or number that the sentence gives, or None.

    Of several candidates the one nearest to the question's own words is taken; one that the
    question itself names is none.
    """
    finder = _FINDERS.get(kind)
    return finder(question, document, paragraph, sentence) if finder else None


def person(question: str, document: Document, paragraph: Paragraph, sentence: Span) -> str | None:
    """The full name of the person who acts in the sentence, else the organisation."""
    text = document.quote(sentence)
    asked = {stem(word) for word in content_words(question)}
    names = [full_name(name, document, paragraph) for _, _, name in person_mentions(text)]
    fresh = [name for name in names if not {stem(word) for word in name.split()} & asked]
    if fresh:
        return fresh[0]
    if not names and _PRONOUN.search(text):
        return speaker_before(document, paragraph, sentence.start)
    if names:
        return None
    agent = _PASSIVE_AGENT.search(text)
    if agent and _is_fresh(agent["name"], asked):
        return agent["name"]
    return next((name for name in _organisations(text) if _is_fresh(name, asked)), None)


def organisation(
    question: str, document: Document, paragraph: Paragraph, sentence: Span
) -> str | None:
    """The name of an organisation: one of the kind asked for ("branch"), else the first new one."""
    asked = {stem(word) for word in content_words(question)}
    names = _organisations(document.quote(sentence))
    names = [name for name in names if not {stem(word) for word in content_words(name)} <= asked]
    of_kind = [name for name in names if asked & {stem(word) for word in name.split()}]
    fresh = [name for name in names if _is_fresh(name, asked)]
    return next(iter([*of_kind, *fresh]), None)


def _organisations(text: str) -> list[str]:
    """The capitalised names of two words or more, without the person or office before them."""
    people = [(start, end) for start, end, _ in person_mentions(text)]
    names = []
    for match in _ORGANISATION.finditer(text):
        begin = match.start("name")
        begin = next((end for start, end in people if start <= begin < end), begin)
        name = _OFFICE.sub("", text[begin : match.end()].lstrip(" ,"))
        if " " in name and name[0].isupper():
            names.append(name)
    return names


def role(question: str, document: Document, paragraph: Paragraph, sentence: Span) -> str | None:
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


def date(question: str, document: Document, paragraph: Paragraph, sentence: Span) -> str | None:
    """The date nearest to the question's words; with a month or a year where that is asked."""
    lowered = question.casefold()
    candidates = [
        match.span()
        for match in _DATE.finditer(document.quote(sentence))
        if not ("month" in lowered and not re.search(_MONTH, match.group()))
        and not ("year" in lowered and not re.search(r"\d{4}", match.group()))
    ]
    return _nearest(question, document.quote(sentence), candidates)


def number(question: str, document: Document, paragraph: Paragraph, sentence: Span) -> str | None:
    """The number nearest to the question's words, years and dates left out."""
    text = document.quote(sentence)
    dates = [match.span() for match in _DATE.finditer(text)]
    candidates = [
        match.span()
        for match in _NUMBER.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in dates)
    ]
    return _nearest(question, text, candidates)


def place(question: str, document: Document, paragraph: Paragraph, sentence: Span) -> str | None:
    """The capitalised name after a preposition of place nearest to the question's words."""
    text = document.quote(sentence)
    candidates = [
        match.span("place")
        for match in _PLACE.finditer(text)
        if match["place"].split()[0].casefold() not in MONTHS
    ]
    return _nearest(question, text, candidates)


def _is_fresh(name: str, asked: set[str]) -> bool:
    stems = {stem(word) for word in content_words(name)}
    return bool(stems) and len(stems & asked) / len(stems) < 0.5


def _nearest(question: str, text: str, candidates: Sequence[tuple[int, int]]) -> str | None:
    """The candidate with the largest sum of `1 / (1 + words between)` over the question's words."""
    asked = {stem(word) for word in content_words(question)}
    words = list(WORD.finditer(text))
    anchors = [i for i, word in enumerate(words) if stem(word.group()) in asked]
    best: tuple[float, str] | None = None
    for start, end in candidates:
        candidate = text[start:end]
        stems = {stem(word) for word in words_of(candidate)}
        if not stems or stems <= asked:
            continue
        inside = [i for i, word in enumerate(words) if start <= word.start() < end]
        if not inside:
            continue  # a part of a code, such as the 70 of A/RES/70/1
        outside = [anchor for anchor in anchors if anchor not in inside]
        closeness = sum(
            1.0 / (1 + min(abs(anchor - inside[0]), abs(anchor - inside[-1]))) for anchor in outside
        )
        if best is None or closeness > best[0]:
            best = (closeness, candidate)
    return best[1] if best else None


Finder = Callable[[str, Document, Paragraph, Span], str | None]
_FINDERS: dict[QuestionType, Finder] = {
    "person": person,
    "role": role,
    "organisation": organisation,
    "date": date,
    "number": number,
    "place": place,
}
