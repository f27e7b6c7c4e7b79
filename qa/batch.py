"""Questions by the file: JSON lines in, the answers as JSON lines out."""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from corpus.document import Frozen
from qa.answer import Answer
from qa.compose import refuse
from qa.conversation import Turn, read_history
from qa.engine import Engine
from qa.errors import QuestionError
from qa.json_text import json_text


class QuestionRow(Frozen):
    """A line of a batch: a question under an id, with the turns before it."""

    id: str | int
    question: str
    history: tuple[Turn, ...] = Field(default=())

    @field_validator("history", mode="before")
    @classmethod
    def _any_form(cls, rows: object) -> object:
        return read_history(rows) if isinstance(rows, list) else rows


def read_rows(path: Path) -> list[QuestionRow]:
    """The rows of a file; QuestionError names the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    return [
        _row(line, f"{path}, line {number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _row(line: str, place: str) -> QuestionRow:
    try:
        return QuestionRow.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise QuestionError(f"{place}: {where}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise QuestionError(f"{place}: not JSON ({error})") from error


def answer_rows(
    engine: Engine,
    rows: Iterable[QuestionRow],
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    document_ids: Collection[str] | None = None,
) -> Iterator[dict[str, Any]]:
    """The Answer to each row with the row's id; a question that cannot be asked is not answered.

    Such a row's `text` says what is wrong, so that one bad row does not lose the others.
    `document_ids` limits every question to those documents.
    """
    listed = list(rows)
    for done, row in enumerate(listed, start=1):
        yield {"id": row.id, **_answer(engine, row, document_ids).model_dump(mode="json")}
        progress(done, len(listed))


def _answer(engine: Engine, row: QuestionRow, document_ids: Collection[str] | None) -> Answer:
    try:
        return engine.ask(row.question, row.history, document_ids)
    except QuestionError as error:
        return refuse(row.question, str(error))


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write JSON lines beside the file and put them in its place once they are all there."""
    aside = path.with_name(f"{path.name}.tmp")
    try:
        with aside.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json_text(row) + "\n")
        os.replace(aside, path)
    except OSError as error:
        raise QuestionError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        aside.unlink(missing_ok=True)
