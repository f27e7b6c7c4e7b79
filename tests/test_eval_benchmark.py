import hashlib
import io

import numpy as np
import pytest
from rich.console import Console

from eval import benchmark as module
from eval.benchmark import benchmark, measured, rank_all
from eval.benchmark_table import benchmark_tables
from eval.collection import Dataset, DatasetQuery, corpus_document
from eval.errors import EvaluationError
from eval.rankers import Retrieval
from eval.vector_cache import CachingEncoder
from index.encoder import EncoderSpec
from qa.conversation import Turn

WORDS = ("wing", "water", "fire")


class KeywordEncoder:
    """A dimension a keyword, and one for all else; counts what it was asked to encode."""

    spec = EncoderSpec(name="keywords", sha256="0" * 64, dim=4, max_tokens=99, precision="float32")

    def __init__(self):
        self.encoded = []

    def fits(self, text):
        return True

    def encode_query(self, text):
        counts = [text.lower().count(word) for word in WORDS]
        vector = np.array([*counts, 0.1], dtype=np.float32)
        return vector / np.linalg.norm(vector)

    def encode_passages(self, texts, progress=None):
        self.encoded.extend(texts)
        return np.stack([self.encode_query(text) for text in texts])


class LongestFirst:
    """A reranker for which the longest text is the best, so that its say can be seen."""

    english_words = frozenset()

    def score(self, question, texts):
        return [float(len(text)) for text in texts]


DATASET = Dataset(
    name="sample",
    sha256="c" * 64,
    documents=(
        corpus_document("w1", "Wings", "A wing lifts. A wing drags. A wing bends. It is long."),
        corpus_document("w2", "", "Water flows over a wing that is very long and very wide."),
        corpus_document("f1", "", "Fire burns."),
    ),
    queries=(
        DatasetQuery(id="1", text="wing"),
        DatasetQuery(id="2", text="fire"),
        DatasetQuery(id="3", text="unjudged water"),
        DatasetQuery(
            id="4", text="and then?", rewrite="water?", history=(Turn(role="user", text="fire?"),)
        ),
    ),
    qrels={"1": {"w1": 2, "w2": 1, "f1": 0}, "2": {"f1": 1}, "4": {"w2": 1}},
)


def ids(ranking):
    return [item for item, _ in ranking]


def retrieval():
    return Retrieval(DATASET, KeywordEncoder(), reranker=LongestFirst())


def test_an_item_stands_where_its_best_passage_stands():
    dense = retrieval().ranker("dense").rank(DATASET.queries[0], 10)
    assert ids(dense) == ["w1", "w2", "f1"]
    assert dense[0][1] == pytest.approx(3 / np.sqrt(9 + 0.01) * 1 + 0, abs=0.01)


def test_the_stages_search_in_their_own_way():
    ranked = {s: ids(retrieval().ranker(s).rank(DATASET.queries[0], 10)) for s in module.STAGES}
    assert ranked["bm25-items"] == ranked["bm25"] == ["w1", "w2"]
    assert set(ranked["default"]) == {"w1", "w2", "f1"}
    assert retrieval().ranker("bm25").rank(DATASET.queries[1], 1)[0][0] == "f1"


def test_measures_by_hand():
    run = {"1": [("f1", 3.0), ("w2", 2.0), ("w1", 1.0)], "2": [("w1", 1.0)], "4": []}
    scores = measured(run, DATASET.judged(), DATASET.qrels)
    gain = 1 / np.log2(3) + 2 / np.log2(4)
    assert scores["nDCG@10"] == pytest.approx([gain / (2 + 1 / np.log2(3)), 0, 0])
    assert scores["R@5"] == [1, 0, 0]
    assert scores["MRR"] == [1 / 2, 0, 0]


class StopsAfter:
    def __init__(self, n):
        self.n, self.asked = n, []

    def rank(self, query, k):
        if len(self.asked) == self.n:
            raise KeyboardInterrupt
        self.asked.append(query.id)
        return [("w1", 1.0), ("f1", 0.5)]


def go(ranker, path, tag="tag-1", told=None):
    return rank_all(ranker, DATASET.queries, path, tag, lambda *done: (told or []).append(done))


def test_a_stopped_run_goes_on(tmp_path):
    path = tmp_path / "default.trec"
    with pytest.raises(KeyboardInterrupt):
        go(StopsAfter(3), path)
    assert not path.exists()
    second = StopsAfter(9)
    done = go(second, path)
    assert second.asked == ["3", "4"]  # the last query of a stopped run is done again
    assert done.keys() == {"1", "2", "3", "4"}
    assert [line.split()[0] for line in path.read_text().splitlines()] == list("11223344")


