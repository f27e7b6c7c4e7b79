"""Abbreviations and what they stand for, from tables of abbreviations and from the running text."""

import re

from corpus.document import GlossaryEntry, Paragraph

_DEFINED_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z&/.-]{1,11}(?: [A-Z]{2,8})?)\)")
_TABLE_LINE = re.compile(
    r"(?P<abbreviation>[A-Z][\w&/. -]{0,14}?)\t\s*(?P<expansion>\S.*)", re.DOTALL
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL_WORDS = frozenset("a an and at by for from in of on or the to with".split())


def table_entry(line: str) -> tuple[str, str] | None:
    """Abbreviation and expansion of a line "CRRF<tab>Comprehensive refugee response framework"."""
    match = _TABLE_LINE.fullmatch(line.strip())
    if match is None or not match["expansion"][0].isalpha():
        return None
    letters = [char for char in match["abbreviation"] if char.isalpha()]
    n_capitals = sum(char.isupper() for char in letters)
    if n_capitals < 2 or 2 * n_capitals <= len(letters):  # "MDGs", but not "United Kingdom"
        return None
    return match["abbreviation"].strip(), match["expansion"].strip()


def glossary_of(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[GlossaryEntry, ...]:
    """Every abbreviation that the document defines, a table's definition before the text's."""
    entries: dict[str, GlossaryEntry] = {}
    for paragraph in paragraphs:
        if paragraph.kind == "glossary entry":
            found = table_entry(text[paragraph.start : paragraph.end])
            if found:
                entry = GlossaryEntry(
                    abbreviation=found[0],
                    expansion=found[1],
                    start=paragraph.start,
                    end=paragraph.end,
                )
                entries.setdefault(found[0], entry)
    for paragraph in paragraphs:
        if paragraph.kind not in ("heading", "contents", "glossary entry"):
            for entry in _defined_in(text, paragraph):
                entries.setdefault(entry.abbreviation, entry)
    return tuple(sorted(entries.values(), key=lambda entry: (entry.start, entry.abbreviation)))


def _defined_in(text: str, paragraph: Paragraph) -> list[GlossaryEntry]:
    """The "Long Form (LF)" definitions of a paragraph."""
    entries = []
    for match in _DEFINED_IN_BRACKETS.finditer(text, paragraph.start, paragraph.end):
        if sum(char.isupper() for char in match[1]) < 2:
            continue
        before = text[max(paragraph.start, match.start() - 160) : match.start()]
        long_form_at = _long_form(before, match[1])
        if long_form_at is not None:
            start = match.start() - len(before) + long_form_at
            entries.append(
                GlossaryEntry(
                    abbreviation=match[1],
                    expansion=text[start : match.start()].strip(),
                    start=start,
                    end=match.end(),
                )
            )
    return entries


def _long_form(before: str, abbreviation: str) -> int | None:
    """Where in `before` the long form starts, or None where the initials do not spell it.

    The last words before the bracket whose initials, small words left out, spell the
    abbreviation (a simplification of Schwartz and Hearst, 2003, that prefers none to a wrong one).
    """
    letters = [char for char in abbreviation.lower() if char.isalpha()]
    if letters[-1] == "s" and abbreviation[-1] == "s":
        letters.pop()
    words = list(_WORD.finditer(before))
    position = len(letters) - 1
    for word in reversed(words):
        initials = [part[0].lower() for part in re.split("[-]", word[0]) if part]
        if word[0].lower() in _SMALL_WORDS and initials[0] != letters[position]:
            continue
        for initial in reversed(initials):
            if position < 0:
                return None
            if initial != letters[position]:
                return None
            position -= 1
        if position < 0:
            return word.start()
    return None
