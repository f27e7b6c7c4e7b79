"""Score how well a passage answers a question, reading both together with a cross-encoder."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.model_files import MINILM_CROSS_ENCODER, model_folder

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 512
"""What ms-marco-MiniLM-L-12-v2 reads of a question and a passage together."""


class Reranker(Protocol):
    """Scores (question, passage) pairs; a higher score is a better passage."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """One relevance logit a text, in the order given."""


class CrossEncoder:
    """The packaged ms-marco-MiniLM-L-12-v2, int8 ONNX, on the CPU; loaded at its first use."""

    def __init__(self, batch_size: int = 16, n_threads: int = 2) -> None:
        self._batch_size = batch_size
        self._n_threads = n_threads

    @cached_property
    def _folder(self) -> Path:
        return model_folder(MINILM_CROSS_ENCODER)

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """The word-piece tokenizer, which also knows which words are English."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._n_threads
        options.inter_op_num_threads = 1
        # Threads that wait must sleep: spinning ones cost threefold on a machine that others use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(
            str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def english_words(self) -> frozenset[str]:
        """The words that the tokenizer knows whole: the 20,000 or so commonest of English."""
        vocabulary = self.tokenizer.get_vocab()
        return frozenset(word for word in vocabulary if word.isalpha() and len(word) > 2)

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """One relevance logit a text, in the order given.

        Pairs are batched by length, so that little padding is computed.
        """
        scores = np.empty(len(texts), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for first in range(0, len(texts), self._batch_size):
            batch = by_length[first : first + self._batch_size]
            rows = self.tokenizer.encode_batch([(question, texts[index]) for index in batch])
            scores[batch] = self._run(rows)
        return [float(score) for score in scores]

    def _run(self, rows: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.float32]]:
        names = {node.name for node in self._session.get_inputs()}
        inputs = {
            "input_ids": np.array([row.ids for row in rows], dtype=np.int64),
            "attention_mask": np.array([row.attention_mask for row in rows], dtype=np.int64),
            "token_type_ids": np.array([row.type_ids for row in rows], dtype=np.int64),
        }
        output = self._session.run(None, {key: inputs[key] for key in inputs if key in names})[0]
        logits: np.ndarray[Any, np.dtype[np.float32]] = output.reshape(len(rows), -1)[:, 0]
        return logits
