"""The runtimes of models: parity with sentence-transformers, damage, fallback, carrying."""

import json
import os

import numpy as np
import pytest
from encoder_samples import DIM, save_model
from index_samples import document

import index.runtime_export
from index.encoders import CARRIED, ModelEncoder, encoder_of, open_encoder
from index.errors import ModelError
from index.library import Library
from index.model_files import MINILM_ENCODER
from index.onnx_encoder import OnnxEncoder
from index.runtime import CARD_NAME, packaged_runtime
from index.sentence_transformer import SentenceTransformerEncoder

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
VARIED = (
    "",
    "  \n",
    ".",
    " Rain.\n",
    "Who presented the CRRF, and in which year did 193 States adopt it?",
    "Ça coûte 12 €, naïvement; 国際移住 — мигранты.",
    "\u0000\ufffd 🎉🎉",
    "국 한 " * 60,
    "rain " * 400,
    "x" * 3_000,
    "The delegates agreed that the two compacts be aligned. " * 12,
)


def assert_parity(reference, encoder):
    """Both give vectors of cosine ≥ .9999, of queries and of passages in batches."""
    for text in VARIED:
        assert reference.encode_query(text) @ encoder.encode_query(text) >= 0.9999, text[:20]
    whole = [text for text in VARIED if reference.fits(text)] * 3
    assert whole == [text for text in VARIED if encoder.fits(text)] * 3
    vectors = encoder.encode_passages(whole)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    cosines = np.sum(reference.encode_passages(whole) * vectors, axis=1)
    assert cosines.min() >= 0.9999


@pytest.fixture(scope="module")
def packaged():
    return open_encoder()


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return save_model(tmp_path_factory.mktemp("models") / "small")


def test_parity_of_the_packaged_runtime_with_sentence_transformers(packaged):
    reference = SentenceTransformerEncoder()
    assert packaged.spec == reference.spec
    assert_parity(reference, packaged)


def test_the_card_of_the_packaged_runtime():
    card = packaged_runtime().card
    assert (card.encoder.name, card.encoder.sha256) == ("all-MiniLM-L6-v2", MINILM_ENCODER.sha256)
    assert (card.encoder.dim, card.encoder.max_tokens) == (384, 256)
    assert (card.encoder.precision, card.pooling, card.normalisation) == ("float32", "mean", "l2")
    assert len(card.weights) == 5 + 6 * 16  # three tables and a norm; sixteen tensors a layer


def test_progress_counts_texts_and_a_text_over_the_limit_is_refused(packaged):
    seen = []
    packaged.encode_passages(["It rained."] * 60, lambda *step: seen.append(step))
    # "It rained." is 5 tokens with both special ones, and 102 of them are 510.
    assert seen == [(60, 60)]
    with pytest.raises(ModelError, match="over the 256 tokens that all-MiniLM-L6-v2 reads"):
        packaged.encode_passages(["It rained.", "rain " * 255])
    assert packaged.encode_passages([]).shape == (0, 384)


@pytest.mark.parametrize(
    "kind",
    [{"pooling": "max"}, {"pooling": "mean", "dense": 16}, {"prompt": "query: "}],
    ids=["max", "dense", "prompt"],
)
def test_parity_of_another_model_with_the_runtime_that_it_gets(tmp_path, cache, kind):
    name = str(save_model(tmp_path / "model", **kind))
    encoder = ModelEncoder(name, cache)
    assert isinstance(encoder.used, OnnxEncoder)
    assert encoder.spec == encoder.used.spec == SentenceTransformerEncoder(name).spec
    assert encoder.spec.dim == kind.get("dense", DIM)
    assert_parity(SentenceTransformerEncoder(name), encoder)
    assert [path.name for path in cache.iterdir()] == [encoder.runtime_folder.name]


def test_a_prompt_takes_its_share_of_the_limit(tmp_path, cache):
    encoder = ModelEncoder(str(save_model(tmp_path / "model", prompt="query: ")), cache)
    # 64 tokens less both special ones and "query" and ":" are 60.
    assert encoder.fits("rain " * 60) and not encoder.fits("rain " * 61)
    assert encoder.encode_passages(["rain " * 60]).shape == (1, DIM)


