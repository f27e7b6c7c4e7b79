"""Who speaks: people as the text introduces them, with their title and organisation.

Three forms are recognised, those of meeting reports: "Ms. Izumi Nakamitsu, Special Adviser …,
presented", "The Director of the New York Office of UNHCR Ms. Ninette Kelley shared", and
"The moderator, Ms. Clare Menozzi of the Population Division, opened". A bare family name later
("Ms. Kelley noted") points back to the introduction.
"""

import re

from corpus.document import Paragraph, Speaker

HONORIFICS = "Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Ambassador|Sir|Dame|Minister|President"
_CAPITAL = f"[{''.join(chr(code) for code in range(0x250) if chr(code).isupper())}]"
"""A capital letter of the Latin alphabets, as a character class."""
_INITIAL = rf"{_CAPITAL}\.(?= {_CAPITAL})"
_NAME_WORD = rf"(?:{_INITIAL}|{_CAPITAL}\w*(?:[’'-](?!s\b)\w+)*)"
_PARTICLES = "(?:(?:de|da|di|du|van|von|den|der|la|al|el|bin) ){0,2}"
_PERSON = re.compile(
    rf"\b(?P<honorific>{HONORIFICS})\.? "
    rf"(?P<name>{_PARTICLES}{_NAME_WORD}(?: {_PARTICLES}{_NAME_WORD}){{0,3}})"
)
_ROLE_AFTER = re.compile(
    r"(?:, (?P<title>(?:[^.;,()]|\([^()]{1,30}\)|, (?=[A-Z])){3,200}?),"
    r"| of (?P<organisation>the [A-Z][^.,;]{2,80}),)"
    r"(?= [a-z]+(?:ed|d|t|ke|es|s)\b)"
)
_TITLE_WORD = rf"{_CAPITAL}[\w’'-]*"
_MORE_TITLE = rf"(?: (?:(?:of|for|in|on|to|at|and|the) ){{0,3}}{_TITLE_WORD})*"
_ROLE_BEFORE = re.compile(
    rf"(?:^|[.;] )(?P<title>The (?:[a-z]+ (?:of|for) (?:the )?)?{_TITLE_WORD}{_MORE_TITLE}),? $"
)
_APPOSITION_BEFORE = re.compile(
    rf"(?:^|[.;,] )[Tt]he (?P<title>[a-z]+(?:[ -][a-z]+){{0,2}}{_MORE_TITLE}), $"
)


def speakers_of(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Speaker, ...]:
    """Every person introduced by first and family name, in the order of the text."""
    speakers: list[Speaker] = []
    for paragraph in paragraphs:
        if paragraph.kind == "body":
            speakers.extend(_introduced_in(text, paragraph))
    return tuple(speakers)


def _introduced_in(text: str, paragraph: Paragraph) -> list[Speaker]:
    speakers = []
    for person in _PERSON.finditer(text, paragraph.start, paragraph.end):
        if " " not in person["name"]:
            continue
        role, start, end = _role(text, paragraph, person)
        speakers.append(
            Speaker(name=person["name"], role=role, paragraph_id=paragraph.id, start=start, end=end)
        )
    return speakers


def _role(text: str, paragraph: Paragraph, person: re.Match[str]) -> tuple[str, int, int]:
    """The person's title as the text gives it beside the name, and the span of both."""
    before = text[max(paragraph.start, person.start() - 160) : person.start()]
    parts: list[str] = []
    start, end = person.start(), person.end()
    leading = _APPOSITION_BEFORE.search(before) or _ROLE_BEFORE.search(before)
    if leading:
        start = person.start() - len(before) + leading.start("title")
        parts.append(leading["title"].strip().removeprefix("The "))
    trailing = _ROLE_AFTER.match(text, person.end(), min(paragraph.end, person.end() + 260))
    if trailing:
        end = trailing.end() - 1
        parts.append((trailing["title"] or trailing["organisation"]).strip())
    return ", ".join(parts), start, end


def person_mentions(text: str) -> list[tuple[int, int, str]]:
    """`(start, end, name)` of every "Ms. Kelley" or "Mr. William Lacy Swing" in `text`."""
    return [(match.start(), match.end(), match["name"]) for match in _PERSON.finditer(text)]
