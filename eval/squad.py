"""SQuAD 1.1 and 2.0 files: a corpus item a paragraph, relevant to its own questions."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.document import Document
from eval.collection import Dataset, DatasetQuery, corpus_document
from eval.errors import EvaluationError


def load_squad(path: Path) -> Dataset:
    """Read a SQuAD file; EvaluationError if it is none."""
    content = path.read_bytes()
    documents: list[Document] = []
    queries: list[DatasetQuery] = []
    qrels: dict[str, dict[str, int]] = {}
    try:
        for article in json.loads(content)["data"]:
            for number, paragraph in enumerate(article["paragraphs"]):
                corpus_id = f"{article['title'].replace(' ', '_')}-{number}"
                documents.append(corpus_document(corpus_id, article["title"], paragraph["context"]))
                for row in paragraph["qas"]:
                    query = _squad_query(row)
                    queries.append(query)
                    if query.answerable:
                        qrels[query.id] = {corpus_id: 1}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"{path} is no SQuAD file: {error!r:.80}") from None
    return Dataset(
        name=path.stem,
        sha256=hashlib.sha256(content).hexdigest(),
        documents=tuple(documents),
        queries=tuple(queries),
        qrels=qrels,
    )


def _squad_query(row: Mapping[str, Any]) -> DatasetQuery:
    answers = dict.fromkeys(answer["text"] for answer in row["answers"])
    return DatasetQuery(
        id=row["id"],
        text=row["question"],
        answers=tuple(answers),
        answerable=not row.get("is_impossible", False),
    )
