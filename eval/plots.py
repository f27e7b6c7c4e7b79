"""The plots of a run, each an inline SVG made of the records and nothing else."""

import math
from collections.abc import Sequence

import numpy as np

from eval.calibration import reliability, risk_coverage
from eval.frame import WIDTH, Frame, percent_ticks
from eval.intervals import bootstrap_mean, wilson
from eval.judge import Record
from eval.markup import Markup
from eval.measures import recall_at_k
from eval.scores import SEARCH_DEPTH
from eval.summary import GroupRow


def recall_curve(records: Sequence[Record]) -> Markup | None:
    """How much of the gold evidence stands among the first k passages; None if none was sought."""
    ranks = [record.ranks for record in records if record.ranks]
    if not ranks:
        return None
    cutoffs = range(1, SEARCH_DEPTH + 1)
    recalls = [bootstrap_mean([recall_at_k(each, k) for each in ranks]) for k in cutoffs]
    points = [(float(k), recall.value) for k, recall in zip(cutoffs, recalls, strict=True)]
    floor = math.floor(10 * min(recall.low for recall in recalls)) / 10
    floor = min(floor, 0.8)
    frame = Frame(x_range=(1, SEARCH_DEPTH), y_range=(floor, 1.0))
    highs = [(k, recall.high) for (k, _), recall in zip(points, recalls, strict=True)]
    lows = [(k, recall.low) for (k, _), recall in zip(points, recalls, strict=True)]
    ticks = [tick for tick in percent_ticks(step=0.1) if tick[0] > floor - 1e-9]
    marked = [points[k - 1] for k in (1, 5, SEARCH_DEPTH)]
    return frame.picture(
        "recall at " + ", ".join(f"{k:.0f}: {value:.3f}" for k, value in points),
        frame.y_axis(ticks),
        frame.x_axis([(float(k), str(k)) for k in cutoffs], "passages looked at (k)"),
        frame.area([*highs, *reversed(lows)]),
        frame.line(points),
        *(frame.dot(point, f"R@{point[0]:.0f} {point[1]:.3f}") for point in points),
        *(
            frame.label(point, f"{point[1]:.3f}", "label middle", (0, 19) if i else (24, 14))
            for i, point in enumerate(marked)
        ),
    )


def risk_coverage_curve(records: Sequence[Record]) -> Markup:
    """The share of wrong answers if only the most confident questions are answered."""
    n = len(records)
    risks = risk_coverage(
        [record.confidence for record in records], [record.shown_right for record in records]
    )
    points = [((i + 1) / n, float(risk)) for i, risk in enumerate(risks)]
    answered = [record for record in records if record.status == "answered"]
    high = math.ceil(10 * max(0.1, float(risks.max()))) / 10
    frame = Frame(x_range=(0, 1), y_range=(0, high))
    marks = []
    if answered:
        wrong = sum(not record.right for record in answered)
        here = (len(answered) / n, wrong / len(answered))
        note = f"{here[0]:.0%} answered, {here[1]:.1%} of them wrong"
        beside = "label end" if here[0] > 0.5 else "label"
        shift = (-9.0, -10.0) if here[0] > 0.5 else (9.0, -10.0)
        marks = [frame.dot(here, note, 5.0, "dot here"), frame.label(here, note, beside, shift)]
    step = 0.1 if high <= 0.5 else 0.2
    return frame.picture(
        f"risk {points[-1][1]:.3f} at full coverage",
        frame.y_axis(percent_ticks(high, step)),
        frame.x_axis(percent_ticks(), "questions answered, most confident first"),
        frame.line(points),
        *marks,
    )


