"""The reference way to load a model: with sentence-transformers, which takes any of its kind."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import EncoderSpec, Progress, Vectors, check_fit
from index.errors import ModelError
from index.model_files import MINILM_ENCODER, model_folder, sha256_of
from index.token_limit import TokenLimit


class SentenceTransformerEncoder:
    """Any sentence-transformers folder or hub id; by default the packaged all-MiniLM-L6-v2.

    The model is loaded when the first text is encoded, since that imports torch for seconds;
    `fits` and `spec` need only the tokenizer.
    """

    def __init__(self, name_or_path: str | None = None, batch_size: int = 32) -> None:
        self._name_or_path = name_or_path
        self._batch_size = batch_size

    @cached_property
    def folder(self) -> Path:
        """Where the model's files are; ModelError where there are none."""
        if self._name_or_path is None:
            return model_folder(MINILM_ENCODER)
        folder = Path(self._name_or_path)
        if folder.is_dir():
            return folder
        from huggingface_hub import snapshot_download

        try:
            return Path(snapshot_download(self._name_or_path))
        except Exception as error:  # the hub's client raises many kinds
            raise ModelError(
                f"{self._name_or_path}: no such model folder, and the hub does not give it "
                f"({type(error).__name__})"
            ) from error

    @cached_property
    def spec(self) -> EncoderSpec:
        """The encoder's identity, from its files."""
        try:
            return EncoderSpec(
                name=self._name_or_path or "all-MiniLM-L6-v2",
                sha256=sha256_of(self.folder / "model.safetensors"),
                dim=_dim(self.folder),
                max_tokens=_max_tokens(self.folder),
                precision="float32",
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            reason = " ".join(str(error).split())
            raise ModelError(
                f"{self.folder}: this is no sentence-transformers folder ({reason})"
            ) from error

    @cached_property
    def _limit(self) -> TokenLimit:
        return TokenLimit(self.folder / "tokenizer.json", self.spec.max_tokens)

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - sentence_transformers is not imported for its type
        return self.load()

    def load(self, **options: object) -> Any:  # noqa: ANN401
        """A `SentenceTransformer` of its own; `options` go to the transformer's loading."""
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(
            str(self.folder), device="cpu", local_files_only=True, model_kwargs=options
        )

    def fits(self, text: str) -> bool:
        """Whether the text has at most `max_tokens` word pieces, special tokens included."""
        return self._limit.fits(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm; ModelError for a text that does not fit."""
        check_fit(self, texts)
        vectors = np.empty((len(texts), self.spec.dim), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for first in range(0, len(texts), self._batch_size):
            batch = by_length[first : first + self._batch_size]
            vectors[batch] = self._encode([texts[index] for index in batch])
            if progress:
                progress(min(first + self._batch_size, len(texts)), len(texts))
        return vectors

    def encode_query(self, text: str) -> Vectors:
        """`(dim,)` float32, unit norm; a query over the limit is cut."""
        vector: Vectors = self._encode([text])[0]
        return vector

    def _encode(self, texts: list[str]) -> Vectors:
        vectors: Vectors = self._model.encode(
            texts,
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return vectors.astype(np.float32, copy=False)


def _dim(folder: Path) -> int:
    """The size of a vector: that of the last dense layer, else of the transformer."""
    modules = _json(folder / "modules.json") if (folder / "modules.json").is_file() else []
    for module in reversed(modules):
        if module["type"].endswith(".Dense"):
            return int(_json(folder / module["path"] / "config.json")["out_features"])
    return int(_json(folder / "config.json")["hidden_size"])


def _max_tokens(folder: Path) -> int:
    """How many tokens are read: sentence-transformers before 6 says so in a file of its own."""
    found = _json(folder / "sentence_bert_config.json").get("max_seq_length")
    if found is None:
        found = min(
            _json(folder / "tokenizer_config.json")["model_max_length"],
            _json(folder / "config.json")["max_position_embeddings"],
        )
    return int(found)


def _json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    import json

    return json.loads(path.read_bytes())
