"""Whole questions to libraries of several sizes, stage by stage.

`python -m bench.asking LIBRARY` asks one library in this process and prints a JSON object: the
first question pays for loading the models, then the development questions are asked warm.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Row, medians, quantile, table
from bench.peers.protocol import memory_bytes
from bench.processes import figures_of

_FIRST = "what did the meeting recommend on statistics?"
_STAGES = ("load", "query", "search", "rerank", "read")
_N_QUESTIONS = 60


def measure(sizes: Iterable[int], n_rounds: int) -> list[Row]:
    """The medians of libraries of these sizes, asked in turn, round by round."""
    from bench.synthetic import make_library

    with tempfile.TemporaryDirectory() as folder:
        libraries = [Path(folder) / str(size) for size in sizes]
        for library in libraries:
            make_library(library, int(library.name))
        rounds = [
            [figures_of("bench.asking", str(library)) for library in libraries]
            for _ in range(n_rounds)
        ]
    return [medians(of_library) for of_library in zip(*rounds, strict=True)]


def as_table(rows: Sequence[Row]) -> str:
    """The first question and the warm ones of each library, with the share of each stage."""
    made = []
    for row in rows:
        size = f"{row['n_passages']:,.0f}"
        memory = [f"{row[name] / 2**20:.0f} MB" for name in ("resident_bytes", "peak_bytes")]
        made.append([size, "first", *_times(row, "first")])
        made.append([size, "warm", *_times(row, "p50"), f"{1_000 * row['p95']:.0f} ms", *memory])
    head = ["passages", "question", "p50", *_STAGES, "p95", "memory, serving", "memory, at most"]
    return table(head, made)


def _times(row: Row, name: str) -> list[str]:
    whole_and_stages = [name, *(f"{name} {stage}" for stage in _STAGES)]
    return [f"{1_000 * row[each]:.0f} ms" for each in whole_and_stages]


def asked(library: Path) -> dict[str, Any]:
    """The figures of one library; seconds, and bytes of memory."""
    from eval.question_set import development_set
    from qa.engine import Engine

    engine = Engine.open(library)
    first = engine.ask(_FIRST).timings
    questions = [each.question for each in development_set().questions if not each.history]
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    for question in questions[:_N_QUESTIONS]:
        for stage, took in engine.ask(question).timings.items():
            seconds[stage].append(took)
    return {
        "n_passages": len(engine.library.snapshot().passages),
        "p50": quantile(seconds["total"], 0.5),
        "p95": quantile(seconds["total"], 0.95),
        **{f"p50 {stage}": median(seconds[stage]) for stage in _STAGES},
        "first": first["total"],
        **{f"first {stage}": first[stage] for stage in _STAGES},
        **memory_bytes(),
    }


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(asked(Path(sys.argv[1])))}\n")
