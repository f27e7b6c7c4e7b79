"""Decide what was right about one answer: labels in, a `Record` out.

- An answer is a hit when the engine answered and an accepted answer stands, as whole tokens under
  SQuAD normalisation, in its short answer or in one of its sentences; where a question has
  nuggets, when at least half of the vital ones do.
- A citation is a hit when it overlaps gold evidence by at least half of the shorter of the two.
- A question with an answer in the document is right when both are hits; one without is right when
  the engine did not answer (`partial` and `not_in_report` both refuse).
"""

from collections.abc import Sequence

from corpus.document import Frozen
from eval.measures import (
    citation_precision,
    citation_recall,
    contains_answer,
    exact_match,
    f1,
    nugget_recall,
)
from eval.places import Place, Target, meet
from eval.question_set import Question
from qa.answer import Answer, Citation, SearchHit, Status

LIST_HIT = 0.5
"""The share of the vital nuggets that makes an answer to a list question a hit."""

SHORT_ANSWER_KINDS = frozenset({"who", "when", "where", "how_many", "abbreviation", "title"})
"""The kinds whose answer is a few words, on which EM and F1 mean something."""


class Record(Frozen):
    """What one question got, and how that compares with what was wanted.

    `ranks` are the 1-based ranks of the question's targets in the search (None: not found), and
    `grades` their grades. `shown_right` says whether the sentences shown hold an accepted answer
    and cite gold evidence, whatever the status: what the confidence promises. A measure that a
    question cannot have is None.
    """

    question: Question
    status: Status
    interpreted_as: str | None
    short_answer: str | None
    sentences: tuple[str, ...]
    cited: tuple[str, ...]
    confidence: float
    right: bool
    shown_right: bool
    answer_hit: bool
    citation_hit: bool
    citation_recall: float | None = None
    citation_precision: float | None = None
    vital_nugget_recall: float | None = None
    nugget_recall: float | None = None
    exact_match: float | None = None
    f1: float | None = None
    ranks: tuple[int | None, ...] = ()
    grades: tuple[int, ...] = ()

    @property
    def first_rank(self) -> int | None:
        """The rank of the first passage that holds gold evidence."""
        return min((rank for rank in self.ranks if rank is not None), default=None)


def judge(
    question: Question,
    answer: Answer,
    hits: Sequence[SearchHit] | None,
    targets: Sequence[Target],
) -> Record:
    """Compare an answer and a ranking (None: nothing was searched) with a question's labels."""
    answered = answer.status == "answered"
    shown = _shown_texts(answer)
    cited = _places(answer.citations) if answer.sentences else ()
    holds_answer = question.answerable and _holds_answer(question, shown)
    gold = tuple(place for target in targets for place in target.places)
    cites_gold = any(meet(citation, place) for citation in cited for place in gold)
    answer_hit, citation_hit = answered and holds_answer, answered and cites_gold
    return Record(
        question=question,
        status=answer.status,
        interpreted_as=answer.interpreted_as,
        short_answer=answer.short_answer,
        sentences=tuple(sentence.text for sentence in answer.sentences),
        cited=tuple(citation.quote for citation in answer.citations),
        confidence=answer.confidence,
        right=(answer_hit and citation_hit) if question.answerable else not answered,
        shown_right=holds_answer and cites_gold,
        answer_hit=answer_hit,
        citation_hit=citation_hit,
        ranks=() if hits is None else _ranks(hits, targets),
        grades=() if hits is None else tuple(target.grade for target in targets),
        **_citation_measures(cited if answered else (), targets),
        **_answer_measures(question, answer, shown if answered else ()),
    )


def _shown_texts(answer: Answer) -> tuple[str, ...]:
    """What stands as the answer: no remarks, and nothing for an abstention."""
    short = (answer.short_answer,) if answer.short_answer else ()
    return short + tuple(sentence.text for sentence in answer.sentences)


def _holds_answer(question: Question, texts: Sequence[str]) -> bool:
    vital = [nugget.text for nugget in question.nuggets if nugget.vital]
    if vital:
        return nugget_recall(texts, vital) >= LIST_HIT
    return any(contains_answer(text, each) for text in texts for each in question.answers)


def _places(found: Sequence[Citation] | Sequence[SearchHit]) -> tuple[Place, ...]:
    return tuple(Place(start=f.start, end=f.end, document_id=f.document_id) for f in found)


def _ranks(hits: Sequence[SearchHit], targets: Sequence[Target]) -> tuple[int | None, ...]:
    """The rank of the first passage that meets each target; later ones do not count again."""
    places = _places(hits)
    return tuple(
        next(
            (
                rank
                for rank, hit in enumerate(places, start=1)
                if any(meet(hit, place) for place in target.places)
            ),
            None,
        )
        for target in targets
    )


def _citation_measures(
    cited: Sequence[Place], targets: Sequence[Target]
) -> dict[str, float | None]:
    if not targets:
        return {}
    places = [target.places for target in targets]
    gold = [place for each in places for place in each]
    return {
        "citation_recall": citation_recall(cited, places),
        "citation_precision": citation_precision(cited, gold) if cited else None,
    }


def _answer_measures(
    question: Question, answer: Answer, texts: Sequence[str]
) -> dict[str, float | None]:
    """Nugget recall for questions with nuggets, EM and F1 for those with a short answer.

    A question that the engine refused has the empty prediction: 0, as in SQuAD 2.0.
    """
    if not question.answerable:
        return {}
    if question.nuggets:
        vital = [nugget.text for nugget in question.nuggets if nugget.vital]
        return {
            "vital_nugget_recall": nugget_recall(texts, vital) if vital else None,
            "nugget_recall": nugget_recall(texts, [nugget.text for nugget in question.nuggets]),
        }
    if question.kind not in SHORT_ANSWER_KINDS:
        return {}
    predicted = (answer.short_answer or "") if texts else ""
    return {
        "exact_match": exact_match(predicted, question.answers),
        "f1": f1(predicted, question.answers),
    }
