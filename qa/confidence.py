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
from corpus.speakers import person_mentions
from qa.query import Query
from qa.reader import ReadSentence
from qa.short_answer import short_answer, speaker_before
from qa.words import names_in, numbers_in, ordinals_in, stem, words_of, years_in

FEATURES = (
    "sentence",
    "unsupported_names",
    "unsupported_time",
    "other_person",
    "type_missing",
)


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
        z = self.intercept + sum(
            weight * (features[name] - mean) / scale
            for name, mean, scale, weight in zip(
                self.features, self.mean, self.scale, self.weights, strict=True
            )
        )
        return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))), 4)


@cache
def packaged_model() -> ConfidenceModel:
    """The model that comes with the package."""
    text = (resources.files("qa") / "confidence.json").read_text(encoding="utf-8")
    return ConfidenceModel.model_validate(json.loads(text))


def features_of(query: Query, sentences: Sequence[ReadSentence]) -> dict[str, float]:
    """The evidence for an answer as numbers, by the names in `FEATURES`.

    `sentence`: the score of the best sentence. `unsupported_names`, `unsupported_time`: the share
    of the question's names, and whether any of its years, ordinals or figures, that the evidence
    lacks. `other_person`: 1 where the question names a person and the sentence is someone else's.
    `type_missing`: 1 where a person, date, place or number is asked for and the sentence has none.
    """
    best = sentences[0]
    evidence = _evidence(best)
    short = short_answer(query.type, query.text, best.document, best.paragraph, best.span)
    is_typed = query.type in ("person", "date", "place", "number")
    return {
        "sentence": best.score,
        "unsupported_names": _unsupported_names(query.text, evidence),
        "unsupported_time": float(_lacks_time(query.text, evidence)),
        "other_person": float(_is_other_person(query.text, best)),
        "type_missing": float(is_typed and short is None),
    }


def _evidence(best: ReadSentence) -> str:
    """The paragraph of the best sentence with what it stands under: section, title, expansions."""
    paragraph = best.document.quote(best.paragraph)
    expansions = [
        f"{entry.abbreviation} {entry.expansion}"
        for entry in best.document.glossary
        if entry.abbreviation in paragraph or entry.expansion in paragraph
    ]
    speakers = [
        f"{speaker.name} {speaker.role}"
        for speaker in best.document.speakers
        if speaker.family_name in paragraph
    ]
    return " ".join(
        [paragraph, *best.paragraph.section_path, best.document.title, *expansions, *speakers]
    )


def _unsupported_names(question: str, evidence: str) -> float:
    names = names_in(question)
    held = {stem(word) for word in words_of(evidence)}
    return sum(stem(name) not in held for name in names) / len(names) if names else 0.0


def _is_other_person(question: str, best: ReadSentence) -> bool:
    """Whether the question is about a person who neither speaks nor is named in the sentence."""
    known = {speaker.family_name for speaker in best.document.speakers}
    titled = {name.split()[-1] for _, _, name in person_mentions(question)}
    asked = titled | (known & set(words_of(question)))
    if not asked:
        return False
    speaker = speaker_before(best.document, best.paragraph, best.span.start)
    there = set(words_of(best.text)) | ({speaker.split()[-1]} if speaker else set())
    return not asked & there


def _lacks_time(question: str, evidence: str) -> bool:
    return bool(
        years_in(question) - years_in(evidence)
        or ordinals_in(question) - ordinals_in(evidence)
        or numbers_in(question) - numbers_in(evidence)
    )
