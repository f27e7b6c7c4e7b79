"""Check the labels of questions against the document they are about."""

from collections.abc import Iterable, Iterator

from corpus.document import Document
from eval.measures import contains_answer
from eval.places import document_of, find_quote
from eval.question_set import Question


def label_faults(questions: Iterable[Question], documents: Iterable[Document]) -> tuple[str, ...]:
    """What is wrong with the labels, one line each; nothing for a sound set.

    Every gold quote and every nugget's quote stands in the document; every accepted answer
    stands in a gold or a nugget's quote, every gold quote holds an accepted answer, and every
    nugget stands in its own quote, all as whole tokens under SQuAD normalisation.
    """
    documents = tuple(documents)
    return tuple(
        f"{question.id}: {fault}"
        for question in questions
        for fault in _faults(question, document_of(question, documents))
    )


def _faults(question: Question, document: Document) -> Iterator[str]:
    quotes = dict.fromkeys([*question.gold, *(nugget.quote for nugget in question.nuggets)])
    for quote in quotes:
        if not find_quote(document, quote):
            yield f"the quote {quote!r} does not stand in {document.source}"
    for answer in question.answers:
        if not any(contains_answer(quote, answer) for quote in quotes):
            yield f"the answer {answer!r} stands in no gold quote"
    for quote in question.gold:
        if not any(contains_answer(quote, answer) for answer in question.answers):
            yield f"the quote {quote!r} holds no accepted answer"
    for nugget in question.nuggets:
        if not contains_answer(nugget.quote, nugget.text):
            yield f"the nugget {nugget.text!r} does not stand in its quote"
