"""The model that training starts from: the packaged cross-encoder, its int8 weights made floats."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import BertConfig, BertModel

from index.model_files import MINILM_CROSS_ENCODER, model_folder

_PARTS = ("bert.", "classifier.", "span.", "answerable.")
"""What the names of weights begin with in the graphs that are read; other floats are scales."""

CONFIG = BertConfig(
    hidden_size=384,
    num_hidden_layers=12,
    num_attention_heads=12,
    intermediate_size=1536,
    vocab_size=30522,
    max_position_embeddings=512,
    hidden_dropout_prob=0.0,  # one pass over the data overfits little, and dropout is slow here
    attention_probs_dropout_prob=0.0,
)
"""ms-marco-MiniLM-L-12-v2; its ONNX package has no config.json."""


_PRODUCTS = ("MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul")
"""A product of integers; the last two are what onnxruntime's optimiser makes of the first."""

_ADDS_BIAS = (*_PRODUCTS, "Add", "Gemm")


def float_weights(onnx_path: Path) -> dict[str, NDArray[np.float32]]:
    """The weights of a dynamically quantised BERT graph by their PyTorch names, float32.

    A quantised matrix Q is scale · (Q − zero point), with one scale or one a column. A matrix
    product has lost its name in the export; the bias added to it still has one, so that the graph
    is walked from each bias to the product before it. Linear weights are (out, in), as PyTorch
    keeps them.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(onnx_path)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    made_by = {output: node for node in graph.node for output in node.output}

    def floats(quantised: str) -> NDArray[np.float32]:
        zero = stored[quantised.replace("_quantized", "_zero_point")]
        scale = stored[f"{quantised.split('_quantized')[0]}_scale"]
        matrix = stored[quantised].astype(np.float32) - zero.astype(np.float32)
        return np.asarray(matrix * scale, dtype=np.float32)

    weights = {name: array for name, array in stored.items() if array.dtype == np.float32}
    weights = {name: array for name, array in weights.items() if name.startswith(_PARTS)}
    for name in [name for name in stored if "embeddings" in name and name.endswith("_quantized")]:
        weights[name.removesuffix("_quantized")] = floats(name)
    for node in graph.node:
        bias = next((name for name in node.input if name.endswith(".bias")), "")
        if node.op_type not in _ADDS_BIAS or bias not in stored or "LayerNorm" in bias:
            continue
        product = _product_before(node, made_by)
        matrix = floats(product.input[1])
        weights[bias.removesuffix("bias") + "weight"] = np.ascontiguousarray(matrix.T)
    return {name: array.copy() for name, array in weights.items() if not name.endswith("_scale")}


def _product_before(node: Any, made_by: dict[str, Any]) -> Any:  # noqa: ANN401 - onnx nodes
    """The integer matrix product that a node is, or that reaches it through casts and the like."""
    waiting = [node]
    while waiting:
        before = waiting.pop(0)
        if before.op_type in _PRODUCTS:
            return before
        if before is node or before.op_type in ("Cast", "Mul"):
            waiting.extend(made_by[name] for name in before.input if name in made_by)
    raise ValueError(f"no integer matrix product before {node.name}")


def bare_model() -> BertModel:
    """A BERT of that size with its pooler, its weights still random."""
    model = BertModel(CONFIG, add_pooling_layer=True)
    model.set_attn_implementation("eager")  # on a CPU faster to train than the fused one
    return model


def put_weights(model: nn.Module, weights: dict[str, NDArray[np.float32]]) -> None:
    """Set every weight of a model; ValueError where a name is missing or not the model's."""
    state = {name: torch.from_numpy(array) for name, array in weights.items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or [name for name in missing if "position_ids" not in name]:
        raise ValueError(f"the graph's weights do not fit: {missing=}, {unexpected=}")


def base_model() -> tuple[BertModel, NDArray[np.float32], float]:
    """The cross-encoder's BERT with its pooler, and its relevance layer: weight (384,), bias."""
    weights = float_weights(model_folder(MINILM_CROSS_ENCODER) / "model.onnx")
    head, bias = weights.pop("classifier.weight"), weights.pop("classifier.bias")
    model = bare_model()
    put_weights(model, {name.removeprefix("bert."): array for name, array in weights.items()})
    return model, head.reshape(-1), float(bias[0])
