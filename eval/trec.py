"""Run files in the form of TREC: `query-id Q0 corpus-id rank score tag`, a line a hit.

A benchmark writes them query by query, so that one that was stopped goes on where it stopped.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.errors import EvaluationError

Ranking = Sequence[tuple[str, float]]
"""Ids and scores, best first."""


def append_ranking(path: Path, query_id: str, ranking: Ranking, tag: str) -> None:
    """Add the ranking of one query to a run file; EvaluationError for an id with white space.

    A query that found nothing gets one line with the id `-` and rank 0, so that it counts as done.
    """
    rows = [(corpus_id, rank, score) for rank, (corpus_id, score) in enumerate(ranking, start=1)]
    lines = [
        f"{_field(query_id)} Q0 {_field(corpus_id)} {rank} {score:.6f} {_field(tag)}\n"
        for corpus_id, rank, score in rows or [("-", 0, 0.0)]
    ]
    with path.open("a", encoding="utf-8") as run:
        run.write("".join(lines))


def write_run(path: Path, rankings: Mapping[str, Ranking], tag: str) -> None:
    """Write a whole run file, over an older one."""
    path.write_text("", encoding="utf-8")
    for query_id, ranking in rankings.items():
        append_ranking(path, query_id, ranking, tag)


def read_run(path: Path) -> dict[str, list[tuple[str, float]]]:
    """The rankings of a run file by query id; EvaluationError for a line that is not one."""
    rankings: dict[str, list[tuple[str, float]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            query_id, _, corpus_id, rank, score, _ = line.split()
            ranking = rankings.setdefault(query_id, [])
            if int(rank) > 0:
                ranking.append((corpus_id, float(score)))
        except ValueError:
            raise EvaluationError(f"{path}, line {number} is no line of a run file") from None
    return rankings


def resume_run(path: Path) -> dict[str, list[tuple[str, float]]]:
    """The rankings that a stopped run left, to go on from; none if there is no file.

    Its last query may be cut short, so that one is taken out of the file, to be done again.
    """
    if not path.exists():
        return {}
    whole = [line for line in path.read_bytes().splitlines(keepends=True) if line[-1:] == b"\n"]
    last = whole[-1].split(b" ")[0] if whole else b""
    path.write_bytes(b"".join(line for line in whole if line.split(b" ")[0] != last))
    return read_run(path)


def _field(value: str) -> str:
    if not value or len(value.split()) != 1:
        raise EvaluationError(f"a run file cannot hold {value!r}: it has white space")
    return value
