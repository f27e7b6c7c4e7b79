"""Answer the questions of a collection that has answers, and score them as SQuAD 2.0 does.

What came back for each query is a line of `answers.jsonl.part`, renamed when it is whole; a
stopped run goes on from there, as a ranking does.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from corpus.document import Frozen
from eval.calibration import auroc
from eval.collection import DatasetQuery
from eval.intervals import Estimate, bootstrap_mean, wilson
from eval.measures import contains_answer, exact_match, f1
from index.encoder import Progress
from qa.answer import Answer
from qa.engine import Engine


class Answered(Frozen):
    """What the engine said to one query; `key` is the fingerprint of the run that asked it."""

    key: str
    query_id: str
    status: str
    short_answer: str | None
    sentences: tuple[str, ...]
    confidence: float

    @property
    def predicted(self) -> str:
        """The words compared with the accepted ones: none where nothing was answered."""
        if self.status != "answered":
            return ""
        return self.short_answer or " ".join(self.sentences)


class AnswerScores(Frozen):
    """How the answers fit, over the queries that have any, and how the refusals do.

    `answer_rate`: an accepted answer stands in what was shown as the answer. `exact_match`, `f1`:
    of the short answer (else of the sentences), 0 where it refused. `refusal_rate`: of the
    queries that nothing answers. `auroc`: of the confidence, answerable against not.
    """

    n_queries: int
    answer_rate: Estimate | None
    exact_match: Estimate | None
    f1: Estimate | None
    refusal_rate: Estimate | None
    auroc: float | None


def answer_all(
    engine: Engine, queries: Sequence[DatasetQuery], path: Path, key: str, progress: Progress
) -> list[Answered]:
    """What the engine says to each query, in order, written to `path` as JSON lines."""
    part = path.with_name(path.name + ".part")
    done = {row.query_id: row for row in _resumed(part) if row.key == key}
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text("".join(row.model_dump_json() + "\n" for row in done.values()), "utf-8")
    with part.open("a", encoding="utf-8") as lines:
        for query in queries:
            if query.id not in done:
                done[query.id] = _answered(query, engine.ask(query.text, query.history), key)
                lines.write(done[query.id].model_dump_json() + "\n")
                lines.flush()
            progress(len(done), len(queries))
    part.replace(path)
    return [done[query.id] for query in queries]


def score_answers(queries: Sequence[DatasetQuery], answers: Sequence[Answered]) -> AnswerScores:
    """The scores of the answers to these queries, pair by pair."""
    pairs = list(zip(queries, answers, strict=True))
    known = [(query.answers, given) for query, given in pairs if query.answers]
    refused = [given.status != "answered" for query, given in pairs if query.answerable is False]
    hits = sum(_holds_answer(given, accepted) for accepted, given in known)
    exact = sum(exact_match(given.predicted, accepted) for accepted, given in known)
    overlaps = [f1(given.predicted, accepted) for accepted, given in known]
    return AnswerScores(
        n_queries=len(pairs),
        answer_rate=wilson(hits, len(known)) if known else None,
        exact_match=wilson(round(exact), len(known)) if known else None,
        f1=bootstrap_mean(overlaps) if known else None,
        refusal_rate=wilson(sum(refused), len(refused)) if refused else None,
        auroc=auroc(
            [given.confidence for _, given in pairs],
            [query.answerable is not False for query, _ in pairs],
        ),
    )


def _answered(query: DatasetQuery, answer: Answer, key: str) -> Answered:
    return Answered(
        key=key,
        query_id=query.id,
        status=answer.status,
        short_answer=answer.short_answer,
        sentences=tuple(sentence.text for sentence in answer.sentences),
        confidence=answer.confidence,
    )


def _holds_answer(given: Answered, accepted: Sequence[str]) -> bool:
    if given.status != "answered":
        return False
    texts = [given.short_answer or "", *given.sentences]
    return any(contains_answer(text, answer) for text in texts for answer in accepted)


def _resumed(part: Path) -> list[Answered]:
    """The whole lines of a stopped run; the last one may be cut short."""
    rows = []
    for line in part.read_text(encoding="utf-8").splitlines() if part.exists() else ():
        try:
            rows.append(Answered.model_validate_json(line))
        except ValidationError:
            break
    return rows
