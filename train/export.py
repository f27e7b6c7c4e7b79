"""Write a trained reader as int8 ONNX."""

import tempfile
import warnings
from pathlib import Path

import torch

from train.model import SpanReader

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("start", "end", "answerable")


def export(model: SpanReader, path: Path, quantise: bool = True) -> None:
    """Write `model.onnx`: int64 inputs (n, n_tokens), float32 outputs (n, n_tokens) twice and (n,).

    Weights are quantised to int8 with a scale a column (one a matrix cost .03 of AUROC),
    activations while it runs; `quantise` False keeps float32, for comparison. The graph is written
    as onnxruntime optimises it for any processor: to do that at each start takes 160 ms more, and
    gives the same logits.
    """
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
    from onnxruntime.quantization import QuantType, quantize_dynamic

    optimising = SessionOptions()
    optimising.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    optimising.optimized_model_filepath = str(path)
    optimising.add_session_config_entry("session.x64quantprecision", "1")  # as it will be run

    model.eval()
    example = tuple(torch.ones(1, 8, dtype=torch.long) for _ in INPUTS)
    axes = {name: {0: "n", 1: "n_tokens"} for name in (*INPUTS, "start", "end")}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of every shape that it looks at
        floats, integers = Path(folder) / "floats.onnx", Path(folder) / "integers.onnx"
        torch.onnx.export(
            model,
            example,
            str(floats),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={**axes, "answerable": {0: "n"}},
            opset_version=17,
            dynamo=False,
        )
        if quantise:
            quantize_dynamic(floats, integers, per_channel=True, weight_type=QuantType.QInt8)
        InferenceSession(str(integers if quantise else floats), optimising)
