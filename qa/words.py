"""The words of questions: what carries meaning, what names a thing, what merely asks."""

import re

WORD = re.compile(r"[^\W_]+(?:[.'’/&-][^\W_]+)*")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ORDINAL_FIGURE = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*\b")

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being
    between both but by can could did do does doing down during each either else every few for
    from further give had has have having he her here hers him his how i if in into is it its
    itself just kind let list many may me mention mentioned might more most much must my name no
    nor not now of off on once only or other our out over own please quite report document say
    said says shall she should so some such tell than that the their them then there these they
    thing things this those through to too under until up upon us very was we were what whatever
    when where which while who whom whose why will with within without would you your according
    text according's stated""".split()
)
_OF_REPORTS = frozenset("report document text according according's stated".split())
"""Stop words that yet say what is asked about: "what is this report about?"."""

_SPELLED_ALIKE = frozenset({"IT", "US", "WHO"})
"""Abbreviations that only their capitals tell from stop words."""

_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = (
    {word: number for number, word in enumerate([*_UNITS, *_TEENS], start=1)}
    | {
        f"{ten}-{unit}": 10 * tens + number
        for tens, ten in enumerate(_TENS, start=2)
        for number, unit in enumerate(_UNITS, start=1)
    }
    | {f"{ten[:-1]}ieth": 10 * tens for tens, ten in enumerate(_TENS, start=2)}
)
"""The ordinal words from "first" to "ninety-ninth" with their numbers."""

NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen hundred thousand million billion dozen""".split()
) | frozenset(_TENS)
MONTHS = frozenset(
    """january february march april may june july august september october november
    december""".split()
)


def words_of(text: str) -> list[str]:
    """The words of a text, in order, as written."""
    return [match.group() for match in WORD.finditer(text)]


def content_words(text: str) -> list[str]:
    """The words that carry meaning, lower-cased, in order, each once."""
    lowered = (word.casefold().removesuffix("'s").removesuffix("’s") for word in words_of(text))
    return list(dict.fromkeys(word for word in lowered if word not in STOP_WORDS))


def says_what(question: str) -> bool:
    """Whether it holds a word to go by: "who?" and "and why is it?" do not, "WHO" and "May" do."""
    return bool(content_words(question)) or any(
        word.casefold() in _OF_REPORTS
        or word in _SPELLED_ALIKE
        or (word.istitle() and word.casefold() in MONTHS)
        for word in words_of(question)
    )


def stem(word: str) -> str:
    """A word without its commonest English endings, to match "attended" with "attend"."""
    word = word.casefold()
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def bases_of(word: str) -> list[str]:
    """What a word may be a regular form of: "moderated" of "moderat" and "moderate"."""
    return [
        word.removesuffix(ending) + end
        for ending in ("s", "es", "ed", "ing", "ly")
        if word.endswith(ending)
        for end in ("", "e")
    ]


def years_in(text: str) -> frozenset[str]:
    """The years from 1800 to 2099 that a text names."""
    return frozenset(_YEAR.findall(text))


def numbers_in(text: str) -> frozenset[str]:
    """The figures that a text holds, as written."""
    return frozenset(_NUMBER.findall(text))


def ordinals_in(text: str) -> frozenset[int]:
    """The ordinals that a text holds, in words ("fifteenth") or figures ("15th")."""
    in_words = {ORDINALS[key] for word in words_of(text) if (key := word.casefold()) in ORDINALS}
    in_figures = {int(number) for number in _ORDINAL_FIGURE.findall(text)}
    return frozenset(in_words | in_figures)


def names_in(question: str) -> list[str]:
    """The capitalised names and abbreviations of a question, its first word only if all capitals.

    Neighbouring words of one name are given one by one: "Bela Hovy" is ["Bela", "Hovy"].
    """
    names = []
    for match in WORD.finditer(question):
        word = match.group().removesuffix("'s").removesuffix("’s")
        is_first = not question[: match.start()].strip(" \"'“‘(¿")
        if word.casefold() in STOP_WORDS or word.casefold() in MONTHS or not word[0].isupper():
            continue
        if is_first and not (len(word) > 1 and word.isupper()):
            continue
        names.append(word)
    return list(dict.fromkeys(names))
