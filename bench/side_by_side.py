"""Ours and the peers in turn (ours, a peer, ours, the next …), on the same passages and queries."""

import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.environments import MODULES, CannotInstall, python_of
from bench.figures import Row, medians, ratios, row_of, table
from bench.processes import Failed, figures_of
from index.model_files import MINILM_ENCODER, model_folder

OURS = "Report QA"
_HEAD = (
    "",
    "import + load",
    "passages/s",
    "query p50",
    "query p95",
    "hit@10",
    "memory, serving",
    "memory, at most",
)
_SHOWN = {
    "load_seconds": "{:.2f} s",
    "passages_per_second": "{:.0f}",
    "p50_ms": "{:.1f} ms",
    "p95_ms": "{:.1f} ms",
    "hit_at_10": "{:.3f}",
    "serving_mb": "{:.0f} MB",
    "peak_mb": "{:.0f} MB",
}


@dataclass
class Measured:
    """What was measured over one collection: pairs (ours, peer), what failed, the versions."""

    pairs: dict[str, list[tuple[Row, Row]]] = field(default_factory=dict)
    alone: list[Row] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> Row:
        """The medians of ours over all rounds."""
        return medians([*self.alone, *(ours for each in self.pairs.values() for ours, _ in each)])

    def peer(self, name: str) -> Row:
        """The medians of a peer."""
        return medians([peer for _, peer in self.pairs[name]])


def measure(
    collection: Path,
    peers: Iterable[str],
    n_rounds: int,
    environment: Mapping[str, str] | None = None,
) -> Measured:
    """Measure ours before every peer, round by round; where no peer is given, ours alone."""
    found = Measured()
    pythons = {}
    for peer in peers:
        try:
            pythons[peer] = python_of(peer)
        except CannotInstall as error:
            found.failures[peer] = f"cannot be installed: {error}"
    model = str(model_folder(MINILM_ENCODER))
    for _ in range(n_rounds):
        if not pythons:
            found.alone.append(_ours(collection, environment))
        for peer, python in pythons.items():
            if peer in found.failures:
                continue
            ours = _ours(collection, environment)
            module = f"bench.peers.{MODULES[peer]}"
            try:
                measured = figures_of(
                    module, str(collection), model, python=python, environment=environment
                )
            except Failed as error:
                found.failures[peer] = f"fails: {error}"
                found.alone.append(ours)
                continue
            found.versions |= measured["versions"]
            found.pairs.setdefault(peer, []).append((ours, row_of(measured)))
            _tell(peer, ours, row_of(measured))
    return found


def _ours(collection: Path, environment: Mapping[str, str] | None) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "library")
        return row_of(figures_of("bench.ours", str(collection), library, environment=environment))


def _tell(peer: str, ours: Row, theirs: Row) -> None:
    for name, row in ((OURS, ours), (peer, theirs)):
        cells = (shown.format(row[figure]) for figure, shown in _SHOWN.items())
        sys.stderr.write(f"{name:32} {'  '.join(cells)}\n")


def as_table(measured: Measured) -> str:
    """Medians; behind those of a peer, how many times ours is better."""
    ours = measured.ours
    rows = [[f"**{OURS}**", *(shown.format(ours[name]) for name, shown in _SHOWN.items())]]
    for peer, pairs in measured.pairs.items():
        theirs, times = measured.peer(peer), ratios(pairs)
        cells = {name: shown.format(theirs[name]) for name, shown in _SHOWN.items()}
        better = {name: f" ({times[name]:.1f} ×)" for name in times if name != "hit_at_10"}
        rows.append([peer, *(cell + better.get(name, "") for name, cell in cells.items())])
    rows += [[peer, reason] for peer, reason in measured.failures.items()]
    return table(_HEAD, rows)