def test_a_runtime_is_made_once_a_model(model, cache, monkeypatch):
    first = ModelEncoder(str(model), cache)
    vector = first.encode_query("It rained.")
    monkeypatch.setattr(index.runtime_export, "export_runtime", None)
    np.testing.assert_array_equal(
        ModelEncoder(str(model), cache).encode_query("It rained."), vector
    )


def test_another_setting_of_a_model_is_another_runtime(tmp_path, cache):
    one, other = (
        ModelEncoder(str(save_model(tmp_path / name, pooling)), cache)
        for name, pooling in (("one", "cls"), ("other", "mean"))
    )
    assert one.runtime_folder != other.runtime_folder


def unsupported(*_):
    raise RuntimeError("an operator that ONNX lacks")


def of_another_pooling(loaded, path, trace=index.runtime_export.trace):
    loaded[1].pooling_mode = "max"
    return trace(loaded, path)


@pytest.mark.parametrize("trace", [unsupported, of_another_pooling])
def test_a_model_that_cannot_be_exported_is_run_by_sentence_transformers(
    model, cache, monkeypatch, trace
):
    monkeypatch.setattr(index.runtime_export, "trace", trace)
    encoder = ModelEncoder(str(model), cache)
    assert_parity(SentenceTransformerEncoder(str(model)), encoder)
    assert isinstance(encoder.used, SentenceTransformerEncoder)
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written(model, tmp_path):
    (tmp_path / "cache").write_text("a file")
    encoder = ModelEncoder(str(model), tmp_path / "cache")
    assert encoder.encode_query("It rained.").shape == (DIM,)
    assert isinstance(encoder.used, SentenceTransformerEncoder)


def test_a_library_carries_the_runtime_and_is_read_without_the_model(model, cache, tmp_path):
    encoder = ModelEncoder(str(model), cache)
    made = Library.open(tmp_path / "library", encoder, initial=lambda: [document()])
    manifest = json.loads(next((tmp_path / "library").rglob("manifest.json")).read_bytes())
    assert manifest["encoder"] == encoder.spec.model_dump()
    opened = Library.open(tmp_path / "library")
    assert isinstance(opened.encoder, OnnxEncoder)
    snapshot = opened.snapshot()
    (position, score), *_ = snapshot.search_dense(
        opened.encoder.encode_query(snapshot.text_of(snapshot.passages[1])), 1
    )
    assert (position, round(score, 5)) == (1, 1.0)
    assert snapshot.passages == made.snapshot().passages


def test_a_library_without_a_runtime_opens_and_heals_at_the_next_change(model, cache, tmp_path):
    directory = tmp_path / "library"
    reference = SentenceTransformerEncoder(str(model))
    Library.open(directory, reference, initial=lambda: [document()])
    assert not (directory / CARRIED).exists()
    opened = Library.open(directory, ModelEncoder(str(model), cache))
    assert len(opened.documents) == 1
    opened.add([document("The school is small.", "school.txt")])
    assert (directory / CARRIED / CARD_NAME).is_file()
    assert [each.source for each in Library.open(directory).documents] == ["seas.txt", "school.txt"]


def test_a_damaged_runtime_is_named(model, cache, tmp_path):
    directory = tmp_path / "library"
    Library.open(directory, ModelEncoder(str(model), cache), initial=lambda: [document()])
    graph = directory / CARRIED / "model.onnx"
    raw = bytearray(graph.read_bytes())
    raw[-100] ^= 1
    graph.write_bytes(raw)
    with pytest.raises(ModelError, match=rf"{graph}: the file is missing or damaged; remove"):
        encoder_of(directory).encode_query("It rained.")
    (directory / CARRIED / CARD_NAME).write_text("{}")
    with pytest.raises(ModelError, match=r"card\.json: the file is missing or damaged"):
        encoder_of(directory)


def test_a_library_that_cannot_be_written_is_carried_nothing(model, cache, tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr("index.encoders.shutil.copytree", refused)
    library = Library.open(
        tmp_path / "library", ModelEncoder(str(model), cache), initial=lambda: [document()]
    )
    assert len(library.documents) == 1
    assert not (tmp_path / "library" / CARRIED).exists()
