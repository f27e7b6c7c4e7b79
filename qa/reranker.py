"""Score how well a passage answers a question, reading both together with a cross-encoder."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.model_files import MINILM_CROSS_ENCODER, model_folder
from index.once import once
from qa.pair_model import one_thread_session, pair_tokenizer, run_each

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 512
"""What ms-marco-MiniLM-L-12-v2 reads of a question and a passage together."""


class Reranker(Protocol):
    """Scores (question, passage) pairs; a higher score is a better passage."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """One relevance logit a text, in the order given."""


class CrossEncoder:
    """The packaged ms-marco-MiniLM-L-12-v2, int8 ONNX, on the CPU; loaded at its first use.

    Each pair is its own run, on one of `n_threads` workers: measured on 20 windows and two cores
    this takes half the time of padded batches, and a score depends on its pair alone (activations
    are quantised by the run, so that in a batch they depend on the neighbours).
    """

    def __init__(self, n_threads: int = 2) -> None:
        self._n_threads = n_threads

    @once
    def _folder(self) -> Path:
        return model_folder(MINILM_CROSS_ENCODER)

    @once
    def tokenizer(self) -> "Tokenizer":
        """The word-piece tokenizer, which also knows which words are English."""
        return pair_tokenizer(self._folder / "tokenizer.json", MAX_TOKENS)

    @once
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        return one_thread_session(self._folder / "model.onnx")

    @once
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._n_threads, thread_name_prefix="rerank")

    @once
    def english_words(self) -> frozenset[str]:
        """The words that the tokenizer knows whole: the 20,000 or so commonest of English."""
        vocabulary = self.tokenizer.get_vocab()
        return frozenset(word for word in vocabulary if word.isalpha() and len(word) > 2)

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """One relevance logit a text, in the order given."""
        if not texts:
            return []
        pairs = self.tokenizer.encode_batch([(question, text) for text in texts])
        session = self._session
        return run_each(lambda pair: _logit(session, pair), pairs, self._workers)


def _logit(session: Any, pair: Any) -> float:  # noqa: ANN401 - onnxruntime has no types
    inputs = {
        "input_ids": np.array([pair.ids], dtype=np.int64),
        "attention_mask": np.array([pair.attention_mask], dtype=np.int64),
        "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
    }
    return float(session.run(None, inputs)[0].reshape(-1)[0])
