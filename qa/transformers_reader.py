"""A reader of the transformers library: any extractive question-answering model."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from qa.span_reader import MAX_TOKENS, OnnxSpanReader, SpanReader, SpanReading, reading_of


def open_reader(name: str | None = None) -> SpanReader:
    """The packaged reader, or the one in a folder (ONNX or transformers) or under a hub id."""
    if name is None:
        return OnnxSpanReader()
    if (Path(name) / "model.onnx").is_file():
        return OnnxSpanReader(Path(name))
    return TransformersSpanReader(name)


class TransformersSpanReader:
    """A folder or hub id that `AutoModelForQuestionAnswering` loads; loaded at its first use.

    Answerable is the margin of the best span over the one of the first token, which is where
    SQuAD 2.0 readers point when there is no answer.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(self.name, use_fast=True)
            model = AutoModelForQuestionAnswering.from_pretrained(self.name).eval()
        except (OSError, ValueError) as error:
            raise ModelError(
                f"{self.name}: no reader can be loaded from there; name a folder with model.onnx "
                f"and tokenizer.json, or a question-answering model of transformers "
                f"({str(error).splitlines()[0]:.80})"
            ) from error
        return tokenizer, model

    def read(self, question: str, texts: Sequence[str]) -> list[SpanReading]:
        """One reading a text, in the order given."""
        return [self._reading(question, text) for text in texts]

    def _reading(self, question: str, text: str) -> SpanReading:
        import torch

        tokenizer, model = self._loaded
        pair = tokenizer(
            question, text, truncation="only_second", max_length=MAX_TOKENS, return_tensors="pt",
            return_offsets_mapping=True,
        )  # fmt: skip
        offsets = pair.pop("offset_mapping")[0].numpy()
        in_passage = np.array([sequence == 1 for sequence in pair.sequence_ids(0)])
        with torch.no_grad():
            output = model(**pair)
        return reading_of(
            output.start_logits[0].double().numpy(),
            output.end_logits[0].double().numpy(),
            in_passage,
            offsets[in_passage].astype(np.int64),
            None,
        )
