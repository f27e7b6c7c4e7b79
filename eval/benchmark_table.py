"""Show a benchmark on the command line."""

from rich.table import Table

from eval.answering import AnswerScores
from eval.benchmark import BenchmarkResult
from eval.table import cells, titled


def benchmark_tables(result: BenchmarkResult) -> list[Table]:
    """The ranking of each stage, and the answers where the collection has any."""
    tables = [ranking_table(result)]
    if result.answers is not None:
        tables.append(answer_table(result.answers))
    return tables


def answer_table(scores: AnswerScores) -> Table:
    """How the answers fit those of the collection."""
    table = titled(
        f"answers: n = {scores.n_queries} queries", "measure", "value", "95 % interval", "n"
    )
    for name, estimate in (
        ("answered right", scores.answer_rate),
        ("exact match", scores.exact_match),
        ("F1", scores.f1),
        ("refused rightly", scores.refusal_rate),
    ):
        if estimate is not None:
            table.add_row(name, *cells(estimate))
    if scores.auroc is not None:
        table.add_row("AUROC of confidence", f"{scores.auroc:.3f}")
    return table


def ranking_table(result: BenchmarkResult) -> Table:
    """How well each stage ranked a collection, and the paired difference of the default."""
    rewrites = ", follow-ups as rewritten" if result.used_rewrites else ""
    table = titled(
        f"{result.dataset}: {result.n_items:,} items, n = {result.n_queries} queries{rewrites}",
        "stage", "measure", "value", "95 % interval", "default is better by", "95 % interval",
    )  # fmt: skip
    for stage in result.stages:
        for name, estimate in stage.measures.items():
            gain = stage.default_minus_this.get(name)
            shown = (f"{gain.value:+.3f}", f"{gain.low:+.3f} to {gain.high:+.3f}") if gain else ()
            table.add_row(stage.stage, name, *cells(estimate)[:2], *shown)
        table.add_section()
    return table
