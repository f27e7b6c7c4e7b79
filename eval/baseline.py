"""The last accepted run, kept with the code: one line a question, so that a diff can be read."""

import json
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from corpus.document import Frozen
from eval.errors import EvaluationError
from eval.judge import Record
from eval.scores import HEADLINES, SCORES_BY_KEY
from eval.summary import Evaluation
from qa.answer import Status

BASELINE_PATH = Path(__file__).with_name("baseline.json")
"""The committed baseline, in the checkout (or the installed package)."""

KEPT = ("right", *(score.key for score in HEADLINES))


class Outcome(Frozen):
    """What a question came to: of `right` and the headline scores those that it has, by key."""

    status: Status
    scores: dict[str, float]

    @classmethod
    def of(cls, record: Record) -> Self:
        """The outcome of a judged question."""
        values = {key: SCORES_BY_KEY[key].of(record) for key in KEPT}
        scores = {key: round(value, 6) for key, value in values.items() if value is not None}
        return cls(status=record.status, scores=scores)


class Baseline(Frozen):
    """The outcomes of a run by question id, and what they are outcomes of."""

    question_set: str
    questions_sha256: str
    corpus_sha256: dict[str, str]
    outcomes: dict[str, Outcome]

    @classmethod
    def of(cls, evaluation: Evaluation) -> Self:
        """What to keep of a run; EvaluationError for a run that an oracle helped."""
        summary = evaluation.summary
        if summary.oracle is not None:
            raise EvaluationError(
                f"a run with the oracle {summary.oracle!r} cannot be the baseline"
            )
        return cls(
            question_set=summary.question_set,
            questions_sha256=summary.questions_sha256,
            corpus_sha256=summary.corpus_sha256,
            outcomes={record.question.id: Outcome.of(record) for record in evaluation.records},
        )

    @classmethod
    def load(cls, path: Path = BASELINE_PATH) -> Self:
        """Read a baseline; EvaluationError if there is none or it is not one."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            raise EvaluationError(f"no baseline at {path}") from None
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "file"
            raise EvaluationError(f"{path} is no baseline: {field}: {first['msg']}") from None

    def save(self, path: Path = BASELINE_PATH) -> None:
        """Write it as JSON with one line a question, in the order of the ids."""
        head = self.model_dump(mode="json", exclude={"outcomes"})
        lines = [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
        outcomes = ",\n".join(
            f"  {json.dumps(key)}: {json.dumps(outcome.model_dump(mode='json'))}"
            for key, outcome in sorted(self.outcomes.items())
        )
        text = "\n".join(["{", *lines, ' "outcomes": {', outcomes, " }", "}", ""])
        path.write_text(text, encoding="utf-8")
