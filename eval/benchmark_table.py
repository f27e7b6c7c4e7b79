"""Show a benchmark on the command line."""

from rich.table import Table

from eval.benchmark import BenchmarkResult
from eval.table import cells, titled


def benchmark_table(result: BenchmarkResult) -> Table:
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
