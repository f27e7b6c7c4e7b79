"""From what rounds measured to medians, ratios and the tables of docs/benchmarks.md."""

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

Row = dict[str, float]
"""The figures of one pipeline in one round, by name."""

MORE_IS_BETTER = frozenset({"passages_per_second"})


def quantile(values: Sequence[float], share: float) -> float:
    """The least value that `share` of all values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def row_of(measured: Mapping[str, Any]) -> Row:
    """The figures of a table, from what `bench.peers.protocol` printed."""
    return {
        "load_seconds": measured["load_seconds"],
        "passages_per_second": measured["passages_per_second"],
        "p50_ms": 1_000 * quantile(measured["query_seconds"], 0.5),
        "p95_ms": 1_000 * quantile(measured["query_seconds"], 0.95),
        "hit_at_10": measured["hit_at_10"],
        "serving_mb": measured["resident_bytes"] / 2**20,
        "peak_mb": measured["peak_bytes"] / 2**20,
    }


def medians(rows: Sequence[Row]) -> Row:
    """The median of each figure over rounds."""
    return {name: median(row[name] for row in rows) for name in rows[0]}


def ratios(pairs: Iterable[tuple[Row, Row]]) -> Row:
    """How many times ours is better: the median over pairs (ours, peer) measured in turn."""
    times = [
        {
            name: ours[name] / peer[name] if name in MORE_IS_BETTER else peer[name] / ours[name]
            for name in ours.keys() & peer.keys()
            if ours[name] and peer[name]
        }
        for ours, peer in pairs
    ]
    return {name: median(each[name] for each in times if name in each) for name in times[0]}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a short row is filled up with empty cells."""
    lines = [head, ["---"] * len(head)]
    lines += [[*row, *[""] * (len(head) - len(row))] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rewritten(text: str, section: str, body: str) -> str:
    """A Markdown text with the section of that name replaced, or put at its end if it has none.

    A section stands between the comments `<!-- bench: NAME -->` and `<!-- bench: end -->`.
    """
    begin, end = f"<!-- bench: {section} -->", "<!-- bench: end -->"
    made = f"{begin}\n{body.strip()}\n{end}"
    before, found, rest = text.partition(begin)
    if not found:
        return f"{text.rstrip()}\n\n{made}\n".lstrip()
    _, closed, after = rest.partition(end)
    if not closed:
        raise ValueError(f"the section {section} has no {end}")
    return f"{before}{made}{after}"
