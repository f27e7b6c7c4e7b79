"""The encoder that needs no torch: onnxruntime and tokenizers over a runtime folder."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from index.batches import batches
from index.encoder import EncoderSpec, Progress, Vectors, over_limit
from index.errors import ModelError
from index.memory import give_back
from index.once import once
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
    two cores, a batch a core is faster than both cores at one batch. A query has all of them.
    """

    def __init__(self, runtime: Runtime, n_threads: int | None = None) -> None:
        self._runtime = runtime
        self._n_threads = n_threads or min(8, os.cpu_count() or 1)

    @property
    def spec(self) -> EncoderSpec:
        """The identity of the model that the runtime was made of."""
        return self._runtime.card.encoder

    @once
    def _limit(self) -> TokenLimit:
        return TokenLimit(self._runtime.checked(TOKENIZER), self.spec.max_tokens)

    @once
    def _query_session(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        return self._loaded(self._n_threads)

    def _loaded(self, n_threads: int) -> Any:  # noqa: ANN401
        import onnxruntime

        graph = self._runtime.checked(GRAPH)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.inter_op_num_threads = 1
        # A thread that waits for work keeps its core busy; after the run it is not to.
        options.add_session_config_entry("session.force_spinning_stop", "1")
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

    @once
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._n_threads, thread_name_prefix="encode")

    def fits(self, text: str) -> bool:
        """Whether the text has at most `max_tokens` tokens, special ones and a prompt included."""
        return self._limit.fits(self._runtime.card.prompt + text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm; ModelError for a text that does not fit."""
        vectors = np.empty((len(texts), self.spec.dim), dtype=np.float32)
        n_done = 0
        for positions, found in self._encoded(texts):
            vectors[positions] = found
            n_done += len(positions)
            if progress:
                progress(n_done, len(texts))
        give_back()
        return vectors

    def encode_query(self, text: str) -> Vectors:
        """`(dim,)` float32, unit norm; a query over the limit is cut."""
        tokens = self._limit.cut(self._runtime.card.prompt + text)
        vector: Vectors = self._run(self._query_session, [tokens])[0]
        return vector

    def _encoded(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """The positions and the vectors of each batch.

        A slab is tokenised while the one before it is encoded, so that no worker waits. What the
        batches need is loaded for them, and its memory, more than a query's, given back.
        """
        session = self._loaded(n_threads=1)
        by_length = sorted(range(len(texts)), key=lambda position: -len(texts[position]))
        waiting: deque[tuple[list[int], Future[Vectors]]] = deque()
        try:
            for first in range(0, len(texts), _SLAB):
                n_before = len(waiting)
                waiting.extend(self._begun(session, by_length[first : first + _SLAB], texts))
                for _ in range(n_before):
                    positions, vectors = waiting.popleft()
                    yield positions, vectors.result()
            while waiting:
                positions, vectors = waiting.popleft()
                yield positions, vectors.result()
        finally:
            for _, vectors in waiting:
                vectors.cancel()

    def _begun(
        self,
        session: Any,  # noqa: ANN401
        slab: Sequence[int],
        texts: Sequence[str],
    ) -> Iterator[tuple[list[int], "Future[Vectors]"]]:
        """The batches of the texts at some positions, each handed to a worker."""
        prompt = self._runtime.card.prompt
        tokens = self._limit.tokens_of([prompt + texts[position] for position in slab])
        for position, each in zip(slab, tokens, strict=True):
            if len(each.ids) > self.spec.max_tokens:
                raise over_limit(self, texts[position])
        for batch in batches([len(each.ids) for each in tokens]):
            vectors = self._workers.submit(self._run, session, [tokens[i] for i in batch])
            yield [slab[i] for i in batch], vectors

    def _run(self, session: Any, tokens: "Sequence[Encoding]") -> Vectors:  # noqa: ANN401
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
        vectors: Vectors = session.run(None, given)[0]
        return vectors
