"""Which encoder is used: the packaged one, any other model's, or the one that a library carries.

Every model has a runtime folder, made once, so that no query needs torch: the packaged model's
comes with it, another's is made in the user's cache folder and copied into the library.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from index.encoder import Encoder, EncoderSpec, Progress, Vectors
from index.errors import ModelError
from index.model_files import sha256_of
from index.once import once
from index.onnx_encoder import OnnxEncoder
from index.runtime import CARD_NAME, packaged_runtime, read_runtime
from index.sentence_transformer import SentenceTransformerEncoder

CARRIED = "encoder"
"""The folder in a library that holds the runtime of its encoder, unless that is packaged."""

_WEIGHTS_SUFFIXES = (".safetensors", ".bin")


def open_encoder(name_or_path: str | None = None) -> Encoder:
    """The packaged encoder, or that of a sentence-transformers folder or hub id."""
    return ModelEncoder(name_or_path) if name_or_path else OnnxEncoder(packaged_runtime())


def encoder_of(library: Path) -> Encoder:
    """What a library's passages and queries are encoded with, unless another encoder is given."""
    carried = library / CARRIED
    if (carried / CARD_NAME).is_file():
        return OnnxEncoder(read_runtime(carried))
    return open_encoder()


class ModelEncoder:
    """Any sentence-transformers folder or hub id, run without torch once its runtime is made.

    The runtime is kept in `cache`, by default in the user's cache folder. Where none can be made,
    of a model that cannot be traced or in a folder that cannot be written, sentence-transformers
    does the work itself.
    """

    def __init__(self, name_or_path: str, cache: Path | None = None) -> None:
        self._model = SentenceTransformerEncoder(name_or_path)
        self._cache = cache

    @property
    def spec(self) -> EncoderSpec:
        """The encoder's identity, from the model's files."""
        return self._model.spec

    @once
    def runtime_folder(self) -> Path:
        """Where the model's runtime is, or would be: a folder for the files as they are now."""
        digest = hashlib.sha256(self.spec.model_dump_json().encode())
        for path in sorted(self._model.folder.rglob("*")):
            if path.is_file() and path.suffix not in _WEIGHTS_SUFFIXES:
                digest.update(
                    f"{path.relative_to(self._model.folder)} {sha256_of(path)}\n".encode()
                )
        return (self._cache or _user_cache()) / digest.hexdigest()[:32]

    @once
    def used(self) -> OnnxEncoder | SentenceTransformerEncoder:
        """What does the work; the runtime is made now if it is not there."""
        try:
            if not (self.runtime_folder / CARD_NAME).is_file():
                from index.runtime_export import export_runtime

                return OnnxEncoder(export_runtime(self._model, self.runtime_folder))
            return OnnxEncoder(read_runtime(self.runtime_folder))
        except (ModelError, OSError):
            return self._model

    def fits(self, text: str) -> bool:
        """Whether the text has at most `max_tokens` tokens, special ones and a prompt included."""
        return self.used.fits(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """`(n_texts, dim)` float32, unit norm; ModelError for a text that does not fit."""
        return self.used.encode_passages(texts, progress)

    def encode_query(self, text: str) -> Vectors:
        """`(dim,)` float32, unit norm; a query over the limit is cut."""
        return self.used.encode_query(text)


def carry(encoder: Encoder, library: Path) -> None:
    """Have a library carry the runtime of its encoder, so that it is read without the model.

    Nothing is done for the packaged encoder, one without a runtime, or a library that cannot be
    written; the next change tries again.
    """
    if not isinstance(encoder, ModelEncoder) or not isinstance(encoder.used, OnnxEncoder):
        return
    target = library / CARRIED
    aside = library / f"{CARRIED}-{os.getpid()}.tmp"  # swept away if this process is killed
    if (target / CARD_NAME).is_file():
        return
    with suppress(OSError):
        try:
            shutil.copytree(encoder.runtime_folder, aside)
            aside.replace(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _user_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("report-qa") / "encoders"
