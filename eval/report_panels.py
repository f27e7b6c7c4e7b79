"""The tables of figures on the page."""

from collections.abc import Iterable, Sequence

from eval.compare import MARGIN, Comparison, Flip
from eval.intervals import Estimate
from eval.markup import Markup, join, tag
from eval.scores import SCORES
from eval.summary import GroupRow, Summary
from eval.table import CONFIDENCE_LABELS

_MEANINGS = {
    "auroc": "how well the confidence tells the questions that the report answers from the others: "
    "1 always, 0.5 by chance",
    "aurc": "share of wrong answers among the most confident, over all shares answered",
    "brier": "mean squared difference between the confidence and what came out (1 right, 0 wrong)",
    "ece": "ECE: how far the confidence is from the share that is right, on average",
}


_REASONS = {
    "detail_absent": "this detail is not told",
    "lost_in_gap": "lost in a gap of the text",
    "entity_swapped": "told of someone else",
    "wrong_year": "another year",
    "wrong_ordinal": "another number in a series",
    "false_premise": "what it assumes is wrong",
    "fake_abbreviation": "no such abbreviation",
    "off_topic": "another subject",
}
"""Why the report does not answer, as `eval.question_set` names it, in plain words."""


def summary_panels(summary: Summary) -> list[Markup]:
    """All figures of a run."""
    rows = [(_explained(each.label, each.meaning), summary.scores.get(each.key)) for each in SCORES]
    rows += [
        (_explained(label, _MEANINGS[key]), summary.confidence.get(key))
        for key, label in CONFIDENCE_LABELS.items()
    ]
    figures = [(name, *_cells(estimate)) for name, estimate in rows if estimate]
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
        _group_panel("Not in the report", summary.by_reason),
        _panel("What was answered", ("", "answered", "partial", "not in report"), confusion),
    ]


def _group_panel(caption: str, rows: Iterable[GroupRow]) -> Markup:
    cells = [
        (
            _REASONS.get(row.name, row.name.replace("_", " ")),
            *_cells(row.right),
            f"{row.recall_at_5.value:.3f}" if row.recall_at_5 else "–",
        )
        for row in rows
    ]
    return _panel(caption, ("", "right", "95 % interval", "n", "recall@5"), cells)


_COMPARED = (
    "The figures of the last accepted run (the baseline) are kept with the program. Each question "
    "of this run stands beside the same question of that one. Lost: right before and wrong now; "
    "won: the other way round; p: McNemar’s test of these two numbers. The interval is that of the "
    "difference; n counts the questions."
)
_PASSES = (
    f"This run passes: it lost no question that must come out right, and no figure can have fallen "
    f"by more than {100 * MARGIN:.0f} points."
)
_FAILS = "This run does not pass:"


def comparison_section(comparison: Comparison) -> Markup:
    """What changed since the baseline, and whether the run passes the gate."""
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
            tag("h2", "Compared with the last accepted run"),
            tag("p", _COMPARED, class_="note"),
            tag("p", _FAILS if faults else _PASSES),
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


def _explained(label: str, meaning: str) -> Markup:
    return join([label, tag("span", meaning, class_="meta")])


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
