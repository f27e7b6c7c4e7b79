"""Questions in which one name, year or ordinal is exchanged for another, so that nothing answers.

"What did Mr. Ek say in 2016?" over the same passage, asked of Ms. Lund or of 2014: all but one word
speaks for answering. The other word stands near the passage, so that it is one of the report's.
"""

import random
import re
from collections.abc import Iterator, Sequence

from qa.words import ORDINALS
from train.rows import Row

NEAR = 24
"""Rows before and after one, mostly of its own document, whose passages lend a word."""

_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:19|20)\d\d\b",
        rf"\b(?:{'|'.join(sorted(ORDINALS))})\b",
        r"\b(?![IVXLC]+\b)[A-Z]{3,}\b",
        r"\b(?:Mr|Ms|Mrs)\.? [A-Z]\w+(?: [A-Z]\w+)*",
        r"(?<=\bin )[A-Z][a-z]+\b(?! [A-Z])",
    )
)
"""A year, an ordinal, an abbreviation, a person, a place of one word."""


def swapped_rows(rows: Sequence[Row], rng: random.Random) -> Iterator[Row]:
    """One for each answered row that names what its passage names and others near it do not.

    Rows stand in the order of their documents. Now and then the passage says the same of the other
    one, too; that is rare.
    """
    for place, row in enumerate(rows):
        if row.answerable:
            near = rows[max(0, place - NEAR) : place + NEAR]
            others = [each.passage for each in near if each.passage != row.passage]
            question = _swapped(row, " ".join(others), rng)
            if question is not None:
                yield Row(question, row.passage, -1, -1, f"{row.source}_swapped")


def _swapped(row: Row, others: str, rng: random.Random) -> str | None:
    for kind in rng.sample(_KINDS, len(_KINDS)):
        named = [each for each in kind.finditer(row.question) if _is_in(each.group(), row.passage)]
        known = f"{row.question} {row.passage}"
        instead = [each for each in sorted(set(kind.findall(others))) if not _is_in(each, known)]
        if named and instead:
            one = rng.choice(named)
            other: str = rng.choice(instead)
            return row.question[: one.start()] + other + row.question[one.end() :]
    return None


def _is_in(name: str, text: str) -> bool:
    """Whether a text has a name; of a person, the last part of it."""
    return name.rpartition(" ")[2] in text
