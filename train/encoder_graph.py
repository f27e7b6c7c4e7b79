"""Make `index/minilm`, the packaged encoder's graph: `python -m train.encoder_graph`.

The graph names the tensors of the model's own `model.safetensors` where it needs weights, and so
has none itself. Needs torch and `onnx`, as `train.export` does.
"""

import sys
import tempfile
from pathlib import Path

from index.model_files import MINILM_ENCODER, model_folder, sha256_of
from index.runtime import CARD_NAME, GRAPH, TOKENIZER, WEIGHTS, RuntimeCard
from index.runtime_export import pooling_of, trace
from index.sentence_transformer import SentenceTransformerEncoder

FOLDER = Path(__file__).parent.parent / "index" / "minilm"


def make(folder: Path) -> RuntimeCard:
    """Write the graph and its card into a folder."""
    model = SentenceTransformerEncoder()
    loaded = model.load(attn_implementation="eager").eval()
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / GRAPH
        inputs = trace(loaded, whole, fold=False)
        weights = _without_weights(whole, folder / GRAPH)
    source = model_folder(MINILM_ENCODER)
    card = RuntimeCard(
        encoder=model.spec,
        pooling=pooling_of(loaded),
        inputs=inputs,
        pad_id=loaded.tokenizer.pad_token_id,
        weights=weights,
        files={
            GRAPH: sha256_of(folder / GRAPH),
            TOKENIZER: sha256_of(source / TOKENIZER),
        },
    )
    (folder / CARD_NAME).write_text(card.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return card


def _without_weights(source: Path, target: Path) -> tuple[str, ...]:
    """Write a graph whose weights lie elsewhere, under their names there; return these."""
    import onnx

    model = onnx.load(source)
    names = {}
    for tensor in model.graph.initializer:
        name = tensor.name.partition(".model.")[2]  # after our wrapper's and the pipeline's names
        names[tensor.name] = name
        tensor.name = name
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        place = tensor.external_data.add()
        place.key, place.value = "location", WEIGHTS
    for node in model.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.doc_string = ""
        del node.metadata_props[:]
    target.write_bytes(model.SerializeToString(deterministic=True))
    return tuple(names.values())


if __name__ == "__main__":
    sys.stdout.write(make(FOLDER).model_dump_json(indent=2) + "\n")
