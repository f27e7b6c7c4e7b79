"""What can be tuned in answering; the defaults were chosen on the development questions."""

from pydantic import Field

from corpus.document import Frozen


class Settings(Frozen):
    """Sizes and weights of each stage of answering.

    `n_dense`, `n_lexical`: candidates taken from each index. `n_rerank`: fused candidates that the
    cross-encoder reads. `dense_weight`: logits added to the cross-encoder's score a unit of cosine
    similarity. `n_paragraphs`: best paragraphs that the reader reads. `n_rerank_first` and
    `n_paragraphs_first` are taken before the others, which are left out where the reader's logit
    that the best sentence's paragraph answers is `sure_logit` or more: on 748 development
    questions this left out a third to a half of the work for every second one, and no answer
    became right or wrong by it.
    `answer_threshold`, `partial_threshold`: the least confidence of an answer, and of showing the
    closest sentences as such; the first is the largest that holds back at most 4 % of the right
    answers on held-out folds. `max_question_chars`: a longer question is refused.
    """

    n_dense: int = Field(default=60, ge=1)
    n_lexical: int = Field(default=60, ge=1)
    n_rerank_first: int = Field(default=12, ge=1)
    n_rerank: int = Field(default=20, ge=1)
    rrf_constant: float = Field(default=20.0, gt=0)
    dense_weight: float = Field(default=5.0, ge=0)
    n_paragraphs_first: int = Field(default=4, ge=1)
    n_paragraphs: int = Field(default=8, ge=1)
    sure_logit: float = 2.0
    n_nearest: int = Field(default=3, ge=1)
    max_question_chars: int = Field(default=2_000, ge=1)
    answer_threshold: float = Field(default=0.18, ge=0, le=1)
    partial_threshold: float = Field(default=0.1, ge=0, le=1)
