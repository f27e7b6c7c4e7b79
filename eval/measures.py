"""The measures of one question; each is a pure function with its formula and its source.

Rankings are described by the rank of each relevant item: `ranks[i]` is the 1-based place at which
relevant item i was found, None if it was not. `ranks_of` gets them from a ranked list of ids.
"""

import math
import re
import string
from collections import Counter
from collections.abc import Sequence

from eval.places import Place, meet

Ranks = Sequence[int | None]
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(a|an|the)\b")


def ranks_of(ranked: Sequence[str], relevant: Sequence[str]) -> tuple[int | None, ...]:
    """The 1-based rank of each relevant id in a ranked list, in the order of `relevant`."""
    place: dict[str, int] = {}
    for rank, item in enumerate(ranked, start=1):
        place.setdefault(item, rank)
    return tuple(place.get(item) for item in relevant)


def recall_at_k(ranks: Ranks, k: int) -> float:
    """`|{i : rank_i <= k}| / n_relevant`, trec_eval's `recall_k`."""
    return sum(rank is not None and rank <= k for rank in ranks) / _n_relevant(ranks)


def reciprocal_rank(ranks: Ranks) -> float:
    """`1 / min_i rank_i`, 0 if nothing was found; its mean is MRR (Voorhees, TREC-8, 1999)."""
    _n_relevant(ranks)
    return 1.0 / min((rank for rank in ranks if rank is not None), default=math.inf)


def ndcg_at_k(ranks: Ranks, grades: Sequence[int], k: int) -> float:
    """`DCG / ideal DCG`, `DCG = sum of grade_i / log2(rank_i + 1)` over ranks up to k.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, with linear
    gain as trec_eval's `ndcg_cut`. Where one passage covers several relevant items, they share a
    rank: then they are counted as if they stood one after another, so that the ideal is a bound.
    """
    _n_relevant(ranks)
    found = sorted(
        (rank, -grade)
        for rank, grade in zip(ranks, grades, strict=True)
        if rank is not None and grade > 0
    )
    gain, position = 0.0, 0
    for rank, negative_grade in found:
        position = max(rank, position + 1)
        if position <= k:
            gain -= negative_grade / math.log2(position + 1)
    best = sorted((grade for grade in grades if grade > 0), reverse=True)[:k]
    ideal = sum(grade / math.log2(place + 1) for place, grade in enumerate(best, start=1))
    return gain / ideal


def _n_relevant(ranks: Ranks) -> int:
    if not ranks:
        raise ValueError("a question without a relevant item has no ranking measure")
    return len(ranks)


def squad_normalise(text: str) -> str:
    """Lower case, without ASCII punctuation, articles and surplus white space.

    The normalisation of the SQuAD 1.1 and 2.0 evaluation scripts (Rajpurkar et al., 2016, 2018).
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(predicted: str, accepted: Sequence[str]) -> float:
    """1 if the normalised prediction equals one of the normalised accepted answers, else 0.

    With no accepted answer the empty prediction is the right one, as in SQuAD 2.0.
    """
    normalised = squad_normalise(predicted)
    return float(any(normalised == squad_normalise(gold) for gold in accepted or [""]))


def f1(predicted: str, accepted: Sequence[str]) -> float:
    """The best token F1 over the accepted answers, on SQuAD-normalised tokens.

    `2 P R / (P + R)`, P and R being the shares of the predicted and of the gold tokens that the
    two bags have in common; if either bag is empty, 1 when both are, else 0 (SQuAD 2.0).
    """
    return max(_token_f1(predicted, gold) for gold in accepted or [""])


def _token_f1(predicted: str, gold: str) -> float:
    predicted_tokens = squad_normalise(predicted).split()
    gold_tokens = squad_normalise(gold).split()
    if not predicted_tokens or not gold_tokens:
        return float(predicted_tokens == gold_tokens)
    n_common = (Counter(predicted_tokens) & Counter(gold_tokens)).total()
    return 2 * n_common / (len(predicted_tokens) + len(gold_tokens))


def contains_answer(text: str, answer: str) -> bool:
    """Whether the answer stands in the text as whole tokens, both SQuAD-normalised."""
    needle = squad_normalise(answer)
    return bool(needle) and f" {needle} " in f" {squad_normalise(text)} "


def nugget_recall(texts: Sequence[str], nuggets: Sequence[str]) -> float:
    """The share of the nuggets that stand in one of the texts.

    As in TREC's complex question answering tracks (Lin and Demner-Fushman, 2005), with a nugget
    taken as found when its words stand in a text, not by an assessor.
    """
    if not nuggets:
        raise ValueError("a question without a nugget has no nugget recall")
    return sum(any(contains_answer(text, each) for text in texts) for each in nuggets) / len(
        nuggets
    )


def citation_recall(cited: Sequence[Place], targets: Sequence[Sequence[Place]]) -> float:
    """The share of the pieces of gold evidence that a citation meets.

    A piece of evidence may stand in several places, any of which will do. After ALCE (Gao et al.,
    2023), with a labelled span in the place of an entailment model.
    """
    if not targets:
        raise ValueError("a question without evidence has no citation recall")
    return sum(any(meet(c, place) for c in cited for place in each) for each in targets) / len(
        targets
    )


def citation_precision(cited: Sequence[Place], gold: Sequence[Place]) -> float:
    """The share of the citations that meet gold evidence: how many of them were needed."""
    if not cited:
        raise ValueError("an answer without a citation has no citation precision")
    return sum(any(meet(citation, place) for place in gold) for citation in cited) / len(cited)
