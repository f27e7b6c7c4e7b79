"""Read other people's questions: folders in the BEIR layout, and SQuAD files by `squad`.

BEIR: `corpus.jsonl` {"_id", "title", "text"}, `queries.jsonl` {"_id", "text", …} and `qrels.tsv`
(or `qrels/test.tsv`): query-id, corpus-id, score, a first line of names being optional. Of a
query, `answers`, `answerable`, `history` and `rewrite` are read where present.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.collection import Dataset, DatasetQuery, corpus_document
from eval.errors import EvaluationError
from eval.squad import load_squad
from qa.conversation import read_history

Row = Mapping[str, Any]
"""A line of somebody's JSON: checked field by field where it is read."""


def load_dataset(path: Path) -> Dataset:
    """Read a folder in the BEIR layout or a SQuAD file; EvaluationError names what is wrong."""
    if path.is_dir():
        return load_beir(path)
    if path.is_file():
        return load_squad(path)
    raise EvaluationError(f"no data set at {path}")


def load_beir(directory: Path) -> Dataset:
    """Read a folder in the BEIR layout."""
    for name in ("corpus.jsonl", "queries.jsonl"):
        if not (directory / name).is_file():
            raise EvaluationError(f"{directory} is no BEIR folder: it has no {name}")
    corpus = directory / "corpus.jsonl"
    documents = [
        corpus_document(_id(row, where), str(row.get("title") or ""), _text(row, where))
        for where, row in _json_lines(corpus)
    ]
    queries = [_query(row, where) for where, row in _json_lines(directory / "queries.jsonl")]
    return Dataset(
        name=directory.name,
        sha256=hashlib.sha256(corpus.read_bytes()).hexdigest(),
        documents=tuple(documents),
        queries=tuple(queries),
        qrels=_qrels(directory),
    )


def _json_lines(path: Path) -> Iterator[tuple[str, Row]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{path}, line {number}"
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise EvaluationError(f"{where}: no JSON: {error}") from None
                if not isinstance(row, dict):
                    raise EvaluationError(f"{where}: expected an object, found {line[:40]!r}")
                yield where, row


def _id(row: Row, where: str) -> str:
    if not isinstance(row.get("_id"), (str, int)):
        raise EvaluationError(f"{where}: no _id")
    return str(row["_id"])


def _text(row: Row, where: str) -> str:
    if not isinstance(row.get("text"), str):
        raise EvaluationError(f"{where}: no text")
    return str(row["text"])


def _query(row: Row, where: str) -> DatasetQuery:
    try:
        return DatasetQuery(
            id=_id(row, where),
            text=_text(row, where),
            history=read_history(row.get("history") or ()),
            rewrite=row.get("rewrite"),
            answers=tuple(row.get("answers") or ()),
            answerable=row.get("answerable"),
        )
    except ValueError as error:
        raise EvaluationError(f"{where}: {str(error).splitlines()[0]}") from None


def _qrels(directory: Path) -> dict[str, dict[str, int]]:
    candidates = (directory / "qrels.tsv", directory / "qrels" / "test.tsv")
    path = next((each for each in candidates if each.is_file()), None)
    if path is None:
        raise EvaluationError(f"{directory} is no BEIR folder: it has no qrels.tsv")
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if number == 1 and fields[-1].strip() == "score":
            continue
        try:
            query_id, corpus_id, grade = fields
            qrels.setdefault(query_id, {})[corpus_id] = int(grade)
        except ValueError:
            raise EvaluationError(
                f"{path}, line {number}: expected query-id, corpus-id, score; found {line[:60]!r}"
            ) from None
    return qrels
