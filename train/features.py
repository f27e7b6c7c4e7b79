"""Rows as token ids, with the answer's first and last token; batches of similar length."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from train.rows import Row

CLS, SEP = 101, 102
"""The marks of BERT's uncased vocabulary."""


@dataclass(frozen=True)
class Features:
    """One row of at most `max_tokens` tokens; `first` and `last` are −1 where it has no answer.

    `passage_from` is the first token of the passage; `offsets` are its tokens' places in the text.
    """

    row: Row
    ids: list[int]
    passage_from: int
    offsets: list[tuple[int, int]]
    first: int
    last: int


def features(tokenizer: Tokenizer, row: Row, max_tokens: int, rng: random.Random) -> Features:
    """Tokenise a row; of a long passage a window is taken that holds the answer somewhere."""
    question = tokenizer.encode(row.question, add_special_tokens=False).ids[:64]
    passage = tokenizer.encode(row.passage, add_special_tokens=False)
    room = max_tokens - len(question) - 3
    covered = [
        index
        for index, (start, end) in enumerate(passage.offsets)
        if row.answerable and start < row.end and end > row.start
    ]
    begin = 0
    if len(passage.ids) > room:
        low = max(0, covered[-1] - room + 1) if covered else 0
        high = min(covered[0], len(passage.ids) - room) if covered else len(passage.ids) - room
        begin = rng.randint(min(low, high), max(low, high)) if max_tokens < 512 else min(low, high)
    shift = len(question) + 2
    inside = bool(covered) and covered[0] >= begin and covered[-1] < begin + room
    return Features(
        row=row,
        ids=[CLS, *question, SEP, *passage.ids[begin : begin + room], SEP],
        passage_from=shift,
        offsets=passage.offsets[begin : begin + room],
        first=covered[0] - begin + shift if inside else -1,
        last=covered[-1] - begin + shift if inside else -1,
    )


def batches(rows: Sequence[Features], size: int, rng: random.Random) -> list[list[Features]]:
    """All rows once, in random batches of neighbouring lengths, to compute little padding."""
    order = sorted(rng.sample(rows, len(rows)), key=lambda one: len(one.ids) // 24)
    made = [list(order[first : first + size]) for first in range(0, len(order), size)]
    rng.shuffle(made)
    return made


@dataclass(frozen=True)
class Batch:
    """Tensors of n rows padded to the longest; `is_passage` marks the tokens a span may use."""

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    is_passage: Tensor
    first: Tensor
    last: Tensor
    answerable: Tensor


def collate(rows: Sequence[Features]) -> Batch:
    """Pad the rows to one length."""
    width = max(len(row.ids) for row in rows)
    ids, mask, types, passage = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(4))
    for at, row in enumerate(rows):
        ids[at, : len(row.ids)] = torch.tensor(row.ids)
        mask[at, : len(row.ids)] = 1
        types[at, row.passage_from : len(row.ids)] = 1
        passage[at, row.passage_from : len(row.ids) - 1] = 1
    return Batch(
        ids,
        mask,
        types,
        passage.bool(),
        torch.tensor([row.first for row in rows]),
        torch.tensor([row.last for row in rows]),
        torch.tensor([float(row.row.answerable) for row in rows]),
    )
