"""Rank a whole collection with every stage of our retrieval, and say which is how much better.

Each stage's run is a TREC file that grows query by query under the name `STAGE.trec.part` and is
renamed when it is whole. A stopped benchmark goes on from a `.part` file if it was written by the
same code, models and settings over the same collection; a whole run is always made anew.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from corpus.document import Frozen
from eval.answering import AnswerScores, answer_all, score_answers
from eval.collection import Dataset, DatasetQuery
from eval.errors import EvaluationError
from eval.intervals import Estimate, bootstrap_mean, paired_difference
from eval.measures import ndcg_at_k, ranks_of, recall_at_k, reciprocal_rank
from eval.rankers import STAGES, Ranker, Retrieval, Stage
from eval.trec import Ranking, append_ranking, resume_run
from eval.vector_cache import CachingEncoder
from index.encoder import Encoder, Progress
from qa.settings import Settings

DEPTH = 100
"""Items kept of a ranking; the deepest measure looks at ten."""

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how much of how much is done."""


class StageResult(Frozen):
    """The measures of a stage, and by how much the default is better, query by query."""

    stage: Stage
    measures: dict[str, Estimate]
    default_minus_this: dict[str, Estimate]


class BenchmarkResult(Frozen):
    """A benchmark: what was ranked, with what, and how well."""

    dataset: str
    corpus_sha256: str
    n_items: int
    n_queries: int
    used_rewrites: bool
    fingerprint: str
    stages: tuple[StageResult, ...]
    answers: AnswerScores | None


def benchmark(
    dataset: Dataset,
    encoder: Encoder,
    directory: Path,
    *,
    settings: Settings | None = None,
    use_rewrites: bool = False,
    use_answers: bool = True,
    stages: Sequence[Stage] = STAGES,
    tell: Tell = lambda _what, _done, _of: None,
) -> BenchmarkResult:
    """Rank the judged queries with each stage; run files go into `directory`.

    Queries whose answers are known are answered too, with `use_answers`. `use_rewrites` asks a
    follow-up as the collection's own rewrite of it. EvaluationError for a collection in which
    nothing is judged.
    """
    queries = [_asked(query, use_rewrites) for query in dataset.judged()]
    if not queries:
        raise EvaluationError(f"{dataset.name}: no query has a relevant item")
    asked = [_asked(query, use_rewrites) for query in dataset.with_answers() if use_answers]
    settings = settings or Settings()
    key = fingerprint(dataset, queries, encoder, settings)
    directory.mkdir(parents=True, exist_ok=True)
    retrieval = Retrieval(
        dataset,
        CachingEncoder(encoder, directory.parent),
        settings,
        lambda done, of: tell("encoding", done, of),
    )
    runs = {
        stage: rank_all(
            retrieval.ranker(stage),
            queries,
            directory / f"{stage}.trec",
            f"report-qa-{stage}-{key}",
            lambda done, of, stage=stage: tell(stage, done, of),  # type: ignore[misc]
        )
        for stage in stages
    }
    scores = {stage: measured(run, queries, dataset.qrels) for stage, run in runs.items()}
    return BenchmarkResult(
        dataset=dataset.name,
        corpus_sha256=dataset.sha256,
        n_items=len(dataset.documents),
        n_queries=len(queries),
        used_rewrites=use_rewrites,
        fingerprint=key,
        stages=tuple(_stage_result(stage, scores) for stage in stages),
        answers=_answers(retrieval, asked, directory, key, tell) if asked else None,
    )


def _answers(
    retrieval: Retrieval, asked: Sequence[DatasetQuery], directory: Path, key: str, tell: Tell
) -> AnswerScores:
    given = answer_all(
        retrieval.engine(),
        asked,
        directory / "answers.jsonl",
        key,
        lambda done, of: tell("answering", done, of),
    )
    return score_answers(asked, given)


def rank_all(
    ranker: Ranker, queries: Sequence[DatasetQuery], path: Path, tag: str, progress: Progress
) -> dict[str, Ranking]:
    """The rankings by query id, written to `path`; goes on from a stopped run of the same tag."""
    part = path.with_name(path.name + ".part")
    if part.exists() and not part.read_text(encoding="utf-8").split("\n", 1)[0].endswith(tag):
        part.unlink()
    done: dict[str, Ranking] = dict(resume_run(part))
    part.touch()
    for query in queries:
        if query.id not in done:
            done[query.id] = ranker.rank(query, DEPTH)
            append_ranking(part, query.id, done[query.id], tag)
        progress(len(done), len(queries))
    part.replace(path)
    return done


def measured(
    run: Mapping[str, Ranking],
    queries: Sequence[DatasetQuery],
    qrels: Mapping[str, Mapping[str, int]],
) -> dict[str, list[float]]:
    """nDCG@10, R@5 and MRR of each query, in the order of the queries."""
    scores: dict[str, list[float]] = {"nDCG@10": [], "R@5": [], "MRR": []}
    for query in queries:
        grades = {item: grade for item, grade in qrels[query.id].items() if grade > 0}
        ranks = ranks_of([item for item, _ in run[query.id]], list(grades))
        scores["nDCG@10"].append(ndcg_at_k(ranks, list(grades.values()), 10))
        scores["R@5"].append(recall_at_k(ranks, 5))
        scores["MRR"].append(reciprocal_rank(ranks))
    return scores


def fingerprint(
    dataset: Dataset, queries: Sequence[DatasetQuery], encoder: Encoder, settings: Settings
) -> str:
    """A hash of all that decides a ranking: collection, queries, encoder, settings, our code."""
    digest = hashlib.sha256(dataset.sha256.encode())
    for part in (*queries, encoder.spec, settings):
        digest.update(part.model_dump_json().encode())
    for package in ("corpus", "index", "qa", "eval"):
        sources = [each for each in files(package).iterdir() if each.name.endswith(".py")]
        for source in sorted(sources, key=lambda each: each.name):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def default_directory(dataset: Dataset) -> Path:
    """Where the runs of a collection go unless told otherwise: the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("report-qa") / "benchmarks" / dataset.name


def _asked(query: DatasetQuery, use_rewrites: bool) -> DatasetQuery:
    if not use_rewrites or not query.rewrite:
        return query
    return query.model_copy(update={"text": query.rewrite, "history": ()})


def _stage_result(stage: Stage, scores: Mapping[Stage, Mapping[str, list[float]]]) -> StageResult:
    own, default = scores[stage], scores.get("default", {})
    return StageResult(
        stage=stage,
        measures={name: bootstrap_mean(values) for name, values in own.items()},
        default_minus_this={
            name: paired_difference(default[name], values)
            for name, values in own.items()
            if name in default and stage != "default"
        },
    )
