"""Give the engine what it should have found, so that a fault is blamed on the right stage.

`passages`: the gold evidence is handed to the reader; what is still wrong, reading got wrong.
`question`: a follow-up is asked as its standalone form; what is then right, query rewriting got
wrong.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Literal, Protocol

from corpus.document import Document, Passage
from eval.places import Place, Target, asked_of
from eval.question_set import Question
from qa.answer import Answer
from qa.conversation import Turn

Oracle = Literal["passages", "question"]
Ask = Callable[[Question, Sequence[Target]], Answer]
"""Asks one question; the targets are its gold evidence, which only an oracle may use."""


class Asks(Protocol):
    """The engine's `ask`, as far as it is needed here."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        document_ids: Collection[str] | None = None,
        evidence: Sequence[Passage] | None = None,
    ) -> Answer:
        """Answer a question about these documents; with `evidence`, from these passages."""
        ...


def asker(engine: Asks, documents: Sequence[Document], oracle: Oracle | None) -> Ask:
    """How the questions of a run are put to the engine."""
    by_id = {document.id: document for document in documents}

    def ask(question: Question, targets: Sequence[Target]) -> Answer:
        if oracle == "question" and question.standalone:
            return engine.ask(question.standalone, document_ids=asked_of(question, documents))
        if oracle == "passages":
            places = [place for target in targets for place in target.places]
            evidence = [p for place in places for p in passages_at(place, by_id)]
            return engine.ask(
                question.standalone or question.question, evidence=list(dict.fromkeys(evidence))
            )
        return engine.ask(question.question, question.history, asked_of(question, documents))

    return ask


def passages_at(place: Place, documents: dict[str, Document]) -> tuple[Passage, ...]:
    """The gold evidence at a place as passages: whole sentences, one passage a paragraph."""
    document = documents[place.document_id]
    passages = []
    for paragraph in document.paragraphs:
        sentences = [each for each in paragraph.sentences if each.overlaps(place)]
        if sentences:
            passages.append(
                Passage(
                    id=f"{paragraph.id}:gold:{sentences[0].start}",
                    document_id=document.id,
                    paragraph_id=paragraph.id,
                    start=sentences[0].start,
                    end=sentences[-1].end,
                )
            )
    return tuple(passages)
