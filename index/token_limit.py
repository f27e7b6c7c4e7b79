"""A model's tokenizer, and whether a text is read whole."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError
from index.once import once

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer


class TokenLimit:
    """The tokenizer in a file and the most tokens that its model reads, special ones included."""

    def __init__(self, path: Path, max_tokens: int) -> None:
        self._path = path
        self.max_tokens = max_tokens

    @once
    def _tokenizer(self) -> "Tokenizer":
        tokenizer = self._load()
        tokenizer.no_truncation()
        return tokenizer

    @once
    def _cutting(self) -> "Tokenizer":
        tokenizer = self._load()
        tokenizer.enable_truncation(self.max_tokens)
        return tokenizer

    def _load(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self._path))
        except Exception as error:  # tokenizers raises bare Exceptions
            raise ModelError(f"{self._path}: no tokenizer can be read ({error!s:.80})") from error
        tokenizer.no_padding()
        return tokenizer

    def fits(self, text: str) -> bool:
        """Whether the text has at most `max_tokens` tokens, special ones included."""
        # A word piece has at least one character, but one Hangul syllable gives up to three.
        if text.isascii() and len(text) + 2 <= self.max_tokens:
            return True
        return len(self._tokenizer.encode(text).ids) <= self.max_tokens

    def tokens_of(self, texts: list[str]) -> "list[Encoding]":
        """The tokens of each text, all of them."""
        found: list[Encoding] = self._tokenizer.encode_batch(texts)
        return found

    def cut(self, text: str) -> "Encoding":
        """The tokens of a text, at most `max_tokens`; the special ones at its end are kept."""
        whole = self._tokenizer.encode(text)
        return whole if len(whole.ids) <= self.max_tokens else self._cutting.encode(text)
