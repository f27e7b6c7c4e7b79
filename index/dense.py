"""The dense index: exact inner-product search with FAISS."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

Hits = list[tuple[int, float]]
"""`(position, score)` pairs, best first."""


class DenseIndex:
    """Cosine search over unit-norm vectors; position `i` is the `i`-th vector given to `build`."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - faiss has no types
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseIndex":
        """An exact index over `(n_passages, dim)` float32 vectors."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def read(cls, path: Path) -> "DenseIndex":
        """The index in a file, whose sha256 the caller has checked: FAISS trusts what it reads."""
        import faiss

        return cls(faiss.read_index(str(path)))

    def write(self, path: Path) -> None:
        """Write to a new file; OSError where the disk is full."""
        import faiss

        # Serialised here rather than by faiss.write_index, whose failed writes are C++ errors.
        with path.open("xb") as file:
            file.write(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int, allowed: NDArray[np.int64] | None = None) -> Hits:
        """Up to k `(position, similarity)`, best first, ties by position.

        `allowed` limits the search to those positions.
        """
        import faiss

        n_candidates = len(self) if allowed is None else len(allowed)
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))  # type: ignore[call-arg]

        def nearest(n: int) -> Hits:
            scores, positions = self._index.search(vector[np.newaxis, :], n, params=parameters)
            return [
                (int(position), float(score))
                for position, score in zip(positions[0], scores[0], strict=True)
                if position >= 0  # FAISS pads with -1
            ]

        return best_of(nearest, k, n_candidates)


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
