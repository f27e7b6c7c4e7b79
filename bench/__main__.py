"""Every figure of speed, ours beside the peers': `make bench`, or `python -m bench`.

Needs no network once the peers are installed. What a part finds is printed and written to its
section of docs/benchmarks.md as soon as it is done.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import asking, cold, growth
from bench.collection import write_collection
from bench.environments import MODULES
from bench.figures import rewritten
from bench.machine import machine
from bench.peers.protocol import read_rows
from bench.processes import ROOT
from bench.side_by_side import OURS, Measured, as_table, measure

PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "benchmarks.svg"
SIZES = (500, 5_000, 50_000)
MANY = 50_000
"""From so many passages on, peers are measured only where that is asked for: it takes hours."""

REFERENCE = "sentence-transformers + faiss"
WITHOUT_AMX = {"ONEDNN_MAX_CPU_ISA": "AVX512_CORE_BF16"}
PARTS = ("cold", "peers", "hidden", "questions")


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="this part; repeatable")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages")
    parser.add_argument("--peers", choices=MODULES, nargs="+", default=tuple(MODULES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--all", action="store_true", help=f"peers at {MANY:,} passages, too")
    given = parser.parse_args()
    parts = given.only or PARTS
    if "cold" in parts:
        _write("cold", "## From the start of a process", cold.as_table(cold.measure(given.rounds)))
    if "peers" in parts:
        _peers(given.sizes, given.peers, given.rounds, given.all)
    if "hidden" in parts:
        _hidden(sorted(given.sizes)[min(1, len(given.sizes) - 1)], given.rounds)
    if "questions" in parts:
        _write(
            "questions",
            "## Whole questions, warm",
            asking.as_table(asking.measure((1, *given.sizes), given.rounds)),
        )


def _peers(sizes: Sequence[int], peers: Sequence[str], n_rounds: int, with_all: bool) -> None:
    p50_ms: dict[str, dict[int, float]] = {OURS: {}}
    for size in sizes:
        alone = size >= MANY and not with_all
        rounds = 1 if alone else n_rounds
        n_passages, measured = _measured(size, () if alone else peers, rounds)
        p50_ms[OURS][n_passages] = measured.ours["p50_ms"]
        for peer in measured.pairs:
            p50_ms.setdefault(peer, {})[n_passages] = measured.peer(peer)["p50_ms"]
        versions = ", ".join(f"{name} {each}" for name, each in sorted(measured.versions.items()))
        _write(
            f"peers {size}",
            f"## {n_passages:,} passages, side by side",
            f"{as_table(measured)}\n\nRounds: {rounds}. {versions}",
        )
    if len(p50_ms[OURS]) > 1:
        PICTURE.write_text(growth.picture(p50_ms, OURS) + "\n", encoding="utf-8")
        _write("growth", "## A query over the passages in the library", f"![]({PICTURE.name})")


def _hidden(size: int, n_rounds: int) -> None:
    n_passages, measured = _measured(size, (REFERENCE,), n_rounds, WITHOUT_AMX)
    variables = " ".join(f"{name}={value}" for name, value in WITHOUT_AMX.items())
    _write(
        "hidden",
        f"## {n_passages:,} passages, AMX hidden",
        f"With `{variables}`, {n_rounds} rounds:\n\n{as_table(measured)}",
    )


def _measured(
    size: int,
    peers: Sequence[str],
    n_rounds: int,
    environment: dict[str, str] | None = None,
) -> tuple[int, Measured]:
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder)
        write_collection(collection, size)
        n_passages = len(read_rows(collection / "passages.jsonl"))
        return n_passages, measure(collection, peers, n_rounds, environment)


def _write(section: str, heading: str, body: str) -> None:
    sys.stdout.write(f"{heading}\n\n{body}\n\n{machine()}\n\n")
    sys.stdout.flush()
    text = PAGE.read_text(encoding="utf-8")
    made = rewritten(text, section, f"{heading}\n\n{body}\n\n{machine()}.")
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
