"""Rows of training data: a question, a passage, and where in it the answer stands, if it does."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UN_QUESTIONS = Path(__file__).with_name("questions") / "un.jsonl"


@dataclass(frozen=True)
class Row:
    """One example; `start` and `end` are offsets in the passage, both −1 where it has no answer.

    `accepted` are the answers that several people gave, where more than one was asked.
    """

    question: str
    passage: str
    start: int
    end: int
    source: str
    accepted: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the passage answers the question."""
        return self.end > 0


def shared_rows(path: Path) -> Iterator[Row]:
    """Rows {"question", "context", "answers": [{"text", "start"}], "answerable"} of a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            answer = row["answers"][0] if row["answerable"] else None
            start = answer["start"] if answer else -1
            end = start + len(answer["text"]) if answer else -1
            yield Row(row["question"], row["context"], start, end, path.stem)


def squad_half_rows(folder: Path) -> Iterator[tuple[str, Row]]:
    """(article, row) of a BEIR folder made of SQuAD 2.0: each question with its own passage."""
    passages = {str(row["_id"]): row for row in lines_of(folder / "corpus.jsonl")}
    for query in lines_of(folder / "queries.jsonl"):
        passage = passages[query["passage_id"]]
        text = passage["text"]
        answer = next((a for a in query["answers"] if a in text), None)
        if query["answerable"] and answer is None:
            continue
        start = text.index(answer) if answer is not None else -1
        end = start + len(answer) if answer is not None else -1
        accepted = tuple(query["answers"])
        yield passage["title"], Row(query["text"], text, start, end, "squad2_half", accepted)


def un_rows(pages: Path, questions: Path = UN_QUESTIONS) -> Iterator[tuple[str, Row]]:
    """(document, row) of our own questions; their passages are cut from the pages file.

    ValueError where a page is other than the one that the questions were written over.
    """
    wanted = list(lines_of(questions))
    needed = {(row["doc"], row["page"]) for row in wanted}
    texts = {
        (page["doc"], page["page"]): page["text"]
        for page in lines_of(pages)
        if (page["doc"], page["page"]) in needed
    }
    for row in wanted:
        text = texts[row["doc"], row["page"]]
        found = hashlib.sha256(text.encode()).hexdigest()
        if found != row["page_sha256"]:
            raise ValueError(f"{row['doc']} page {row['page']}: another text ({found[:12]}…)")
        passage, place = flow(text[row["start"] : row["end"]])
        start = end = -1
        if row["answer"] is not None:
            start = place[row["answer"][0] - row["start"]]
            end = place[row["answer"][1] - 1 - row["start"]] + 1
        yield row["doc"], Row(row["question"], passage, start, end, "un")


def flow(text: str) -> tuple[str, list[int]]:
    """Text with each run of blanks made one, and each old character's place in the new text."""
    out: list[str] = []
    place: list[int] = []
    for character in text:
        blank = character.isspace()
        if not (blank and (not out or out[-1] == " ")):
            out.append(" " if blank else character)
        place.append(max(0, len(out) - 1))
    return "".join(out).rstrip(), place


def held_out(name: str, share: float) -> bool:
    """Whether an article or document is kept apart for choosing; by the hash of its name."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 16**8 < share


def sample(rows: list[Row], n_rows: int, seed: str) -> list[Row]:
    """`n_rows` of the rows, drawn with the seed; first all of them where they are too few."""
    drawn = rows * (n_rows // max(1, len(rows)))
    return drawn + random.Random(seed).sample(rows, n_rows - len(drawn))


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
