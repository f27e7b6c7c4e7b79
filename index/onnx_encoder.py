"""The encoder that needs no torch: onnxruntime and tokenizers over a runtime folder."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from index.batches import batches
from index.encoder import EncoderSpec, Progress, Vectors, check_fit
from index.errors import ModelError
from index.runtime import GRAPH, TOKENIZER, WEIGHTS, Runtime
from index.tensors import read_tensors
from index.token_limit import TokenLimit

if TYPE_CHECKING:
    from tokenizers import Encoding

_SLAB = 1_024
"""Texts that are tokenised at a time, so that memory does not grow with the report."""


class OnnxEncoder:
    """Encodes as the model of a runtime folder does, in float32; loaded at its first use.

    Passages are encoded in batches of one length, each on one of `n_threads` workers: measured on
    two cores, a batch a core is faster than both cores at one batch.
    """

    def __init__(self, runtime: Runtime, n_threads: int | None = None) -> None:
        self._runtime = runtime
        self._n_threads = n_threads or min(8, os.cpu_count() or 1)

    @property
    def spec(self) -> EncoderSpec:
        """The identity of the model that the runtime was made of."""
        return self._runtime.card.encoder

    @cached_property
    def _limit(self) -> TokenLimit:
        return TokenLimit(self._runtime.checked(TOKENIZER), self.spec.max_tokens)

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        import onnxruntime

        graph = self._runtime.checked(GRAPH)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        names = self._runtime.card.weights
        if names:
            tensors = read_tensors(self._runtime.checked(WEIGHTS), names)
            values = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in tensors]
            options.add_external_initializers(list(names), values)
        try:
            return onnxruntime.InferenceSession(
                str(graph), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises its own types, which it does not export
            raise ModelError(f"{graph}: no encoder can be loaded ({error!s:.120})") from error

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._n_threads, thread_name_prefix="encode")

    def fits(self, text: str) -> bool:
        """Whether the text has at most `max_tokens` tokens, special ones and a prompt included."""
        return self._limit.fits(self._runtime.card.prompt + text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm; ModelError for a text that does not fit."""
        check_fit(self, texts)
        vectors = np.empty((len(texts), self.spec.dim), dtype=np.float32)
        n_done = 0
        for positions, found in self._encoded(texts):
            vectors[positions] = found
            n_done += len(positions)
            if progress:
                progress(n_done, len(texts))
        return vectors

    def encode_query(self, text: str) -> Vectors:
        """`(dim,)` float32, unit norm; a query over the limit is cut."""
        vector: Vectors = self._run([self._limit.cut(self._runtime.card.prompt + text)])[0]
        return vector

    def _encoded(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """The positions and the vectors of each batch."""
        by_length = sorted(range(len(texts)), key=lambda position: -len(texts[position]))
        for first in range(0, len(texts), _SLAB):
            slab = by_length[first : first + _SLAB]
            prompt = self._runtime.card.prompt
            tokens = self._limit.tokens_of([prompt + texts[position] for position in slab])
            found = list(batches([len(each.ids) for each in tokens]))
            vectors = self._workers.map(self._run, [[tokens[i] for i in each] for each in found])
            for batch, each in zip(found, vectors, strict=True):
                yield [slab[i] for i in batch], each

    def _run(self, tokens: "Sequence[Encoding]") -> Vectors:
        """`(n_texts, dim)` vectors of texts that are padded to the longest of them."""
        card = self._runtime.card
        shape = (len(tokens), max(len(each.ids) for each in tokens))
        inputs = {
            "input_ids": np.full(shape, card.pad_id, dtype=np.int64),
            "attention_mask": np.zeros(shape, dtype=np.int64),
            "token_type_ids": np.zeros(shape, dtype=np.int64),
        }
        for row, each in enumerate(tokens):
            n = len(each.ids)
            inputs["input_ids"][row, :n] = each.ids
            inputs["attention_mask"][row, :n] = 1
            inputs["token_type_ids"][row, :n] = each.type_ids
        given = {name: inputs[name] for name in card.inputs}
        vectors: Vectors = self._session.run(None, given)[0]
        return vectors
