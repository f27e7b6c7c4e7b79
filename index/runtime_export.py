"""Make a model's runtime folder: its whole pipeline, traced by torch into one graph."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelError
from index.model_files import sha256_of
from index.onnx_encoder import OnnxEncoder
from index.runtime import CARD_NAME, GRAPH, TOKENIZER, Runtime, RuntimeCard
from index.sentence_transformer import SentenceTransformerEncoder

MIN_COSINE = 0.9999
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OPSET = 17
_PROBES = (
    "Rain.",
    "",
    "Who presented the framework, and in which year did 193 States adopt it?",
    "Ça coûte 12 €, naïvement; 国際移住 — мигранты.",
    "The delegates agreed that the two compacts be aligned. " * 40,
)
"""Texts of every length that a graph must encode as its model does, before it is used."""


class ExportError(ModelError):
    """No runtime can be made of a model."""


def export_runtime(model: SentenceTransformerEncoder, folder: Path) -> Runtime:
    """Make a model's runtime folder, and return it once it was found to encode as the model does.

    The folder is whole or not there. ExportError for a model that torch cannot trace, that needs
    more than the tokens of a text, or whose graph encodes otherwise.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", suffix=".tmp", dir=folder.parent))
    try:
        with _as_export_error(model.spec.name):
            runtime = _written(model, aside)
            _check_parity(model, OnnxEncoder(runtime))
        if not folder.exists():  # another process may have been faster
            aside.replace(folder)
        return Runtime(folder, runtime.card)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _as_export_error(name: str) -> Iterator[None]:
    """Tell whatever torch, a model's own code or onnxruntime raise as one error."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # there is no telling what a model's code raises
        raise ExportError(f"{name}: no runtime can be made ({error!s:.120})") from error


def _written(model: SentenceTransformerEncoder, folder: Path) -> Runtime:
    loaded = model.load(attn_implementation="eager").eval()
    inputs = trace(loaded, folder / GRAPH)
    shutil.copyfile(model.folder / TOKENIZER, folder / TOKENIZER)
    prompt = loaded.prompts.get(loaded.default_prompt_name) if loaded.default_prompt_name else ""
    card = RuntimeCard(
        encoder=model.spec,
        pooling=pooling_of(loaded),
        inputs=inputs,
        pad_id=loaded.tokenizer.pad_token_id or 0,
        prompt=prompt or "",
        files={path.name: sha256_of(path) for path in sorted(folder.iterdir())},
    )
    (folder / CARD_NAME).write_text(card.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return Runtime(folder, card)


def pooling_of(loaded: Any) -> str:  # noqa: ANN401 - a SentenceTransformer
    """How the vectors of the tokens become one: "mean", "cls" and the like."""
    for module in loaded:
        mode = (
            getattr(module, "pooling_mode", None)
            or getattr(module, "get_pooling_mode_str", lambda: None)()
        )
        if mode:
            return str(mode)
    return "none"


def trace(loaded: Any, path: Path, fold: bool = True) -> tuple[str, ...]:  # noqa: ANN401
    """Write the graph of a loaded model and return the names of its inputs, int64 (n, n_tokens).

    Its output is `vectors`, (n, dim) float32, unit norm. Without `fold` every weight keeps its name
    and its shape.
    """
    import torch

    features = loaded.tokenizer(["Rain fell.", "It rained on."], padding=True, return_tensors="pt")
    names = tuple(name for name in _INPUTS if name in features)

    class Pipeline(torch.nn.Module):
        """All modules of the model, then the norm."""

        def __init__(self) -> None:
            super().__init__()
            self.modules_of_model = loaded

        def forward(self, *tokens: torch.Tensor) -> torch.Tensor:
            found = self.modules_of_model(dict(zip(names, tokens, strict=True)))
            return torch.nn.functional.normalize(found["sentence_embedding"], dim=-1)

    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # tracing warns of every shape that it looks at
        torch.onnx.export(
            Pipeline().eval(),
            tuple(features[name] for name in names),
            str(path),
            input_names=list(names),
            output_names=["vectors"],
            dynamic_axes={
                **{name: {0: "n", 1: "n_tokens"} for name in names}, "vectors": {0: "n"},
            },
            opset_version=_OPSET,
            do_constant_folding=fold,
            dynamo=False,
        )  # fmt: skip
    return names


def _check_parity(model: SentenceTransformerEncoder, encoder: OnnxEncoder) -> None:
    for text in _PROBES:
        cosine = float(model.encode_query(text) @ encoder.encode_query(text))
        if not cosine >= MIN_COSINE:
            raise ExportError(f"{model.spec.name}: the graph's vector has cosine {cosine:.5f}")
    whole = [text for text in _PROBES if model.fits(text)]
    cosines = np.sum(model.encode_passages(whole) * encoder.encode_passages(whole), axis=1)
    if not cosines.min() >= MIN_COSINE:
        raise ExportError(f"{model.spec.name}: a batch has cosine {cosines.min():.5f}")
