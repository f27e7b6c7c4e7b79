"""LlamaIndex with its Hugging Face embedding and its vector store in memory."""

from collections.abc import Sequence
from typing import Any

from bench.peers.protocol import measure


class LlamaIndex:
    """Nodes of the passages as they are, a retriever over them."""

    def __init__(self, model: str) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._make = VectorStoreIndex
        self._embedding = HuggingFaceEmbedding(model_name=model, device="cpu")
        self._retriever: Any = None

    def index(self, passages: Sequence[str]) -> None:
        """Make the index of one node a passage."""
        from llama_index.core.schema import TextNode

        nodes = [TextNode(id_=str(place), text=text) for place, text in enumerate(passages)]
        made = self._make(nodes, embed_model=self._embedding, show_progress=False)
        self._retriever = made.as_retriever(similarity_top_k=10)

    def search(self, query: str, k: int) -> list[int]:
        """The nearest nodes."""
        return [int(found.node.node_id) for found in self._retriever.retrieve(query)[:k]]


if __name__ == "__main__":
    measure(LlamaIndex, ("llama-index-core", "llama-index-embeddings-huggingface", "torch"))
