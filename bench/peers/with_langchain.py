"""LangChain with its Hugging Face embeddings and its FAISS store."""

from collections.abc import Sequence
from typing import Any

from bench.peers.protocol import measure


class LangChain:
    """As its documentation puts the two together."""

    def __init__(self, model: str) -> None:
        from langchain_huggingface import HuggingFaceEmbeddings

        self._embeddings = HuggingFaceEmbeddings(
            model_name=model,
            model_kwargs={"device": "cpu"},
            encode_kwargs={"normalize_embeddings": True},
        )
        self._store: Any = None

    def index(self, passages: Sequence[str]) -> None:
        """Make the store of the texts, each with its place."""
        from langchain_community.vectorstores import FAISS

        places = [{"place": place} for place in range(len(passages))]
        self._store = FAISS.from_texts(list(passages), self._embeddings, places)

    def search(self, query: str, k: int) -> list[int]:
        """The nearest in the store."""
        found = self._store.similarity_search(query, k=k)
        return [each.metadata["place"] for each in found]


if __name__ == "__main__":
    measure(LangChain, ("langchain-community", "langchain-huggingface", "faiss-cpu", "torch"))
