"""Run by test_corpus_hostile_text: prints how many subjects ran, then the too slow ones."""

import importlib
import pkgutil
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import corpus
from corpus.errors import CorpusError
from corpus.load import document_from_text
from corpus.normalise import normalise
from corpus.passages import passages_of
from corpus.speakers import person_mentions
from corpus.structure import classify

UNITS = [
    "a", " ", "(", "A", "A. ", ". ", ".", "\t", "\n", "Aa ", "Mr. ", "Mr. A", "Mr. A-", "...)",
    "“", "a-", "(AB ", "*", "- ", "The A of ", "The a ", ", A", "I", "1. ", "ii", "a. b\t",
    "x\ty\n", "!?", "*#", "...  ", "a\n", "\n ", "ABC\n\n", "1.1. ABC\n\n", ". . ", "\u0301",
    "Mr. de la ", "AB CD (AC) ", "中", "é ", "Mr. Aa Bb. ",
]  # fmt: skip
TAIL = "a!"
N_CHARS = 50_000
MEANINGFUL_SECONDS = 0.3
GROWTH = 3.2
"""Linear doubles, quadratic quadruples."""


def patterns():
    for module in pkgutil.walk_packages(corpus.__path__, "corpus."):
        imported = importlib.import_module(module.name)
        for name, pattern in vars(imported).items():
            if isinstance(pattern, re.Pattern):
                yield f"{module.name}.{name} match", pattern.match
                yield f"{module.name}.{name} fullmatch", pattern.fullmatch
                yield (
                    f"{module.name}.{name} finditer",
                    lambda text, p=pattern: [match.end() for match in p.finditer(text)],
                )


def functions():
    yield "normalise", normalise
    yield "classify", classify
    yield "person_mentions", person_mentions
    yield "document and passages", to_passages


def to_passages(text):
    try:
        document = document_from_text(text, source="hostile.txt")
    except CorpusError:
        return
    passages_of(document, lambda passage: len(passage) <= 1_000)


def seconds(subject, text):
    started = time.perf_counter()
    subject(text)
    return time.perf_counter() - started


def is_slow(subject, unit):
    short, long = (unit * (n // len(unit)) + TAIL for n in (N_CHARS, 2 * N_CHARS))
    for _ in range(3):  # a busy machine may make one measurement slow, hardly three
        second = seconds(subject, long)
        if second < MEANINGFUL_SECONDS or second < GROWTH * seconds(subject, short):
            return False
    return True


if __name__ == "__main__":
    subjects = list({"patterns": patterns, "functions": functions}[sys.argv[1]]())
    pairs = [(name, subject, unit) for name, subject in subjects for unit in UNITS]
    slow = [f"{name} on {unit!r}" for name, subject, unit in pairs if is_slow(subject, unit)]
    sys.stdout.write("\n".join([str(len(pairs)), *slow]) + "\n")
