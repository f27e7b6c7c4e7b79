"""Show a run on the command line: rich tables, every figure with its n and its interval."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from eval.compare import Comparison, ScoreChange
from eval.intervals import Estimate
from eval.judge import Record
from eval.scores import SCORES
from eval.summary import Evaluation, GroupRow, Summary

CONFIDENCE_LABELS = {
    "auroc": "AUROC (answerable or not)",
    "aurc": "AURC (lower is better)",
    "brier": "Brier (lower is better)",
    "ece": "calibration error",
}


def summary_tables(evaluation: Evaluation) -> RenderableType:
    """All tables of a run, with a first line on what was measured and a last on what it took."""
    summary, cost = evaluation.summary, evaluation.cost
    memory = cost.peak_memory_bytes
    oracle = f", oracle: {summary.oracle}" if summary.oracle else ""
    n_documents = len(summary.corpus_sha256)
    return Group(
        f"{summary.question_set} ({summary.questions_sha256[:12]}), {summary.n_questions} "
        f"questions, {n_documents} document{'s' * (n_documents != 1)}, report-qa "
        f"{summary.report_qa_version}{oracle}",
        scores_table(summary),
        groups_table("by kind", summary.by_kind),
        groups_table("by style", summary.by_style),
        groups_table("no answer in the report, because of", summary.by_reason),
        confusion_table(summary),
        f"a question took {cost.p50_seconds:.3f} s (p50), {cost.p95_seconds:.3f} s (p95), "
        f"{cost.max_seconds:.3f} s at most; {cost.total_seconds:.1f} s in all; peak memory "
        + (f"{memory / 2**20:,.0f} MiB" if memory is not None else "unknown"),
    )


def scores_table(summary: Summary) -> Table:
    """The figures of a run."""
    rows = [(each.label, summary.scores.get(each.key)) for each in SCORES]
    rows += [(label, summary.confidence.get(key)) for key, label in CONFIDENCE_LABELS.items()]
    table = titled("figures", "measure", "value", "95 % interval", "n")
    for label, estimate in rows:
        if estimate is not None:
            table.add_row(label, *cells(estimate))
    return table


def groups_table(title: str, rows: Iterable[GroupRow]) -> Table:
    """How each group of questions fared."""
    table = titled(title, "", "right", "95 % interval", "n", "recall@5", "n")
    for row in rows:
        recall = row.recall_at_5
        found = (f"{recall.value:.3f}", str(recall.n)) if recall else ("", "")
        table.add_row(row.name.replace("_", " "), *cells(row.right), *found)
    return table


def confusion_table(summary: Summary) -> Table:
    """What was answered and what was refused."""
    table = titled("answered or refused", "in the report", "answered", "partial", "not in report")
    confusion = summary.confusion
    for name, counts in (("yes", confusion.answerable), ("no", confusion.unanswerable)):
        table.add_row(name, *(str(count) for count in counts.values()))
    return table


def misses_table(records: Sequence[Record]) -> Table:
    """Every question that went wrong: what it got, what was wanted, where the evidence ranked."""
    table = Table(title="misses", title_justify="left", show_lines=True)
    for column in ("id", "question", "got", "wanted", "ranks"):
        table.add_column(column, overflow="fold")
    for record in records:
        if not record.right:
            question = record.question
            asked = [*(turn.text for turn in question.history), question.question]
            got = record.short_answer or " ".join(record.sentences)
            table.add_row(
                question.id,
                escape(" / ".join(asked)),
                escape(f"{record.status}: {got}" if got else record.status),
                escape(wanted(record)),
                shown_ranks(record),
            )
    return table


def comparison_table(comparison: Comparison) -> RenderableType:
    """The run against the baseline, and which questions were lost and won."""
    table = titled("against the baseline", "measure", "before", "now", "difference",
                   "95 % interval", "n", "lost", "won", "p")  # fmt: skip
    for change in (comparison.right, *comparison.headlines):
        table.add_row(*_change_cells(change))
    flips = [("lost", flip) for flip in comparison.right.lost]
    flips += [("won", flip) for flip in comparison.right.won]
    lines = [
        escape(f"{verdict} {flip.id}: {flip.question} ({flip.before} -> {flip.after})")
        for verdict, flip in flips
    ]
    return Group(table, *lines)


def wanted(record: Record) -> str:
    """What would have been right: the nuggets, the accepted answers, or a refusal."""
    question = record.question
    if not question.answerable:
        return f"not in report ({(question.reason or '').replace('_', ' ')})"
    if question.nuggets:
        return "; ".join(nugget.text for nugget in question.nuggets)
    return " | ".join(question.answers)


def shown_ranks(record: Record) -> str:
    """The rank of each piece of gold evidence; a dash for one that was not found."""
    return " ".join("–" if rank is None else str(rank) for rank in record.ranks)


def _change_cells(change: ScoreChange) -> tuple[str, ...]:
    difference = change.difference
    return (
        change.label,
        f"{change.before:.3f}",
        f"{change.after:.3f}",
        f"{difference.value:+.3f}",
        f"{difference.low:+.3f} to {difference.high:+.3f}",
        str(difference.n),
        str(len(change.lost)),
        str(len(change.won)),
        f"{change.p_value:.3f}",
    )


def titled(title: str, name: str, *columns: str) -> Table:
    """An empty table whose columns but the first hold figures."""
    table = Table(title=title, title_justify="left")
    table.add_column(name)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def cells(estimate: Estimate) -> tuple[str, str, str]:
    """Value, interval and n."""
    interval = f"{estimate.low:.3f} to {estimate.high:.3f}"
    return f"{estimate.value:.3f}", interval, str(estimate.n)
