"""What a question asks for: a person, a date, a place, a number, an expansion, a list and so on."""

import re
from typing import Literal

QuestionType = Literal[
    "person",
    "role",
    "organisation",
    "date",
    "place",
    "number",
    "abbreviation",
    "list",
    "reason",
    "yes_no",
    "statement",
]

_PATTERNS: tuple[tuple[QuestionType, str], ...] = (
    (
        "abbreviation",
        r"\bstands? for\b|\bshort for\b|^[A-Z][\w/&-]+ meaning$"
        r"|\bspell(?:ed|s|t)? out\b|\b(?:abbreviation|acronym|short form|initials)\b"
        r"|\b(?:full|long) (?:form|name) of\b|\bwhat (?:does|do) [A-Z][\w/&-]+ mean\b",
    ),
    (
        "number",
        r"\bhow (?:many|much|large|big|old|long|tall|high)\b"
        r"|^(?:what (?:is|was) )?(?:the )?(?:number|percentage|share|amount) of\b"
        r"|\bwhat percentage\b",
    ),
    (
        "role",
        r"\bwho (?:is|was) (?-i:Mr|Ms|Mrs|Dr|Prof|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+\W*$)"
        r"|\bwhat (?:is|was) (?:\S+ ){1,4}(?:title|position|role|job|function|post)\b"
        r"|\b(?:what|which) (?:title|position|role|job|function|post)\b",
    ),
    (
        "organisation",
        r"\b(?:which|what) (?:\w+ )?(?:organi[sz]ation|agency|institute|institution|body|unit"
        r"|branch|department|division|office|university|partner|fund|programme|campaign)\b",
    ),
    (
        "person",
        r"^(?:and |but |so )?(?:who|whom|whose)\b"
        r"|\b(?:by|to|with|from|of) whom\b"
        r"|\b(?:which|what) (?:person|speaker|official|professor|ambassador|moderator|panellist)\b"
        r"|\bname of the (?:person|speaker|moderator|chair|director|official|man|woman)\b",
    ),
    (
        "date",
        r"^(?:and |but |so )?(?:since |until |by )?when\b"
        r"|\b(?:which|what) (?:exact )?(?:day|days|date|dates|month|year|time)\b|\bhow soon\b"
        r"|\bdeadline\b|\bdates? of\b|\bdates?$",
    ),
    (
        "place",
        r"^(?:and |but |so )?(?:from |to )?where\b"
        r"|^(?:the )?(?:venue|location)\b"
        r"|\b(?:which|what) (?:city|town|country|place|venue|location|building|capital)\b",
    ),
    ("reason", r"^(?:and |but |so )?why\b|\b(?:what|which|for what) (?:was the |is the )?reason"),
    (
        "list",
        r"^(?:please )?(?:list|name|enumerate)\b|\bwhich (?:are the |were the )?\w+s\b"
        r"|\bwhat (?:are|were) (?:the|his|her|their|its)\b"
        r"|\bin (?:which|what) (?:\w+ )?countries\b",
    ),
    (
        "yes_no",
        r"^(?:and |but |so )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would"
        r"|should)\b",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)


def question_type(question: str) -> QuestionType:
    """The first type whose wording the question has; "statement" where none fits."""
    for kind, pattern in _COMPILED:
        if pattern.search(question.strip()):
            return kind
    return "statement"
