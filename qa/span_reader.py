"""Read a passage for the words that answer a question, and for whether it answers at all."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.model_files import check_sha256
from index.once import once
from qa.pair_model import one_thread_session, pair_tokenizer, run_each

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 384
"""What is read of a question and a passage together; the rest of a longer passage is not."""

MAX_ANSWER_TOKENS = 30


def packaged_reader() -> Path:
    """The folder of the reader that comes with the package, after its weights were checked."""
    folder = Path(str(resources.files("qa") / "reader_model"))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    check_sha256(folder / "model.onnx", card["sha256"], "pip install report-qa")
    return folder


@dataclass(frozen=True)
class SpanReading:
    """What a reader thinks of one passage.

    `answerable` is a logit: above 0, the passage more likely answers than not. `start`, `end` are
    the characters of the best span and `log_probability` is the log of its share among all spans.
    `token_starts` (n,) are the characters at which the passage's tokens begin, and `begins` (n,)
    the probability that the answer begins there, if there is one.
    """

    answerable: float
    start: int
    end: int
    log_probability: float
    token_starts: NDArray[np.int64]
    begins: NDArray[np.float64]

    def share_in(self, start: int, end: int) -> float:
        """The probability that the answer, if there is one, begins in these characters."""
        inside = (self.token_starts >= start) & (self.token_starts < end)
        return float(self.begins[inside].sum())


class SpanReader(Protocol):
    """Reads (question, passage) pairs, each by itself."""

    def read(self, question: str, texts: Sequence[str]) -> list[SpanReading]:
        """One reading a text, in the order given."""


class OnnxSpanReader:
    """A SQuAD-style reader as ONNX with its tokenizer, by default the packaged one; on the CPU.

    The graph takes BERT's inputs and gives logits of the answer's first and last token, (1, n)
    each, and, if it has a third output, one that the passage answers. Without the third, the best
    span is compared with the one of the first token, as SQuAD 2.0 readers are trained. Loaded at
    its first use; each pair is its own run, on one of `n_threads` workers.
    """

    def __init__(self, folder: Path | None = None, n_threads: int = 2) -> None:
        self._given = folder
        self._n_threads = n_threads

    @once
    def _folder(self) -> Path:
        return self._given or packaged_reader()

    @once
    def _tokenizer(self) -> "Tokenizer":
        path = self._folder / "tokenizer.json"
        if not path.is_file():
            raise ModelError(f"{self._folder}: a reader's folder needs model.onnx, tokenizer.json")
        return pair_tokenizer(path, MAX_TOKENS)

    @once
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime has no types
        try:
            return one_thread_session(self._folder / "model.onnx")
        except Exception as error:  # onnxruntime raises its own types, which it does not export
            raise ModelError(f"{self._folder}: no reader can be loaded ({error!s:.120})") from error

    @once
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._n_threads, thread_name_prefix="read")

    def read(self, question: str, texts: Sequence[str]) -> list[SpanReading]:
        """One reading a text, in the order given."""
        if not texts:
            return []
        pairs = self._tokenizer.encode_batch([(question, text) for text in texts])
        session = self._session
        return run_each(lambda pair: _reading(session, pair), pairs, self._workers)


def _reading(session: Any, pair: Any) -> SpanReading:  # noqa: ANN401 - neither has types
    known = {
        "input_ids": pair.ids,
        "attention_mask": pair.attention_mask,
        "token_type_ids": pair.type_ids,
    }
    inputs = {
        each.name: np.array([known[each.name]], dtype=np.int64) for each in session.get_inputs()
    }
    outputs = [np.asarray(output[0], dtype=np.float64) for output in session.run(None, inputs)]
    in_passage = np.array([sequence == 1 for sequence in pair.sequence_ids])
    offsets = np.array(pair.offsets, dtype=np.int64)[in_passage]
    answerable = float(outputs[2]) if len(outputs) > 2 else None
    return reading_of(outputs[0], outputs[1], in_passage, offsets, answerable)


def reading_of(
    start_logits: NDArray[np.float64],
    end_logits: NDArray[np.float64],
    in_passage: NDArray[np.bool_],
    offsets: NDArray[np.int64],
    answerable: float | None,
) -> SpanReading:
    """The reading that logits (n,) give; `offsets` (n_passage_tokens, 2) are characters.

    The best span has the largest sum of both logits with first ≤ last < first + 30. Without
    `answerable`, its margin over the first token's own span is taken (Devlin et al., 2019).
    """
    starts, ends = _log_softmax(start_logits[in_passage]), _log_softmax(end_logits[in_passage])
    if not starts.size:
        nothing = np.empty(0, dtype=np.int64)
        return SpanReading(-1e3, 0, 0, -1e3, nothing, nothing.astype(np.float64))
    pairs = starts[:, None] + ends[None, :]
    allowed = np.tril(np.triu(np.ones(pairs.shape, dtype=bool)), MAX_ANSWER_TOKENS - 1)
    first, last = np.unravel_index(int(np.where(allowed, pairs, -np.inf).argmax()), pairs.shape)
    if answerable is None:
        best = start_logits[in_passage][first] + end_logits[in_passage][last]
        answerable = float(best - start_logits[0] - end_logits[0])
    return SpanReading(
        answerable=answerable,
        start=int(offsets[first][0]),
        end=int(offsets[last][1]),
        log_probability=float(pairs[first, last]),
        token_starts=offsets[:, 0],
        begins=np.exp(starts),
    )


def _log_softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    if not logits.size:
        return logits
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()))
