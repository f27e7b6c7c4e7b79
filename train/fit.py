"""The training loop: AdamW, linear decay, averaged weights, a learning curve on the way."""

import copy
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from train.features import Batch, Features, batches, collate
from train.measure import figures
from train.model import SpanReader, half_where_fast
from train.recipe import Stage

BATCH_ROWS = 16
WARM_UP = 0.05
AVERAGE = 0.995
"""Of the moving average of the weights, a step: about the last 200 steps count."""


def loss_of(model: SpanReader, batch: Batch) -> Tensor:
    """Cross-entropy of start and end where there is an answer, plus that of answerable."""
    start, end, answerable = model(batch.input_ids, batch.attention_mask, batch.token_type_ids)
    labels = batch.answerable
    loss = nn.functional.binary_cross_entropy_with_logits(answerable.float(), labels)
    has_span = batch.first >= 0
    if has_span.any():
        for logits, place in ((start, batch.first), (end, batch.last)):
            masked = logits.float().masked_fill(~batch.is_passage, -1e4)
            loss = loss + 0.5 * nn.functional.cross_entropy(masked[has_span], place[has_span])
    return loss


def fit(
    model: SpanReader,
    stage: Stage,
    rows: Sequence[Features],
    choosing: dict[str, list[Features]],
    folder: Path,
    every_steps: int = 1000,
) -> SpanReader:
    """Train through the rows once; gives the averaged model.

    Every `every_steps` the averaged model is measured on the rows for choosing, a line is added
    to `curve.jsonl` in the folder, and `last.pt` is written there.
    """
    rng = random.Random(23)
    torch.manual_seed(23)
    order = batches(rows, BATCH_ROWS, rng)
    weights = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=stage.rate, weight_decay=0.01)
    average = copy.deepcopy(model)
    began = time.monotonic()
    losses: list[float] = []
    for step, some in enumerate(order):
        model.train()
        done = step / len(order)
        rate = stage.rate + (stage.last_rate - stage.rate) * done
        optimiser.param_groups[0]["lr"] = rate * min(1.0, (done + 1e-3) / WARM_UP)
        with half_where_fast():
            loss = loss_of(model, collate(some))
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(loss.item())
        _average(average, model, min(AVERAGE, (step + 1) / (step + 10)))
        if (step + 1) % every_steps == 0 or step + 1 == len(order):
            point: dict[str, object] = {
                "n_rows": (step + 1) * BATCH_ROWS,
                "seconds": round(time.monotonic() - began),
                "loss": round(sum(losses) / len(losses), 4),
            }
            losses.clear()
            for name, some_rows in choosing.items():
                if some_rows:
                    point[name] = figures(average, some_rows)
            with (folder / "curve.jsonl").open("a", encoding="utf-8") as curve:
                curve.write(json.dumps(point) + "\n")
            torch.save(average.state_dict(), folder / "last.pt")
    return average


@torch.no_grad()
def _average(average: SpanReader, model: SpanReader, keep: float) -> None:
    for mean, now in zip(average.parameters(), model.parameters(), strict=True):
        if now.requires_grad:
            mean.lerp_(now, 1 - keep)
