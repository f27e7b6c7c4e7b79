"""Find passages: dense and lexical candidates, fused, then read by the cross-encoder."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.document import Passage
from index.encoder import Encoder
from index.snapshot import Snapshot
from qa.query import Query
from qa.reranker import Reranker
from qa.settings import Settings


@dataclass(frozen=True)
class Hit:
    """A passage found, with what each stage thought of it (higher is better).

    `dense` is a cosine similarity, `lexical` a BM25 score, 0 where the stage did not find it;
    `rerank` a logit; `score` is what the hits are ordered by.
    """

    position: int
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
    document_ids: Collection[str] | None = None,
) -> list[Hit]:
    """The reranked candidates for a query, best first, ties by position."""
    dense = snapshot.search_dense(encoder.encode_query(query.text), settings.n_dense, document_ids)
    lexical = snapshot.search_lexical(query.lexical_text, settings.n_lexical, document_ids)
    fused = fuse(
        [[position for position, _ in dense], [position for position, _ in lexical]],
        settings.rrf_constant,
    )[: settings.n_rerank]
    by_dense, by_lexical = dict(dense), dict(lexical)
    floor = min(by_dense.values(), default=0.0)
    passages = [snapshot.passages[position] for position in fused]
    logits = reranker.score(query.text, [snapshot.text_of(passage) for passage in passages])
    hits = [
        Hit(
            position=position,
            passage=passage,
            dense=by_dense.get(position, 0.0),
            lexical=by_lexical.get(position, 0.0),
            rerank=logit,
            score=logit + settings.dense_weight * by_dense.get(position, floor),
        )
        for position, passage, logit in zip(fused, passages, logits, strict=True)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.position))


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


def _mostly_inside(passage: Passage, other: Passage) -> bool:
    if passage.document_id != other.document_id:
        return False
    shared = min(passage.end, other.end) - max(passage.start, other.start)
    return shared > 0.6 * (passage.end - passage.start)
