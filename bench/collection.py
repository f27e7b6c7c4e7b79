"""Reports of any size with the same passages and queries for ours and for every peer."""

import json
from collections.abc import Iterable
from pathlib import Path

from bench.synthetic import Pool, reports
from corpus.load import load
from corpus.passages import passages_of
from eval.places import Place, find_quote, meet
from eval.question_set import development_set
from index.encoders import open_encoder

REPORTS = "reports"


def write_collection(folder: Path, n_passages: int) -> None:
    """Write reports as text files, and what they hold as `passages.jsonl` and `queries.jsonl`.

    The bundled report is the first; the made ones after it hold sentences like its own, which no
    query is about. The queries are the development questions that it answers, each with the places
    of the passages that meet its evidence.
    """
    encoder = open_encoder()
    (folder / REPORTS).mkdir(parents=True)
    for number, document in enumerate(reports(Pool(), encoder, n_passages)):
        path = folder / REPORTS / f"{number:04}.txt"
        path.write_text(document.text, encoding="utf-8")
    documents = [load(path) for path in sorted((folder / REPORTS).iterdir())]
    found = [(each, passage) for each in documents for passage in passages_of(each, encoder.fits)]
    _write(folder / "passages.jsonl", (document.quote(passage) for document, passage in found))
    report = documents[0]
    spans = [
        Place(start=passage.start, end=passage.end, document_id=document.id)
        for document, passage in found
        if document is report
    ]
    _write(
        folder / "queries.jsonl",
        (
            {
                "query": question.question,
                "relevant": [
                    number
                    for number, span in enumerate(spans)
                    if any(
                        meet(span, place)
                        for quote in question.gold
                        for place in find_quote(report, quote)
                    )
                ],
            }
            for question in development_set().questions
            if question.answerable and not question.history
        ),
    )


def _write(path: Path, rows: Iterable[object]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
