"""The dense index: cosine search with FAISS, exact up to a size and from there on nearly so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import quick
from index.encoder import Vectors

Hits = list[tuple[int, float]]
"""`(position, score)` pairs, best first."""

EXACT_UP_TO = 10_000
"""So many passages are all compared with a query: that takes some milliseconds."""


class DenseIndex:
    """Cosine search over unit-norm vectors; position `i` is the `i`-th vector given to `build`.

    Every score is exact. Over more than `EXACT_UP_TO` vectors a quick index proposes what is
    scored, so that a hit may be missed; a search within some positions looks at all of these.
    """

    def __init__(self, exact: Any, proposer: Any = None) -> None:  # noqa: ANN401 - faiss is untyped
        self._exact = exact
        self._proposer = proposer

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseIndex":
        """An index over `(n_passages, dim)` float32 vectors."""
        import faiss

        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index, quick.build(vectors) if len(vectors) > EXACT_UP_TO else None)

    @classmethod
    def read(cls, path: Path) -> "DenseIndex":
        """The index in a file, whose sha256 the caller has checked: FAISS trusts what it reads.

        The file is mapped into memory: what processes read of it, they share.
        """
        return cls(_read(path))

    def with_quick(self, path: Path) -> "DenseIndex":
        """The same with the quick one in a file, whose sha256 the caller has checked."""
        return DenseIndex(self._exact, _read(path))

    def write(self, path: Path) -> None:
        """Write to a new file; OSError where the disk is full."""
        _write(self._exact, path)

    def write_quick(self, path: Path) -> None:
        """Write the quick index, if there is one, to a new file; OSError where the disk is full."""
        if self._proposer is not None:
            _write(self._proposer, path)

    def __len__(self) -> int:
        return int(self._exact.ntotal)

    def search(self, vector: Vectors, k: int, allowed: NDArray[np.int64] | None = None) -> Hits:
        """Up to k `(position, similarity)`, best first, ties by position.

        `allowed` limits the search to those positions.
        """
        n_candidates = len(self) if allowed is None else len(allowed)

        def nearest(n: int) -> Hits:
            if self._proposer is not None and allowed is None and quick.is_quick(len(self), n):
                positions = quick.propose(self._proposer, vector, n)
                return self._scored(vector, positions)[:n]
            return self._searched(vector, n, allowed)

        return best_of(nearest, k, n_candidates)

    def _searched(self, vector: Vectors, n: int, allowed: NDArray[np.int64] | None) -> Hits:
        import faiss

        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]
        scores, positions = self._exact.search(vector[np.newaxis, :], n, params=parameters)
        return [
            (int(position), float(score))
            for position, score in zip(positions[0], scores[0], strict=True)
            if position >= 0  # FAISS pads with -1
        ]

    def _scored(self, vector: Vectors, positions: NDArray[np.int64]) -> Hits:
        """The exact scores of some positions, best first."""
        scores = np.einsum("ij,j->i", self._exact.reconstruct_batch(positions), vector)
        hits = zip(positions.tolist(), scores.tolist(), strict=True)
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))


def _read(path: Path) -> Any:  # noqa: ANN401
    import faiss

    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)


def _write(index: Any, path: Path) -> None:  # noqa: ANN401
    import faiss

    # Serialised here rather than by faiss.write_index, whose failed writes are C++ errors.
    with path.open("xb") as file:
        file.write(faiss.serialize_index(index).data)


def best_of(search: Callable[[int], Hits], k: int, n_candidates: int) -> Hits:
    """The best k of `search(n)`, ties by position.

    An index gives any of the hits that tie for the last place, so more are asked for until a
    worse one shows that no tie is left out.
    """
    if min(k, n_candidates) < 1:
        return []
    n = min(k + 1, n_candidates)
    hits = search(n)
    while len(hits) == n < n_candidates and hits[-1][1] == hits[k - 1][1]:
        n = min(2 * n, n_candidates)
        hits = search(n)
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]
