"""Turn passages and queries into vectors."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.document import Frozen
from index.errors import ModelError
from index.model_files import MINILM_ENCODER, model_folder, sha256_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (done, total) while long work goes on."""


class EncoderSpec(Frozen):
    """Which encoder made the vectors; vectors of different specs are never compared."""

    name: str
    sha256: str
    dim: int
    max_tokens: int
    precision: str


class Encoder(Protocol):
    """Maps text to unit-norm vectors whose inner product is the cosine similarity."""

    @property
    def spec(self) -> EncoderSpec:
        """What identifies the encoder."""

    def fits(self, text: str) -> bool:
        """Whether the encoder reads the whole text; beyond its limit it would cut silently."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm; ModelError for a text that does not fit."""

    def encode_query(self, text: str) -> Vectors:
        """`(dim,)` float32, unit norm; a query over the limit is cut."""


class SentenceTransformerEncoder:
    """Any sentence-transformers folder or hub id; by default the packaged all-MiniLM-L6-v2.

    The model is loaded when the first text is encoded, since that imports torch for seconds;
    `fits` and `spec` need only the tokenizer.
    """

    def __init__(self, name_or_path: str | None = None, batch_size: int = 32) -> None:
        self._name_or_path = name_or_path
        self._batch_size = batch_size

    @cached_property
    def _folder(self) -> Path:
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
        import json

        folder = self._folder
        try:
            config = json.loads((folder / "config.json").read_bytes())
            sentence_config = json.loads((folder / "sentence_bert_config.json").read_bytes())
            return EncoderSpec(
                name=self._name_or_path or "all-MiniLM-L6-v2",
                sha256=sha256_of(folder / "model.safetensors"),
                dim=config["hidden_size"],
                max_tokens=sentence_config["max_seq_length"],
                precision="float32",
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            reason = " ".join(str(error).split())
            raise ModelError(
                f"{folder}: this is no sentence-transformers folder ({reason})"
            ) from error

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - sentence_transformers is not imported for its type
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)

    def fits(self, text: str) -> bool:
        """Whether the text has at most `max_tokens` word pieces, special tokens included."""
        # A word piece has at least one character, but one Hangul syllable gives up to three.
        if text.isascii() and len(text) + 2 <= self.spec.max_tokens:
            return True
        return len(self._tokenizer.encode(text).ids) <= self.spec.max_tokens

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm; ModelError for a text that does not fit."""
        for text in texts:
            if not self.fits(text):
                raise ModelError(
                    f"a passage of {len(text)} characters is over the {self.spec.max_tokens} "
                    f"tokens that {self.spec.name} reads: {text[:60]!r}"
                )
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
