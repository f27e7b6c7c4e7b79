"""The figures that a summary gives: for each, which questions it is about and what it takes.

To add a measure: write it in `measures`, let `judge` record it, and add a row here; the table,
the JSON, the page and the comparison pick it up.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.intervals import Estimate, bootstrap_mean, wilson
from eval.judge import Record
from eval.measures import ndcg_at_k, recall_at_k, reciprocal_rank

SEARCH_DEPTH = 10
"""How many passages are searched for; the deepest cutoff of a ranking measure."""


@dataclass(frozen=True)
class Score:
    """A figure: the mean of `of(record)` over the records for which it is not None.

    A headline score is held against the baseline; a rate has only 0 and 1 and gets a Wilson
    interval, any other the bootstrap's. `meaning` says in plain words what it is.
    """

    key: str
    label: str
    meaning: str
    of: Callable[[Record], float | None]
    rate: bool = False
    headline: bool = False

    def estimate(self, records: Iterable[Record]) -> Estimate | None:
        """The figure over the records; None if it is about none of them."""
        return self.estimate_of([v for record in records if (v := self.of(record)) is not None])

    def estimate_of(self, values: Sequence[float]) -> Estimate | None:
        """The figure of the values of single questions; None if there are none."""
        if not values:
            return None
        return wilson(round(sum(values)), len(values)) if self.rate else bootstrap_mean(values)


def _of_answerable(flag: Callable[[Record], bool]) -> Callable[[Record], float | None]:
    return lambda record: float(flag(record)) if record.question.answerable else None


def _recall(k: int) -> Callable[[Record], float | None]:
    return lambda record: recall_at_k(record.ranks, k) if record.ranks else None


def _reciprocal_rank(record: Record) -> float | None:
    return reciprocal_rank(record.ranks) if record.ranks else None


def _ndcg(record: Record) -> float | None:
    return ndcg_at_k(record.ranks, record.grades, SEARCH_DEPTH) if record.ranks else None


def _refused(record: Record) -> float | None:
    return None if record.question.answerable else float(record.status != "answered")


SCORES = (
    Score(
        "right", "right", "answered right with a citation of evidence, or rightly refused",
        lambda record: float(record.right), rate=True,
    ),
    Score(
        "answer_rate", "answered right", "of the questions that the report answers",
        _of_answerable(lambda record: record.answer_hit), rate=True, headline=True,
    ),
    Score(
        "citation_hit", "evidence cited", "of the questions that the report answers",
        _of_answerable(lambda record: record.citation_hit), rate=True, headline=True,
    ),
    Score(
        "refusal_rate", "refused rightly", "of the questions that it does not answer",
        _refused, rate=True, headline=True,
    ),
    Score(
        "partial_rate", "partial only", "only the closest passages shown, though it answers",
        _of_answerable(lambda record: record.status == "partial"), rate=True,
    ),
    Score("recall_at_1", "recall@1", "share of the evidence that is the first passage found",
          _recall(1)),
    Score("recall_at_5", "recall@5", "share of the evidence in the first 5 passages found",
          _recall(5), headline=True),
    Score("recall_at_10", "recall@10", "the same, in the first 10", _recall(10)),
    Score("mrr", "MRR", "mean of 1 / rank of the first evidence found", _reciprocal_rank),
    Score("ndcg_at_10", "nDCG@10", "how high the evidence ranks, the best of it weighing most",
          _ndcg),
    Score("citation_recall", "citation recall", "share of the evidence that is cited",
          lambda record: record.citation_recall),
    Score("citation_precision", "citation precision", "share of the citations that are evidence",
          lambda record: record.citation_precision),
    Score("vital_nugget_recall", "vital nuggets", "of lists: items that must be named and are",
          lambda record: record.vital_nugget_recall),
    Score("nugget_recall", "all nuggets", "of lists: all items that are named",
          lambda record: record.nugget_recall),
    Score("exact_match", "short answer EM", "exact match: it is an accepted answer, word for word",
          lambda record: record.exact_match, rate=True),
    Score("f1", "short answer F1", "how many words it shares with an accepted answer",
          lambda record: record.f1),
)  # fmt: skip

HEADLINES = tuple(score for score in SCORES if score.headline)
SCORES_BY_KEY = {score.key: score for score in SCORES}
