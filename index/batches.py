"""Put texts of one length together, so that little of a batch is padding."""

from collections.abc import Iterator, Sequence

MAX_BATCH_TOKENS = 512
"""Padding included. Of 256 to 8,192 this was among the fastest on two cores: a worker's share of
the activations stays in its cache."""


def batches(
    lengths: Sequence[int], max_batch_tokens: int = MAX_BATCH_TOKENS
) -> Iterator[list[int]]:
    """The positions of texts of `lengths` tokens, the longest first, in batches.

    A batch has at most `max_batch_tokens` once each of its texts is padded to its longest; a text
    longer than that is a batch by itself. Texts of one length keep their order.
    """
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > max_batch_tokens:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
