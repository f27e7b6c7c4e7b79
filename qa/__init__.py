"""Questions to answers: query, retrieval, reading, confidence, citations."""

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