def reliability_diagram(records: Sequence[Record]) -> Markup | None:
    """The confidence promised against the share that was right; None if nothing was shown."""
    shown = [record for record in records if record.sentences]
    if not shown:
        return None
    bins = reliability(
        [record.confidence for record in shown], [record.shown_right for record in shown]
    )
    frame = Frame(x_range=(0, 1), y_range=(0, 1), top=30)
    marks: list[Markup] = []
    for each in bins:
        rate = wilson(each.n_right, each.n)
        at = (each.mean_confidence, rate.value)
        note = f"{each.n_right} of {each.n} right at a confidence of {each.mean_confidence:.2f}"
        marks.append(frame.line([(at[0], rate.low), (at[0], rate.high)], "whisker"))
        marks.append(frame.dot(at, note, 2.5 + 9 * math.sqrt(each.n / len(shown)), "dot bin"))
        marks.append(frame.label((at[0], 1), str(each.n), "count middle", (0, -16)))
    return frame.picture(
        "reliability: " + "; ".join(f"{b.n_right} of {b.n} in {b.low:.1f}" for b in bins),
        frame.y_axis(percent_ticks()),
        frame.x_axis(percent_ticks(), "confidence shown"),
        frame.line([(0, 0), (1, 1)], "diagonal"),
        frame.label((0, 1), "n", "count end", (-7, -16)),
        *marks,
    )


def accuracy_by_group(rows: Sequence[GroupRow]) -> Markup:
    """The share that was right in each group, with its interval."""
    frame = Frame((0, 1), (0, len(rows)), height=56.0 + 22 * len(rows), left=118, top=8)
    marks: list[Markup] = []
    for i, row in enumerate(rows):
        level = len(rows) - i - 0.5
        right = row.right
        name = f"{row.name.replace('_', ' ')} ({right.n})"
        note = f"{name}: {right.value:.3f}, {right.low:.3f} to {right.high:.3f}"
        marks.append(frame.line([(right.low, level), (right.high, level)], "whisker"))
        marks.append(frame.dot((right.value, level), note, 4.5))
        marks.append(frame.label((0, level), name, "tick end", (-9, 4)))
    return frame.picture(
        "share right: " + "; ".join(f"{r.name} {r.right.value:.2f} of {r.right.n}" for r in rows),
        *(frame.line([(share, 0), (share, len(rows))], "grid") for share, _ in percent_ticks()),
        frame.x_axis(percent_ticks(), "questions that came out right"),
        *marks,
    )


def latency_histogram(seconds: Sequence[float]) -> Markup:
    """How long the questions took."""
    edges = _edges(max(seconds))
    counts, _ = np.histogram(seconds, bins=edges)
    top = int(counts.max())
    frame = Frame(x_range=(0, float(edges[-1])), y_range=(0, top * 1.12))
    bars = []
    for low, high, count in zip(edges, edges[1:], counts.tolist(), strict=False):
        gap = 0.06 * (high - low)
        corners = [(low + gap, 0), (low + gap, count), (high - gap, count), (high - gap, 0)]
        bars.append(frame.area(corners, "bar"))
    marks: list[Markup] = []
    for name, share, drop in (("p50", 0.5, 10), ("p95", 0.95, 24)):
        at = float(np.quantile(seconds, share))
        top_of_line = (at, frame.y_range[1])
        look, aside = ("label end", -5) if frame.x(at) > 0.7 * WIDTH else ("label", 5)
        marks.append(frame.line([(at, 0), top_of_line], "quantile"))
        marks.append(frame.label(top_of_line, f"{name} {at:.2f} s", look, (aside, drop)))
    step = int(max(1, _round_up(top / 5)))
    fifths = [i * edges[-1] / 5 for i in range(6)]
    return frame.picture(
        f"latency of {len(seconds)} questions",
        frame.y_axis([(float(v), str(v)) for v in range(0, top + 1, step)]),
        frame.x_axis([(value, f"{value:.2g}") for value in fifths], "seconds a question"),
        *bars,
        *marks,
    )


def _edges(longest: float) -> list[float]:
    """Twenty bins from 0 to a round number that holds the longest time."""
    end = _round_up(max(longest, 1e-6) * 1.0001)
    return [end * i / 20 for i in range(21)]


def _round_up(value: float) -> float:
    """The next round number: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten."""
    unit = 10 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(unit * m for m in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if unit * m >= value)
