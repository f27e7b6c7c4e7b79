"""The turns of a conversation before the question at hand."""

from collections.abc import Iterable, Mapping
from typing import Literal

from corpus.document import Frozen


class Turn(Frozen):
    """One earlier turn: what the person asked, or what was answered."""

    role: Literal["user", "assistant"]
    text: str


def read_history(rows: Iterable[object]) -> tuple[Turn, ...]:
    """The turns of a conversation written in any of its usual forms.

    A row may be a plain string (an earlier question), `{"role", "text"}` or `{"role",
    "content"}` (a chat message), or `{"question", "answer"}`. ValueError names a row that is
    none of these.
    """
    turns: list[Turn] = []
    for row in rows:
        turns.extend(_turns_of(row))
    return tuple(turns)


def _turns_of(row: object) -> list[Turn]:
    if isinstance(row, Turn):
        return [row]
    if isinstance(row, str):
        return [Turn(role="user", text=row)]
    if isinstance(row, Mapping):
        if isinstance(row.get("question"), str):
            turns = [Turn(role="user", text=row["question"])]
            if isinstance(row.get("answer"), str):
                turns.append(Turn(role="assistant", text=row["answer"]))
            return turns
        text = row.get("text", row.get("content"))
        role = row.get("role", "user")
        if isinstance(text, str) and role in ("user", "assistant"):
            return [Turn(role=role, text=text)]
    raise ValueError(
        f'a row of history must be a string, {{"role", "text"}} or {{"question", "answer"}}, '
        f"not {row!r:.80}"
    )
