"""Process start to answer: `python -m bench.cold [ROUNDS]`.

Each command runs in a process of its own, all of them in turn, round by round, on a new library
with the bundled report. `ask, with sentence-transformers` encodes its query by that.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import table
from bench.machine import machine
from bench.processes import ROOT

_QUESTION = "what did the meeting recommend on statistics?"
_PLAIN = "import cli; cli.main()"
_REFERENCE = (
    "import index.library; from index.sentence_transformer import SentenceTransformerEncoder; "
    "index.library.encoder_of = lambda _: SentenceTransformerEncoder(); import cli; cli.main()"
)
ASK, ASK_REFERENCE = "ask", "ask, with sentence-transformers"
COMMANDS = {
    "--help": (_PLAIN, ("--help",)),
    "list": (_PLAIN, ("list",)),
    "search": (_PLAIN, ("search", _QUESTION)),
    ASK: (_PLAIN, ("ask", _QUESTION)),
    ASK_REFERENCE: (_REFERENCE, ("ask", _QUESTION)),
}


def measure(n_rounds: int) -> dict[str, list[float]]:
    """The seconds of every command, by round."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        _seconds(*COMMANDS[ASK], Path(folder) / "library")  # makes it, and compiles the sources
        for _ in range(n_rounds):
            for name, (program, arguments) in COMMANDS.items():
                seconds[name].append(_seconds(program, arguments, Path(folder) / "library"))
    return seconds


def as_table(seconds: dict[str, list[float]]) -> str:
    """The median and the range of every command, and how much sooner `ask` is done."""
    rows = [
        (
            f"`report-qa {name}`",
            f"{statistics.median(found):.2f} s",
            f"{min(found):.2f}–{max(found):.2f} s",
        )
        for name, found in seconds.items()
    ]
    times = statistics.median(
        theirs / ours for ours, theirs in zip(seconds[ASK], seconds[ASK_REFERENCE], strict=True)
    )
    made = table(("", "median", "range"), rows)
    return f"{made}\n\n`ask` is {times:.1f} × as fast as with sentence-transformers."


def _seconds(program: str, arguments: tuple[str, ...], library: Path) -> float:
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "REPORT_QA_LIBRARY": str(library)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if sys.argv[1:] else 5
    sys.stdout.write(f"{machine()}\n\n{as_table(measure(rounds))}\n")
