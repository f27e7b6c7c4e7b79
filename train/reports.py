"""Our own questions asked of whole reports: what the confidence is fitted on.

`python -m train.reports --training DIR --out DIR` writes the documents kept apart for choosing as
text files, and `questions.jsonl` about them: `report-qa add` the files to a library of their own
and `report-qa calibrate questions.jsonl` on it.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.load import load
from corpus.sentences import split_sentences
from eval.places import find_quote
from train.pages import PAGES_AROUND, report_text
from train.recipe import UN_HELD_OUT
from train.rows import UN_QUESTIONS, flow, held_out, lines_of

REASONS = {
    "missing_detail": "detail_absent",
    "other_attribute": "detail_absent",
    "other_name": "entity_swapped",
    "other_time": "wrong_year",
    "false_premise": "false_premise",
}


def main() -> None:
    """Write the reports and the questions about them."""
    parser = argparse.ArgumentParser(prog="python -m train.reports", description=__doc__)
    parser.add_argument("--training", type=Path, required=True, help="folder of training rows")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    asked = [row for row in lines_of(UN_QUESTIONS) if held_out(row["doc"], UN_HELD_OUT)]
    pages: dict[str, dict[int, str]] = defaultdict(dict)
    wanted = {row["doc"] for row in asked}
    for page in lines_of(chosen.training / "un_pages.jsonl"):
        if page["doc"] in wanted:
            pages[page["doc"]][page["page"]] = page["text"]
    reports: dict[str, Document] = {}
    for doc, texts in pages.items():
        near = {row["page"] for row in asked if row["doc"] == doc}
        kept = [
            text
            for number, text in sorted(texts.items())
            if any(abs(number - page) <= PAGES_AROUND for page in near)
        ]
        path = chosen.out / f"{doc}.txt"
        path.write_text(report_text(kept), encoding="utf-8")
        reports[doc] = load(path)
    with (chosen.out / "questions.jsonl").open("w", encoding="utf-8") as file:
        for number, row in enumerate(asked):
            question = as_question(row, pages[row["doc"]][row["page"]], number)
            # A page number between two lines of a passage is no part of the report.
            if all(find_quote(reports[row["doc"]], gold) for gold in question.get("gold", ())):
                file.write(json.dumps(question, ensure_ascii=False) + "\n")


def as_question(row: dict[str, Any], page: str, number: int) -> dict[str, Any]:
    """A row in the form of the question sets; its gold is the sentence that holds the answer."""
    question: dict[str, Any] = {
        "id": f"u{number:04d}",
        "question": row["question"],
        "kind": "statement",
        "style": "plain",
        "answerable": row["answer"] is not None,
        "document": f"{row['doc']}.txt",
    }
    if row["answer"] is None:
        return question | {"reason": REASONS[row["kind"]]}
    passage, place = flow(page[row["start"] : row["end"]])
    start, last = (place[at - row["start"]] for at in (row["answer"][0], row["answer"][1] - 1))
    gold = [passage[s.start : s.end] for s in split_sentences(passage) if s.end > start]
    return question | {"answers": [passage[start : last + 1]], "gold": gold[:1]}


if __name__ == "__main__":
    main()