def test_a_run_of_other_code_or_models_is_made_anew(tmp_path):
    path = tmp_path / "default.trec"
    with pytest.raises(KeyboardInterrupt):
        go(StopsAfter(3), path)
    anew = StopsAfter(9)
    go(anew, path, tag="tag-2")
    assert anew.asked == ["1", "2", "3", "4"]
    whole = StopsAfter(9)
    go(whole, path, tag="tag-2")
    assert whole.asked == ["1", "2", "3", "4"]


def test_the_fingerprint_follows_what_decides_a_ranking():
    def of(dataset=DATASET, queries=DATASET.queries, **settings):
        made = module.Settings(**settings)
        return module.fingerprint(dataset, queries, KeywordEncoder(), made)

    assert of() == of()
    assert len({of(), of(queries=DATASET.queries[:1]), of(n_rerank=7)}) == 3


@pytest.fixture
def packaged(monkeypatch):
    made = lambda *arguments: Retrieval(*arguments, reranker=LongestFirst())  # noqa: E731
    monkeypatch.setattr(module, "Retrieval", made)


def test_a_benchmark_compares_the_default_with_each_stage(tmp_path, packaged):
    result = benchmark(DATASET, KeywordEncoder(), tmp_path / "sample")
    assert (result.n_items, result.n_queries) == (3, 3)
    assert [stage.stage for stage in result.stages] == list(module.STAGES)
    by_stage = {stage.stage: stage for stage in result.stages}
    default = by_stage["default"]
    assert default.default_minus_this == {}
    for stage in result.stages[:-1]:
        gain = stage.default_minus_this["MRR"]
        assert gain.value == pytest.approx(
            default.measures["MRR"].value - stage.measures["MRR"].value
        )
        assert gain.low <= gain.value <= gain.high and gain.n == 3
    assert sorted(path.name for path in (tmp_path / "sample").iterdir()) == sorted(
        f"{stage}.trec" for stage in module.STAGES
    )
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(*benchmark_tables(result))
    assert "sample: 3 items, n = 3 queries" in console.export_text()


def test_a_follow_up_is_asked_with_its_history_or_as_rewritten(tmp_path, packaged):
    plain = benchmark(DATASET, KeywordEncoder(), tmp_path / "a", stages=["bm25"])
    written_out = benchmark(
        DATASET, KeywordEncoder(), tmp_path / "b", stages=["bm25"], use_rewrites=True
    )
    assert plain.fingerprint != written_out.fingerprint
    # "and then?" leans on "fire?"; its rewrite asks for water, as is judged.
    assert plain.stages[0].measures["MRR"].value == pytest.approx(2 / 3)
    assert written_out.stages[0].measures["MRR"].value == 1


def test_a_collection_without_judgements_is_refused(tmp_path):
    nothing = Dataset("sample", "c" * 64, DATASET.documents, DATASET.queries, {})
    with pytest.raises(EvaluationError, match="sample: no query has a relevant item"):
        benchmark(nothing, KeywordEncoder(), tmp_path)


def test_a_text_is_encoded_once(tmp_path):
    behind = KeywordEncoder()
    encoder = CachingEncoder(behind, tmp_path)
    told = []
    texts = ["water", "a wing", "water"]
    first = encoder.encode_passages(texts, lambda *done: told.append(done))
    assert behind.encoded == ["water", "a wing"]
    assert told == [(2, 2)]
    np.testing.assert_array_equal(first, KeywordEncoder().encode_passages(texts))
    again = CachingEncoder(behind, tmp_path).encode_passages([*texts, "fire"])
    assert behind.encoded == ["water", "a wing", "fire"]
    np.testing.assert_array_equal(again[:3], first)


def test_vectors_of_another_encoder_are_not_taken(tmp_path):
    CachingEncoder(KeywordEncoder(), tmp_path).encode_passages(["water"])
    other = KeywordEncoder()
    other.spec = other.spec.model_copy(update={"sha256": hashlib.sha256(b"x").hexdigest()})
    CachingEncoder(other, tmp_path).encode_passages(["water"])
    assert other.encoded == ["water"]


def test_what_was_encoded_before_a_stop_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("eval.vector_cache._PIECE", 2)

    class Stops(KeywordEncoder):
        def encode_passages(self, texts, progress=None):
            if self.encoded:
                raise KeyboardInterrupt
            return super().encode_passages(texts)

    with pytest.raises(KeyboardInterrupt):
        CachingEncoder(Stops(), tmp_path).encode_passages(["a", "bb", "ccc"])
    rest = KeywordEncoder()
    CachingEncoder(rest, tmp_path).encode_passages(["a", "bb", "ccc"])
    assert rest.encoded == ["ccc"]
