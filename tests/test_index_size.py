"""Many passages: the quick index, limits to some positions, and what is on disk then."""

import json
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_samples import document, open_library

from index import quick
from index.dense import DenseIndex
from index.errors import IndexFormatError
from index.lexical import LexicalIndex

N, DIM = 2000, 16


@pytest.fixture(scope="module")
def vectors():
    """2,000 directions around 40 others, as sentences stand around topics."""
    random = np.random.default_rng(5)
    topics = random.normal(size=(40, DIM))
    found = topics[np.arange(N) % 40] + 0.5 * random.normal(size=(N, DIM))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def many(monkeypatch):
    """More than four passages are many."""
    monkeypatch.setattr("index.dense.EXACT_UP_TO", 4)


def best(vectors, query, k):
    return sorted(enumerate((vectors @ query).tolist()), key=lambda hit: (-hit[1], hit[0]))[:k]


def test_the_quick_index_finds_what_the_exact_one_finds_and_gives_its_scores(many, vectors):
    index = DenseIndex.build(vectors)
    n_found = 0
    for query in vectors[::50] * 3:
        expected = dict(best(vectors, query, 10))
        hits = index.search(query, 10)
        assert len(hits) == 10
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
        for position, score in hits:
            assert score == pytest.approx(float(vectors[position] @ query), abs=1e-6)
        n_found += sum(position in expected for position, _ in hits)
    assert n_found >= 0.98 * 400


def test_it_looks_at_less_than_all(many, vectors, monkeypatch):
    index = DenseIndex.build(vectors)
    monkeypatch.setattr(index, "_exact", ExactlyScored(vectors))
    assert [position for position, _ in index.search(vectors[7], 1)] == [7]


class ExactlyScored:
    """An exact index that refuses to be searched."""

    def __init__(self, vectors):
        self.ntotal = len(vectors)
        self.reconstruct_batch = lambda positions: vectors[positions]


def test_a_search_for_a_large_share_is_exact(many, vectors):
    index = DenseIndex.build(vectors)
    assert (quick.is_quick(N, 62), quick.is_quick(N, 63)) == (True, False)
    found = index.search(vectors[3], N)
    assert sorted(position for position, _ in found) == list(range(N))


def test_a_search_within_some_positions_is_exact(many, vectors):
    index = DenseIndex.build(vectors)
    allowed = np.arange(1, N, 100, dtype=np.int64)
    found = [position for position, _ in index.search(vectors[0], 5, allowed)]
    similarities = (vectors[allowed] @ vectors[0]).tolist()
    by_hand = sorted(zip(similarities, allowed.tolist(), strict=True), reverse=True)[:5]
    assert found == [position for _, position in by_hand]


def test_it_is_built_the_same_every_time(many, vectors, tmp_path):
    for name in ("one", "two"):
        DenseIndex.build(vectors).write_quick(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_equal_vectors_are_in_the_order_of_their_positions(many):
    vectors = np.repeat(np.eye(4, dtype=np.float32), 50, axis=0)
    assert DenseIndex.build(vectors).search(vectors[60], 3) == [(50, 1.0), (51, 1.0), (52, 1.0)]


PLACES = ["Oslo rain", "Bergen rain", "Oslo", "rain", "snow"]


@pytest.fixture(scope="module")
def lexical(tmp_path_factory):
    directory = tmp_path_factory.mktemp("lexical")
    return LexicalIndex.build(directory, PLACES * 300)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 1499), st.sampled_from([1, 2, 40, 501, 900])), max_size=6),
    st.integers(1, 60),
)
def test_a_lexical_search_within_positions_is_the_search_with_the_others_left_out(lexical, runs, k):
    allowed = sorted({n for start, length in runs for n in range(start, min(start + length, 1500))})
    everything = lexical.search("rain in Oslo", 1500)
    expected = [hit for hit in everything if hit[0] in set(allowed)][:k]
    assert lexical.search("rain in Oslo", k, np.array(allowed, dtype=np.int64)) == expected


@pytest.fixture
def large(many, tmp_path):
    """A library of which the passages are many."""
    words = "\n\n".join(f"The ocean has {number} ships. Money is there." for number in range(40))
    return open_library(tmp_path / "library", [document(words, "large.txt")])


def index_path(library, name):
    (path,) = library.directory.rglob(name)
    return path


def test_a_damaged_quick_index_is_named_and_mended(large):
    path = index_path(large, "quick.faiss")
    raw = bytearray(path.read_bytes())
    raw[-9] ^= 1
    path.write_bytes(raw)
    with pytest.raises(IndexFormatError) as caught:
        open_library(large.directory).snapshot()
    assert str(caught.value) == f"{path}: the file is damaged; run: report-qa verify"
    assert large.verify().repaired == (f"{path}: the file is damaged",)
    hits = (
        open_library(large.directory)
        .snapshot()
        .search_dense(large.encoder.encode_query("ocean"), 1)
    )
    assert len(hits) == 1


def test_a_quick_index_that_was_not_written_by_us_is_not_read(library):
    index_path(library, "dense.faiss").with_name("quick.faiss").write_bytes(b"evil")
    snapshot = open_library(library.directory).snapshot()
    assert snapshot.search_dense(library.encoder.encode_query("ocean"), 1) == [(1, 1.0)]


def test_indexes_of_an_older_format_are_told_and_rebuilt(library, ocean):
    import hashlib

    path = index_path(library, "manifest.json")
    manifest = json.loads(path.read_bytes())
    path.write_text(json.dumps(manifest | {"format": 1}), encoding="utf-8")
    with closing(sqlite3.connect(library.directory / "library.sqlite3")) as connection:
        connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'manifest_sha256'",
            (hashlib.sha256(path.read_bytes()).hexdigest(),),
        )
        connection.commit()
    message = f"{path.parent}: the indexes have format 1, this version of report-qa reads format 2"
    with pytest.raises(IndexFormatError) as caught:
        open_library(library.directory).snapshot()
    assert str(caught.value) == f"{message}; run: report-qa verify"
    assert open_library(library.directory).verify().repaired == (message,)
    assert open_library(library.directory).documents == (ocean,)
