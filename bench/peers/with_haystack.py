"""Haystack with its sentence-transformers embedders and its document store in memory."""

from collections.abc import Sequence

from bench.peers.protocol import measure


class Haystack:
    """The components one after the other, as a pipeline would call them."""

    def __init__(self, model: str) -> None:
        from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )

        self._store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._retriever = InMemoryEmbeddingRetriever(self._store)
        self._passages = SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
        self._queries = SentenceTransformersTextEmbedder(model=model, progress_bar=False)
        self._passages.warm_up()
        self._queries.warm_up()

    def index(self, passages: Sequence[str]) -> None:
        """Embed the documents and write them to the store."""
        from haystack import Document

        documents = [Document(id=str(place), content=text) for place, text in enumerate(passages)]
        self._store.write_documents(self._passages.run(documents=documents)["documents"])

    def search(self, query: str, k: int) -> list[int]:
        """The nearest in the store."""
        vector = self._queries.run(text=query)["embedding"]
        found = self._retriever.run(query_embedding=vector, top_k=k)["documents"]
        return [int(each.id) for each in found]


if __name__ == "__main__":
    measure(Haystack, ("haystack-ai", "sentence-transformers-haystack", "torch"))
