"""An embeddings database of txtai that keeps the texts."""

from collections.abc import Sequence

from bench.peers.protocol import measure


class TxtAI:
    """As its documentation begins: a path of a model, and content."""

    def __init__(self, model: str) -> None:
        from txtai import Embeddings

        self._embeddings = Embeddings(path=model, content=True, gpu=False)

    def index(self, passages: Sequence[str]) -> None:
        """Index the texts under their places."""
        self._embeddings.index(enumerate(passages))

    def search(self, query: str, k: int) -> list[int]:
        """The nearest in the database."""
        return [int(found["id"]) for found in self._embeddings.search(query, k)]


if __name__ == "__main__":
    measure(TxtAI, ("txtai", "faiss-cpu", "torch"))
