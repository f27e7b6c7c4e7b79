"""Chroma, in this process, with its sentence-transformers embedding."""

from collections.abc import Sequence
from typing import Any

from bench.peers.protocol import measure


class Chroma:
    """A collection in memory, by cosine."""

    def __init__(self, model: str) -> None:
        import chromadb
        from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

        embed: Any = SentenceTransformerEmbeddingFunction(
            model_name=model, device="cpu", normalize_embeddings=True
        )
        self._client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))
        self._collection = self._client.create_collection(
            "passages", embedding_function=embed, metadata={"hnsw:space": "cosine"}
        )

    def index(self, passages: Sequence[str]) -> None:
        """Add the texts, so many at a time as it takes."""
        step = self._client.get_max_batch_size()
        for first in range(0, len(passages), step):
            some = list(passages[first : first + step])
            ids = [str(place) for place in range(first, first + len(some))]
            self._collection.add(ids=ids, documents=some)

    def search(self, query: str, k: int) -> list[int]:
        """The nearest in the collection."""
        found = self._collection.query(query_texts=[query], n_results=k)
        return [int(place) for place in found["ids"][0]]


if __name__ == "__main__":
    measure(Chroma, ("chromadb", "sentence-transformers", "torch"))
