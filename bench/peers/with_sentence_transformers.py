"""Plain sentence-transformers, and a flat FAISS index."""

from collections.abc import Sequence
from typing import Any

from bench.peers.protocol import measure


class SentenceTransformersAndFaiss:
    """What one writes by hand in ten lines."""

    def __init__(self, model: str) -> None:
        import faiss
        from sentence_transformers import SentenceTransformer

        self._encoder = SentenceTransformer(model, device="cpu")
        self._new_index = faiss.IndexFlatIP
        self._index: Any = None

    def index(self, passages: Sequence[str]) -> None:
        """Encode in the encoder's own batches, and add the vectors."""
        vectors = self._encoder.encode(
            list(passages), normalize_embeddings=True, show_progress_bar=False
        )
        self._index = self._new_index(vectors.shape[1])
        self._index.add(vectors)

    def search(self, query: str, k: int) -> list[int]:
        """The nearest by inner product."""
        vector = self._encoder.encode([query], normalize_embeddings=True, show_progress_bar=False)
        _, positions = self._index.search(vector, k)
        return [int(position) for position in positions[0]]


if __name__ == "__main__":
    measure(SentenceTransformersAndFaiss, ("sentence-transformers", "faiss-cpu", "torch"))
