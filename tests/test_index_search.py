"""The two indexes against what is worked out by hand or by NumPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.dense import DenseIndex, best_of
from index.lexical import MAX_FUZZY_CHARS, LexicalIndex

SMALL = st.integers(min_value=-3, max_value=3)
"""Products of small whole numbers are exact in float32, so that ties are ties."""


def brute_force(vectors, query, k, allowed=None):
    positions = range(len(vectors)) if allowed is None else allowed
    scored = [(int(position), float(vectors[position] @ query)) for position in positions]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k]


@settings(deadline=None)
@given(st.data())
def test_dense_is_brute_force(data):
    n = data.draw(st.integers(1, 60))
    dim = data.draw(st.integers(1, 12))
    vectors = data.draw(arrays.arrays(np.float32, (n, dim), elements=SMALL))
    query = data.draw(arrays.arrays(np.float32, dim, elements=SMALL))
    k = data.draw(st.integers(1, n + 2))
    allowed = data.draw(st.none() | st.lists(st.integers(0, n - 1), unique=True).map(sorted))
    index = DenseIndex.build(vectors)
    selected = None if allowed is None else np.array(allowed, dtype=np.int64)
    assert index.search(query, k, selected) == brute_force(vectors, query, k, allowed)


def test_dense_scores_of_real_numbers_on_an_unnormalised_query():
    random = np.random.default_rng(7)
    vectors = random.normal(size=(500, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    query = 9.4 * vectors[3]
    found = DenseIndex.build(vectors).search(query, 500)
    expected = brute_force(vectors, query, 500)
    assert found[0][0] == 3
    assert found[0][1] == pytest.approx(9.4, abs=1e-5)  # the inner product, not a distance
    assert sorted(position for position, _ in found) == list(range(500))
    by_position = dict(expected)
    for position, score in found:
        assert score == pytest.approx(by_position[position], abs=1e-5)
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)


def test_dense_is_the_same_after_being_written(tmp_path):
    vectors = np.eye(4, dtype=np.float32)
    DenseIndex.build(vectors).write(tmp_path / "dense.faiss")
    again = DenseIndex.read(tmp_path / "dense.faiss")
    assert len(again) == 4
    assert again.search(vectors[2], 2) == [(2, 1.0), (0, 0.0)]
    with pytest.raises(FileExistsError):
        again.write(tmp_path / "dense.faiss")  # never over an index that is there


@pytest.mark.parametrize("k", [0, -1])
def test_no_hits_are_asked_for(k, tmp_path):
    assert DenseIndex.build(np.eye(3, dtype=np.float32)).search(np.ones(3, np.float32), k) == []
    assert LexicalIndex.build(tmp_path, ["rain"]).search("rain", k) == []


def test_empty_indexes(tmp_path):
    dense = DenseIndex.build(np.empty((0, 3), dtype=np.float32))
    assert dense.search(np.ones(3, np.float32), 5) == []
    assert len(dense) == 0
    lexical = LexicalIndex.build(tmp_path, [])
    assert lexical.search("rain", 5) == []
    assert len(lexical) == 0


def test_nothing_is_allowed():
    dense = DenseIndex.build(np.eye(3, dtype=np.float32))
    assert dense.search(np.ones(3, np.float32), 2, np.empty(0, dtype=np.int64)) == []


@given(st.lists(st.integers(0, 3), max_size=40), st.integers(0, 45), st.randoms())
def test_ties_for_the_last_place_are_broken_by_position(scores, k, random):
    """However the index orders hits of one score, the first positions win."""
    shuffled = list(enumerate(scores))
    random.shuffle(shuffled)
    by_score = sorted(shuffled, key=lambda hit: -hit[1])
    found = best_of(lambda n: by_score[:n], k, len(scores))
    assert found == sorted(enumerate(scores), key=lambda hit: (-hit[1], hit[0]))[:k]


TEXTS = [
    "The migrants were moving to the coast.",
    "A migrant moved.",
    "Rain fell on the coast.",
    "A migrant moved.",
    "Café owners agreed.",
]


@pytest.fixture(scope="module")
def lexical(tmp_path_factory):
    directory = tmp_path_factory.mktemp("lexical")
    LexicalIndex.build(directory, TEXTS)
    return LexicalIndex.read(directory)


def positions(hits):
    return [position for position, _ in hits]


def test_lexical_knows_its_passages(lexical):
    assert len(lexical) == 5


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("coast", [0, 2]),
        ("Migration migrants", [0, 1, 3]),  # "migrat" is no stem of "migrant"
        ("MOVES", [0, 1, 3]),
        ("raining", [2]),
        ("cafe", [4]),
        ("coazt", [0, 2]),  # one edit from "coast"
        ("migrnt", [0, 1, 3]),
        ("rian", []),  # too short to be forgiven
        ("zzzzzz", []),
        ("", []),
        ("?!", []),
        ("water", []),
    ],
)
def test_words_that_are_found(lexical, query, found):
    assert sorted(positions(lexical.search(query, 5))) == found


def test_a_word_that_is_there_is_not_blurred(tmp_path):
    index = LexicalIndex.build(tmp_path, ["the trails", "the trains"])
    assert positions(index.search("trains", 5)) == [1]
    assert sorted(positions(index.search("traids", 5))) == [0, 1]


def test_equal_scores_are_in_the_order_of_the_passages(lexical):
    hits = lexical.search("migrant", 5)
    assert positions(hits) == [1, 3, 0]  # the shorter passages first
    assert hits[0][1] == hits[1][1] > hits[2][1]
    assert positions(lexical.search("migrant", 1)) == [1]


def test_bm25_of_one_word(tmp_path):
    """idf · tf·(k1+1) / (tf + k1·(1 − b + b·dl/avgdl)) with k1 1.2 and b .75."""
    index = LexicalIndex.build(tmp_path, ["rain", "sun sun", "sun rain rain"])
    n, n_with, average = 3, 2, 6 / 3
    idf = np.log(1 + (n - n_with + 0.5) / (n_with + 0.5))

    def bm25(tf, length):
        return idf * 2.2 * tf / (tf + 1.2 * (0.25 + 0.75 * length / average))

    assert dict(index.search("rain", 3)) == pytest.approx({0: bm25(1, 1), 2: bm25(2, 3)}, rel=1e-5)


@pytest.mark.parametrize("n_chars", [MAX_FUZZY_CHARS, MAX_FUZZY_CHARS + 1, 100_000])
def test_words_of_any_length(tmp_path, n_chars):
    index = LexicalIndex.build(tmp_path, ["x" * n_chars, "rain"])
    assert positions(index.search("rain", 2)) == [1]
    assert positions(index.search("x" * (n_chars - 1) + "y", 2)) == (
        [0] if n_chars <= MAX_FUZZY_CHARS else []
    )
