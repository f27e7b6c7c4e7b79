"""What turns passages and queries into vectors, and what tells two such things apart."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from corpus.document import Frozen
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"
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


def check_fit(encoder: Encoder, texts: Sequence[str]) -> None:
    """Raise ModelError for the first text that the encoder would not read whole."""
    for text in texts:
        if not encoder.fits(text):
            raise over_limit(encoder, text)


def over_limit(encoder: Encoder, text: str) -> ModelError:
    """The error of a text that the encoder would not read whole."""
    return ModelError(
        f"a passage of {len(text)} characters is over the {encoder.spec.max_tokens} "
        f"tokens that {encoder.spec.name} reads: {text[:60]!r}"
    )
