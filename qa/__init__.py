"""Questions to answers: query, retrieval, reading, confidence, citations."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answer import Answer, AnswerSentence, Citation, SearchHit
    from qa.conversation import Turn, read_history
    from qa.engine import Engine
    from qa.errors import QuestionError
    from qa.settings import Settings

__all__ = [
    "Answer",
    "AnswerSentence",
    "Citation",
    "Engine",
    "QuestionError",
    "SearchHit",
    "Settings",
    "Turn",
    "read_history",
]

_HOMES = {
    "Answer": "qa.answer",
    "AnswerSentence": "qa.answer",
    "Citation": "qa.answer",
    "Engine": "qa.engine",
    "QuestionError": "qa.errors",
    "SearchHit": "qa.answer",
    "Settings": "qa.settings",
    "Turn": "qa.conversation",
    "read_history": "qa.conversation",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, and nothing that it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
