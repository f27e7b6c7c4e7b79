"""The questions: the frozen fixed set, the development set, and any other file of their form."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import Field, ValidationError, model_validator

from corpus.document import Frozen
from eval.errors import EvaluationError
from qa.conversation import Turn

Kind = Literal[
    "who", "when", "where", "how_many", "list", "why", "definition",
    "abbreviation", "title", "statement", "section", "yes_no",
]  # fmt: skip
Style = Literal["plain", "paraphrase", "keywords", "typo", "follow_up"]
Reason = Literal[
    "detail_absent", "entity_swapped", "wrong_year", "wrong_ordinal",
    "false_premise", "fake_abbreviation", "lost_in_gap", "off_topic",
]  # fmt: skip
"""Why a question has no answer in the document."""

KINDS: tuple[str, ...] = get_args(Kind)
STYLES: tuple[str, ...] = get_args(Style)
REASONS: tuple[str, ...] = get_args(Reason)

BUNDLED_DOCUMENT = "coordination-meeting-on-international-migration-15.txt"
FIXED_VERSIONS = {1: ("fixed-v1.jsonl",), 2: ("fixed-v1.jsonl", "fixed-v2.jsonl")}
LATEST_VERSION = max(FIXED_VERSIONS)
FROZEN_SHA256 = {
    "fixed-v1.jsonl": "9c64109280b5b606cced17a17edf4afbc61e625f76ebb810849813d56443e723",
    "fixed-v2.jsonl": "27920f35ba3e8df73f89363bc65427a211b17c49b0d9ee62e8739158bc08012a",
}
"""The fixed set never changes: what would change it makes a new file and a new version."""


class Nugget(Frozen):
    """One thing that a full answer names, and the quote that says it."""

    text: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    vital: bool


class Question(Frozen):
    """A question with its labels.

    `gold` are verbatim quotes, any one of which suffices; `answers` are accepted strings;
    `standalone` is the question of a follow-up written out; `document` is the file name of the
    report it is about (None: the bundled one).
    """

    id: str = Field(min_length=1, pattern=r"^\S+$")
    question: str = Field(min_length=1)
    history: tuple[Turn, ...] = ()
    standalone: str | None = None
    kind: Kind
    style: Style
    answerable: bool
    reason: Reason | None = None
    answers: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    must_pass: bool = False
    document: str | None = None

    @model_validator(mode="after")
    def _labels_agree(self) -> Self:
        if self.answerable and not (self.answers and self.gold and self.reason is None):
            raise ValueError("an answerable question needs answers and gold, and no reason")
        if not self.answerable and (self.answers or self.gold or self.nuggets or not self.reason):
            raise ValueError("an unanswerable question needs a reason, and no answers or gold")
        if (self.style == "follow_up") != bool(self.history):
            raise ValueError("a follow-up has a history, and only a follow-up has one")
        if self.history and not self.standalone:
            raise ValueError("a follow-up needs its standalone form")
        return self


class QuestionSet(Frozen):
    """Questions under a name; `sha256` is of the bytes of their files, one after another."""

    name: str
    sha256: str
    questions: tuple[Question, ...]


def fixed_set(version: int = LATEST_VERSION) -> QuestionSet:
    """The fixed evaluation set; EvaluationError if it differs from its committed hashes."""
    if version not in FIXED_VERSIONS:
        raise EvaluationError(f"the fixed set has versions {[*FIXED_VERSIONS]}, not {version}")
    sources = [_packaged(name) for name in FIXED_VERSIONS[version]]
    for source in sources:
        found = hashlib.sha256(source.read_bytes()).hexdigest()
        if found != FROZEN_SHA256[source.name]:
            raise EvaluationError(
                f"{source.name} is frozen, but it was changed: expected sha256 "
                f"{FROZEN_SHA256[source.name]}, found {found}"
            )
    return _read(f"fixed-v{version}", sources)


def development_set() -> QuestionSet:
    """The questions for tuning; nothing that was tuned on them is reported on them."""
    return _read("dev", [_packaged("dev.jsonl")])


def read_questions(path: Path) -> QuestionSet:
    """The questions of a JSONL file; EvaluationError names the line that is not one."""
    if not path.is_file():
        raise EvaluationError(f"no file of questions at {path}")
    return _read(path.stem, [path])


def _packaged(name: str) -> Traversable:
    return files("eval") / "questions" / name


def _read(name: str, sources: list[Path] | list[Traversable]) -> QuestionSet:
    questions: dict[str, Question] = {}
    content = [source.read_bytes() for source in sources]
    for source, block in zip(sources, content, strict=True):
        for number, line in enumerate(block.decode("utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            question = _parse(line, f"{source.name}, line {number}")
            if question.id in questions:
                raise EvaluationError(f"{source.name}, line {number}: a second {question.id}")
            questions[question.id] = question
    digest = hashlib.sha256(b"".join(content)).hexdigest()
    return QuestionSet(name=name, sha256=digest, questions=tuple(questions.values()))


def _parse(line: str, where: str) -> Question:
    try:
        return Question.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "row"
        raise EvaluationError(f"{where}: {field}: {first['msg']}") from None
