"""The tables of figures on the page."""

from collections.abc import Iterable, Sequence

from eval.compare import Comparison, Flip
from eval.intervals import Estimate
from eval.markup import Markup, join, tag
from eval.scores import SCORES
from eval.summary import GroupRow, Summary
from eval.table import CONFIDENCE_LABELS


def summary_panels(summary: Summary) -> list[Markup]:
    """All figures of a run."""
    rows = [(each.label, summary.scores.get(each.key)) for each in SCORES]
    rows += [(label, summary.confidence.get(key)) for key, label in CONFIDENCE_LABELS.items()]
    figures = [(label, *_cells(estimate)) for label, estimate in rows if estimate]
    confusion = [
        (name, *(str(count) for count in counts.values()))
        for name, counts in (
            ("in the report", summary.confusion.answerable),
            ("not in it", summary.confusion.unanswerable),
        )
    ]
    return [
        _panel("Measures", ("", "value", "95 % interval", "n"), figures),
        _group_panel("By kind", summary.by_kind),
        _group_panel("By style", summary.by_style),
        _group_panel("Not in the report, because of", summary.by_reason),
        _panel("What was answered", ("", "answered", "partial", "not in report"), confusion),
    ]


def _group_panel(caption: str, rows: Iterable[GroupRow]) -> Markup:
    cells = [
        (
            row.name.replace("_", " "),
            *_cells(row.right),
            f"{row.recall_at_5.value:.3f}" if row.recall_at_5 else "–",
        )
        for row in rows
    ]
    return _panel(caption, ("", "right", "95 % interval", "n", "R@5"), cells)


def comparison_section(comparison: Comparison) -> Markup:
    """What changed since the baseline, and whether the gate is passed."""
    rows = [
        (
            change.label,
            f"{change.before:.3f}",
            f"{change.after:.3f}",
            f"{change.difference.value:+.3f}",
            f"{change.difference.low:+.3f} to {change.difference.high:+.3f}",
            *(str(n) for n in (change.difference.n, len(change.lost), len(change.won))),
            f"{change.p_value:.3f}",
        )
        for change in (comparison.right, *comparison.headlines)
    ]
    columns = ("", "before", "now", "difference", "95 % interval", "n", "lost", "won", "p")
    faults = comparison.faults()
    return join(
        [
            tag("h2", "Against the baseline"),
            tag("p", "The gate fails:" if faults else "The gate is passed.", class_="note"),
            *([tag("ul", *(tag("li", fault) for fault in faults), class_="faults")] * bool(faults)),
            _panel("Paired by question", columns, rows),
            _flips("lost", comparison.right.lost),
            _flips("won", comparison.right.won),
        ]
    )


def _flips(verdict: str, flips: Sequence[Flip]) -> Markup:
    if not flips:
        return join([])
    items = (
        tag("li", f"{flip.id}: {flip.question} ({flip.before} → {flip.after})".replace("_", " "))
        for flip in flips
    )
    return tag("details", tag("summary", f"{len(flips)} {verdict}"), tag("ul", *items))


def _panel(caption: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Markup:
    head = tag(
        "tr", *(tag("th", name, scope="col", class_=_look(i)) for i, name in enumerate(columns))
    )
    body = (
        tag("tr", *(tag("td", cell, class_=_look(i)) for i, cell in enumerate(row))) for row in rows
    )
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body))
    return tag("div", table, class_="panel")


def _look(column: int) -> str | None:
    return "number" if column else None


def _cells(estimate: Estimate) -> tuple[str, str, str]:
    return f"{estimate.value:.3f}", f"{estimate.low:.3f}–{estimate.high:.3f}", str(estimate.n)
