"""How likely it is that the sentences found answer the question.

A small logistic model over features that a person can read. Its coefficients stand in
`confidence.json` with the questions they were fitted on; `report-qa calibrate` fits them again.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib import resources

from corpus.document import Frozen
from qa.query import Query
from qa.reader import ReadSentence
from qa.support import evidence_of, unsupported_times

FEATURES = ("answerable", "rank", "relevance", "unsupported_time")


class ConfidenceModel(Frozen):
    """Standardised logistic regression: `sigmoid(intercept + w · (x - mean) / scale)`."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    fitted_on: str
    n_questions: int

    def probability(self, features: dict[str, float]) -> float:
        """The probability, in 0..1, rounded to four places so that it reads the same anywhere."""
        z = self.intercept + sum(self.contributions(features).values())
        return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))), 4)

    def contributions(self, features: dict[str, float]) -> dict[str, float]:
        """What each feature adds to the logit: `weight * (value - mean) / scale`, by its name."""
        return {
            name: weight * (features[name] - mean) / scale
            for name, mean, scale, weight in zip(
                self.features, self.mean, self.scale, self.weights, strict=True
            )
        }


@cache
def packaged_model() -> ConfidenceModel:
    """The model that comes with the package."""
    text = (resources.files("qa") / "confidence.json").read_text(encoding="utf-8")
    return ConfidenceModel.model_validate(json.loads(text))


def features_of(query: Query, sentences: Sequence[ReadSentence]) -> dict[str, float]:
    """The evidence for an answer as numbers, by the names in `FEATURES`.

    `answerable`: the reader's logit that the paragraph of the best sentence answers. `rank`: the
    logarithm of that paragraph's rank in the search; `relevance`: the reranker's logit of its best
    passage, which speaks against an answer where the reader is no surer for it. `unsupported_time`:
    1 where the evidence lacks a year, ordinal or figure of the question. Names that the evidence
    lacks, another person than the one asked about, a gap in the text and a missing type of answer
    were tried too; beside the reader's logit they told nothing more.
    """
    best = sentences[0]
    return {
        "answerable": best.reading.answerable if best.reading else 0.0,
        "rank": math.log(best.reading.rank) if best.reading else 0.0,
        "relevance": best.reading.relevance if best.reading else 0.0,
        "unsupported_time": float(bool(unsupported_times(query.text, evidence_of(best)))),
    }
