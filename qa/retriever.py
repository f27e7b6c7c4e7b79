"""Find passages: dense and lexical candidates, fused, then read by the cross-encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Passage
from index.encoder import Encoder
from index.snapshot import Positions, Snapshot
from qa.query import Query
from qa.reranker import Reranker
from qa.settings import Settings
from qa.timing import Stopwatch

MIN_TELLING_CHARS = 60
"""A shorter passage is not shown as the nearest to a question that has no answer."""


@dataclass(frozen=True)
class Hit:
    """A passage found, with what each stage thought of it (higher is better).

    `dense` is a cosine similarity (where the dense search did not find the passage, the lowest
    that it found), `lexical` a BM25 score (0 where not found), `rerank` the cross-encoder's logit;
    `score`, by which hits are ordered, is `rerank + dense_weight * dense`.
    """

    passage: Passage
    dense: float
    lexical: float
    rerank: float
    score: float


@dataclass(frozen=True)
class Candidate:
    """A passage that a search found, with its scores as in `Hit` and its ranks, from 1.

    None where that search did not find it.
    """

    passage: Passage
    dense: float | None
    dense_rank: int | None
    lexical: float | None
    lexical_rank: int | None


@dataclass(frozen=True)
class Found:
    """All candidates of a search, in fused order, and those that were reranked, best first."""

    candidates: list[Candidate]
    hits: list[Hit]


def fuse(rankings: Sequence[Sequence[int]], constant: float) -> list[int]:
    """Reciprocal rank fusion: the sum of `1 / (constant + rank)` over the rankings.

    Cormack, Clarke and Buettcher, SIGIR 2009. Ties go to the smaller position.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, position in enumerate(ranking, start=1):
            scores[position] = scores.get(position, 0.0) + 1.0 / (constant + rank)
    return sorted(scores, key=lambda position: (-scores[position], position))


def retrieve(
    query: Query,
    snapshot: Snapshot,
    encoder: Encoder,
    reranker: Reranker,
    settings: Settings,
    within: Positions | None = None,
    watch: Stopwatch | None = None,
    before: Found | None = None,
) -> Found:
    """The candidates for a query, and the first `n_rerank` of them reranked, ties by passage id.

    `within` limits the search to passages at these positions. `before` is what was found with a
    smaller `n_rerank`: then only the further candidates are reranked.
    """
    watch = watch or Stopwatch()
    if before is None:
        with watch("search"):
            before = Found(candidates_of(query, snapshot, encoder, settings, within), [])
    candidates = before.candidates
    with watch("rerank"):
        read = candidates[len(before.hits) : settings.n_rerank]
        floor = min((each.dense for each in candidates if each.dense is not None), default=0.0)
        hits = _reranked(
            query,
            [each.passage for each in read],
            [snapshot.text_of(each.passage) for each in read],
            [floor if each.dense is None else each.dense for each in read],
            [each.lexical or 0.0 for each in read],
            reranker,
            settings,
        )
    return Found(candidates, _best_first([*before.hits, *hits]))


def candidates_of(
    query: Query,
    snapshot: Snapshot,
    encoder: Encoder,
    settings: Settings,
    within: Positions | None = None,
) -> list[Candidate]:
    """What both indexes find for a query, in fused order; `within` limits the positions."""
    vector = encoder.encode_query(query.text)
    dense = snapshot.search_dense(vector, settings.n_dense, within)
    lexical = snapshot.search_lexical(query.lexical_text, settings.n_lexical, within)
    rankings = [[position for position, _ in ranking] for ranking in (dense, lexical)]
    similarity, bm25 = dict(dense), dict(lexical)
    dense_rank, lexical_rank = (
        {position: rank for rank, position in enumerate(ranking, start=1)} for ranking in rankings
    )
    return [
        Candidate(
            snapshot.passages[position],
            similarity.get(position),
            dense_rank.get(position),
            bm25.get(position),
            lexical_rank.get(position),
        )
        for position in fuse(rankings, settings.rrf_constant)
    ]


def rerank_given(
    query: Query,
    passages: Sequence[Passage],
    snapshot: Snapshot,
    encoder: Encoder,
    reranker: Reranker,
    settings: Settings,
) -> list[Hit]:
    """Hits of passages that were not searched for but handed over, best first."""
    texts = [snapshot.text_of(passage) for passage in passages]
    vector = encoder.encode_query(query.text)
    dense = [float(encoder.encode_query(text) @ vector) for text in texts]
    hits = _reranked(query, passages, texts, dense, [0.0] * len(texts), reranker, settings)
    return _best_first(hits)


def _reranked(
    query: Query,
    passages: Sequence[Passage],
    texts: Sequence[str],
    dense: Sequence[float],
    lexical: Sequence[float],
    reranker: Reranker,
    settings: Settings,
) -> list[Hit]:
    logits = reranker.score(query.text, texts)
    return [
        Hit(passage, similarity, bm25, logit, logit + settings.dense_weight * similarity)
        for passage, similarity, bm25, logit in zip(passages, dense, lexical, logits, strict=True)
    ]


def _best_first(hits: Sequence[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


def distinct(hits: Sequence[Hit], k: int) -> list[Hit]:
    """The k best hits of which none lies mostly inside a better one.

    Neighbouring windows share sentences; showing one place thrice hides the other places.
    """
    kept: list[Hit] = []
    for hit in hits:
        if not any(_mostly_inside(hit.passage, better.passage) for better in kept):
            kept.append(hit)
        if len(kept) == k:
            break
    return kept


def with_sentences(hits: Sequence[Hit], snapshot: Snapshot) -> list[Hit]:
    """The hits that say something: headings, dates and other scraps are no help to a reader."""
    return [
        hit
        for hit in hits
        if hit.passage.end - hit.passage.start >= MIN_TELLING_CHARS
        and _kind(hit, snapshot) != "heading"
    ]


def _kind(hit: Hit, snapshot: Snapshot) -> str:
    document = snapshot.document(hit.passage.document_id)
    return document.paragraph(hit.passage.paragraph_id).kind


def _mostly_inside(passage: Passage, other: Passage) -> bool:
    if passage.document_id != other.document_id:
        return False
    shared = min(passage.end, other.end) - max(passage.start, other.start)
    return shared > 0.6 * (passage.end - passage.start)
