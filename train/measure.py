"""How well a reader reads rows that it was not trained on."""

from collections.abc import Sequence

import torch
from torch import Tensor

from eval.calibration import auroc
from eval.measures import exact_match, f1
from qa.span_reader import SpanReader as Reader
from train.features import Batch, Features, collate
from train.model import SpanReader, half_where_fast
from train.rows import Row

MAX_ANSWER_TOKENS = 30


def best_spans(start: Tensor, end: Tensor, is_passage: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """First and last token of the best span a row, and its log-probability.

    The sum of both logits is maximised over first ≤ last < first + 30, inside the passage.
    """
    start = start.float().masked_fill(~is_passage, -1e4).log_softmax(-1)
    end = end.float().masked_fill(~is_passage, -1e4).log_softmax(-1)
    pairs = start[:, :, None] + end[:, None, :]
    width = pairs.shape[-1]
    allowed = torch.ones(width, width).triu().tril(MAX_ANSWER_TOKENS - 1).bool()
    score, place = pairs.masked_fill(~allowed, -1e9).flatten(1).max(-1)
    return place // width, place % width, score


def read(
    model: SpanReader, rows: Sequence[Features], size: int = 16
) -> list[tuple[str, float, float]]:
    """(span text, span log-probability, answerable logit) a row, in the rows' order."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda index: len(rows[index].ids))
    found: list[tuple[str, float, float]] = [("", 0.0, 0.0)] * len(rows)
    with torch.no_grad(), half_where_fast():
        for at in range(0, len(order), size):
            some = order[at : at + size]
            batch: Batch = collate([rows[index] for index in some])
            start, end, answerable = model(
                batch.input_ids, batch.attention_mask, batch.token_type_ids
            )
            firsts, lasts, scores = best_spans(start, end, batch.is_passage)
            for index, first, last, score, logit in zip(
                some, firsts, lasts, scores, answerable, strict=True
            ):
                row = rows[index]
                a = row.offsets[int(first) - row.passage_from][0]
                b = row.offsets[int(last) - row.passage_from][1]
                found[index] = (row.row.passage[a:b], float(score), float(logit))
    return found


def figures(model: SpanReader, rows: Sequence[Features]) -> dict[str, float]:
    """AUROC, EM and F1 of a model in training, on tokenised rows."""
    found = read(model, rows)
    return _figures(
        [(text, logit) for text, _, logit in found], [features.row for features in rows]
    )


def figures_of(reader: Reader, rows: Sequence[Row]) -> dict[str, float]:
    """The same of a reader that can be plugged in, on whole passages."""
    found = []
    for row in rows:
        (reading,) = reader.read(row.question, [row.passage])
        found.append((row.passage[reading.start : reading.end], reading.answerable))
    return _figures(found, rows)


def _figures(found: Sequence[tuple[str, float]], rows: Sequence[Row]) -> dict[str, float]:
    """AUROC of the answerable logit, and EM and F1 of the spans of the answerable rows."""
    pairs = [
        (text, row.accepted or (row.passage[row.start : row.end],))
        for (text, _), row in zip(found, rows, strict=True)
        if row.answerable
    ]
    return {
        "n": len(rows),
        "auroc": auroc([logit for _, logit in found], [row.answerable for row in rows]) or 0.0,
        "em": sum(exact_match(text, golds) for text, golds in pairs) / len(pairs),
        "f1": sum(f1(text, golds) for text, golds in pairs) / len(pairs),
    }
