"""From a question to what the indexes are searched with."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.normalise import normalise
from index.snapshot import Snapshot
from qa.abbreviations import expand
from qa.conversation import Turn
from qa.errors import QuestionError
from qa.followup import Known, resolve
from qa.question_type import QuestionType, question_type
from qa.scope import Scope, scope_of
from qa.spelling import Speller
from qa.words import says_what


@dataclass(frozen=True)
class Query:
    """A question made ready: `text` is asked of the encoder, the reranker and the reader.

    `lexical_text` adds expansions of abbreviations for word search. `interpreted_as` is `text`
    where it differs from what was typed. `scope` holds the sections and paragraphs that it names.
    `is_known`: a word of it is English or stands in the library.
    """

    question: str
    text: str
    lexical_text: str
    type: QuestionType
    scope: Scope
    interpreted_as: str | None
    is_known: bool = True


def read_question(question: str, max_chars: int) -> str:
    """The question without invisible characters and needless space.

    QuestionError for one that is empty, holds no word, or is longer than `max_chars`.
    """
    if len(question) > max_chars:
        raise QuestionError(
            f"the question has {len(question):,} characters; ask in at most {max_chars:,}"
        )
    cleaned = " ".join(normalise(question).text.split())
    if not cleaned:
        raise QuestionError("the question is empty; type one, such as: Who opened the meeting?")
    if not any(unicodedata.category(char)[0] in "LN" for char in cleaned):
        raise QuestionError(
            "the question holds no word; type one, such as: Who opened the meeting?"
        )
    return cleaned


def require_subject(query: Query) -> None:
    """QuestionError for a query without a word to go by, even after the turns before it: "who?"."""
    if not says_what(query.text):
        raise QuestionError(
            "the question does not say what it is about; ask a whole one, such as: "
            "Who opened the meeting?"
        )


def make_query(
    question: str,
    history: Sequence[Turn],
    snapshot: Snapshot,
    speller: Speller,
    answer_to: Callable[[str], str | None],
) -> Query:
    """The query of a cleaned question, read in the light of the turns before it."""
    alone = question
    if history:  # who is a person is only looked up where a turn before may name one
        people = (speaker for document in snapshot.documents for speaker in document.speakers)
        names = frozenset(person.family_name for person in people)
        known = Known(answer_to, names, lambda words: _stands_in(snapshot, words))
        alone = resolve(question, history, known)
    text = speller.repair(alone)
    return Query(
        question=question,
        text=text,
        lexical_text=expand(text, snapshot.glossary),
        type=question_type(text),
        scope=scope_of(text),
        interpreted_as=text if text != question else None,
        is_known=speller.knows_a_word_of(text),
    )


def _stands_in(snapshot: Snapshot, words: str) -> bool:
    """Whether the words stand side by side somewhere in the reports, in capitals or not."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    phrase = re.compile(rf"\b{spaced}\b", re.IGNORECASE)
    return any(phrase.search(document.text) for document in snapshot.documents)
