"""Find passages: dense and lexical candidates, fused, then read by the cross-encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Passage
from index.encoder import Encoder
from index.snapshot import Positions, Snapshot
from qa.query import Query
from qa.reranker import Reranker
from qa.settings import Settings

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
) -> list[Hit]:
    """The reranked candidates for a query, best first, ties by passage id.

    `within` limits the search to passages at these positions.
    """
    vector = encoder.encode_query(query.text)
    dense = snapshot.search_dense(vector, settings.n_dense, within)
    lexical = snapshot.search_lexical(query.lexical_text, settings.n_lexical, within)
    fused = fuse(
        [[position for position, _ in dense], [position for position, _ in lexical]],
        settings.rrf_constant,
    )[: settings.n_rerank]
    similarity, bm25 = dict(dense), dict(lexical)
    floor = min(similarity.values(), default=0.0)
    passages = [snapshot.passages[position] for position in fused]
    return _reranked(
        query,
        passages,
        [snapshot.text_of(passage) for passage in passages],
        [similarity.get(position, floor) for position in fused],
        [bm25.get(position, 0.0) for position in fused],
        reranker,
        settings,
    )


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
    return _reranked(query, passages, texts, dense, [0.0] * len(texts), reranker, settings)


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
    hits = [
        Hit(passage, similarity, bm25, logit, logit + settings.dense_weight * similarity)
        for passage, similarity, bm25, logit in zip(passages, dense, lexical, logits, strict=True)
    ]
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
