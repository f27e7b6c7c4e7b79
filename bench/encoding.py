"""Passages a second, by onnxruntime and by sentence-transformers: `python -m bench.encoding [N]`.

Both encode the same N passages (of the bundled report, each as often as needed) in turn, three
times; sentence-transformers in its own batches of 32, sorted by length.
"""

import statistics
import sys
import time
from itertools import cycle, islice

from bench.machine import machine
from corpus.load import bundled
from corpus.passages import passages_of
from index.encoder import Encoder
from index.encoders import open_encoder
from index.sentence_transformer import SentenceTransformerEncoder

_N_ROUNDS = 3
_N_QUERIES = 50
_QUERY = "Who presented the comprehensive refugee response framework?"


def main(n_passages: int) -> None:
    """Print passages a second of wall time and of CPU time, and the time of a query."""
    encoders: dict[str, Encoder] = {
        "onnxruntime": open_encoder(), "sentence-transformers": SentenceTransformerEncoder(),
    }  # fmt: skip
    document = bundled()
    found = passages_of(document, encoders["onnxruntime"].fits)
    texts = list(islice(cycle(document.quote(passage) for passage in found), n_passages))
    rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in encoders}
    for encoder in encoders.values():
        encoder.encode_passages(texts[:16])
    for _ in range(_N_ROUNDS):
        for name, encoder in encoders.items():
            rows[name].append(_figures(encoder, texts))
    sys.stdout.write(f"{machine()}\n{n_passages} passages, median of {_N_ROUNDS}\n")
    for name, each in rows.items():
        per_second, per_cpu_second, query = (
            statistics.median(row) for row in zip(*each, strict=True)
        )
        sys.stdout.write(
            f"{name:22} {per_second:6.0f} passages/s {per_cpu_second:6.0f} passages/CPU s "
            f"{1_000 * query:6.1f} ms a query\n"
        )


def _figures(encoder: Encoder, texts: list[str]) -> tuple[float, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    encoder.encode_passages(texts)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    queries = []
    for _ in range(_N_QUERIES):
        began = time.perf_counter()
        encoder.encode_query(_QUERY)
        queries.append(time.perf_counter() - began)
    return len(texts) / wall, len(texts) / cpu, statistics.median(queries)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 500)
