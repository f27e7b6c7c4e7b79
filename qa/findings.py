"""What the stages found for a question: all that its answer is decided on."""

from dataclasses import dataclass

from index.snapshot import Snapshot
from qa.answer import Searched
from qa.choosing import Shown
from qa.paragraph_reading import ParagraphReading
from qa.query import Query
from qa.reader import ReadSentence
from qa.retriever import Found
from qa.timing import Stopwatch


@dataclass(frozen=True)
class Reading:
    """The paragraphs read, their sentences, best first, and the features of the best one.

    The features decide whether it answers (`qa.confidence`).
    """

    paragraphs: list[ParagraphReading]
    sentences: list[ReadSentence]
    features: dict[str, float]


@dataclass(frozen=True)
class Findings:
    """What is known of a question before anything is decided.

    `looked_up` is what a table says, and then nothing is searched; `absent` names what the
    question asks about and the text does not have, and then nothing is read.
    """

    query: Query
    snapshot: Snapshot
    searched: Searched
    watch: Stopwatch
    looked_up: Shown | None = None
    absent: str | None = None
    found: Found | None = None
    reading: Reading | None = None
