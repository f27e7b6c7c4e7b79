"""The one form in which ours and every peer are measured.

`python -m bench.peers.with_NAME FOLDER MODEL` reads `passages.jsonl` and `queries.jsonl` of a
folder, measures one pipeline and prints one JSON object, on the last line of its output. Only the
standard library is used here, for this runs in the peers' environments.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

K = 10
N_WARM = 5
"""Queries that are searched for before any is timed."""


class Pipeline(Protocol):
    """Passages in, the nearest of them out; loaded when it is made."""

    def index(self, passages: Sequence[str]) -> None:
        """Make all of these searchable."""

    def search(self, query: str, k: int) -> list[int]:
        """The places of the k nearest passages in the order given, nearest first."""


def measure(load: Callable[[str], Pipeline], packages: Iterable[str]) -> None:
    """Measure the pipeline that `load` makes of a model's folder, and print the figures."""
    folder, model = Path(sys.argv[1]), sys.argv[2]
    passages: list[str] = read_rows(folder / "passages.jsonl")
    queries = read_rows(folder / "queries.jsonl")
    begin = time.perf_counter()
    pipeline = load(model)
    loaded = time.perf_counter()
    pipeline.index(passages)
    indexed = time.perf_counter()
    for query in queries[:N_WARM]:
        pipeline.search(query["query"], K)
    seconds, n_hits = [], 0
    for query in queries:
        began = time.perf_counter()
        found = pipeline.search(query["query"], K)
        seconds.append(time.perf_counter() - began)
        n_hits += not set(found).isdisjoint(query["relevant"])
    figures = {
        "load_seconds": loaded - begin,
        "passages_per_second": len(passages) / (indexed - loaded),
        "query_seconds": seconds,
        "hit_at_10": n_hits / len(queries),
        **memory_bytes(),
        "versions": {name: version(name) for name in packages},
    }
    sys.stdout.write(f"\n{json.dumps(figures)}\n")
    sys.stdout.flush()
    os._exit(0)  # threads of a peer that does not end are not waited for


def read_rows(path: Path) -> list[Any]:
    """The values of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def memory_bytes() -> dict[str, int]:
    """What this process has resident now, while it serves, and had at most (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (resident,) = (int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"resident_bytes": 1024 * resident, "peak_bytes": 1024 * peak}
