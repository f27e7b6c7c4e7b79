"""Run an ONNX model on (question, text) pairs: each pair by itself, on a few workers."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tokenizers import Tokenizer

T = TypeVar("T")


def pair_tokenizer(path: Path, max_tokens: int) -> "Tokenizer":
    """The tokenizer of a file; of a pair that is too long the end of the text is left out."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(max_tokens, strategy="only_second")
    tokenizer.no_padding()
    return tokenizer


def one_thread_session(model: Path) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """The graph of a file, on the CPU, each run of it on the thread that asks.

    Its 8-bit products are exact on every processor. By default those without instructions for them
    (AVX2 without VNNI) add pairs in 16 bits, which overflow, and give other answers.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def run_each(run: Callable[[Any], T], pairs: Sequence[Any], workers: ThreadPoolExecutor) -> list[T]:
    """What `run` gives for each tokenised pair, in the order given.

    The longest is run first, so that no worker is left with it at the end.
    """
    order = sorted(range(len(pairs)), key=lambda index: -len(pairs[index].ids))
    found = workers.map(lambda index: run(pairs[index]), order)
    by_index = dict(zip(order, found, strict=True))
    return [by_index[index] for index in range(len(pairs))]
