"""What the quick index misses: `python -m bench.recall COLLECTION…` on passages of real texts.

Takes folders in the BEIR layout, or SQuAD files, encodes their passages (kept in the cache of
`report-qa eval --dataset`), and compares the best 60 of each query by the quick index, and by a
graph (HNSW) beside it, with those of exact search. Prints a Markdown table; one thread searches.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np

from corpus.passages import passages_of
from eval.datasets import load_dataset
from eval.vector_cache import CachingEncoder
from index import quick
from index.dense import DenseIndex
from index.encoder import Vectors
from index.encoders import open_encoder

N_PASSAGES = 50_000
N_QUERIES = 200
K = 60
"""What the engine takes from the dense index."""

Search = Callable[[Vectors], list[int]]


def collected(paths: list[Path]) -> tuple[Vectors, Vectors]:
    """`(n_passages, dim)` and `(n_queries, dim)` of some collections, picked at random."""
    from platformdirs import user_cache_path

    encoder = CachingEncoder(open_encoder(), user_cache_path("report-qa") / "benchmarks")
    texts, queries = [], []
    for dataset in map(load_dataset, paths):
        for document in dataset.documents:
            texts += [document.quote(each) for each in passages_of(document, encoder.fits)]
        queries += [query.text for query in dataset.queries]
    picked = random.Random(1)
    picked.shuffle(texts)
    picked.shuffle(queries)
    return (
        encoder.encode_passages(texts[:N_PASSAGES]),
        np.stack([encoder.encode_query(query) for query in queries[:N_QUERIES]]),
    )


def graph_over(vectors: Vectors) -> Any:  # noqa: ANN401 - faiss has no types
    """A graph of 32 links a passage, over vectors of a byte a dimension."""
    import faiss

    bits: Any = faiss.ScalarQuantizer.QT_8bit  # typed as the class in FAISS's own stubs
    index = faiss.IndexHNSWSQ(vectors.shape[1], bits, 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efSearch = 256
    index.train(vectors)
    index.add(vectors)
    return index


def row(name: str, build_seconds: float, search: Search, queries: Vectors, best: Any) -> str:  # noqa: ANN401
    """A line of the table: seconds to build, median milliseconds of a search, recall at K."""
    seconds, found = [], []
    for query, expected in zip(queries, best, strict=True):
        begin = time.perf_counter()
        positions = search(query)
        seconds.append(time.perf_counter() - begin)
        found.append(len(set(positions) & set(expected)) / len(expected))
    return (
        f"| {name} | {build_seconds:.1f} s | {1000 * median(seconds):.2f} ms | {fmean(found):.4f} |"
    )


def main() -> None:
    """Print the table."""
    import faiss

    vectors, queries = collected([Path(argument) for argument in sys.argv[1:]])
    faiss.omp_set_num_threads(1)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)

    def positions(index: DenseIndex) -> Search:
        return lambda query: [position for position, _ in index.search(query, K)]

    best = [positions(DenseIndex(flat))(query) for query in queries]
    say = sys.stdout.write
    say(f"{len(vectors):,} passages, {len(queries)} queries\n\n")
    say(f"| | built in | search | recall@{K} |\n|---|---|---|---|\n")
    say(row("exact", 0.0, positions(DenseIndex(flat)), queries, best) + "\n")
    for name, build in (("quick", quick.build), ("graph", graph_over)):
        begin = time.perf_counter()
        proposer = build(vectors)
        built = time.perf_counter() - begin
        say(row(name, built, positions(DenseIndex(flat, proposer)), queries, best) + "\n")


if __name__ == "__main__":
    main()
