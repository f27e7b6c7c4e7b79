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

from bench.machine import machine

ROOT = Path(__file__).parent.parent
_QUESTION = "what did the meeting recommend on statistics?"
_PLAIN = "import cli; cli.main()"
_REFERENCE = (
    "import index.library; from index.sentence_transformer import SentenceTransformerEncoder; "
    "index.library.encoder_of = lambda _: SentenceTransformerEncoder(); import cli; cli.main()"
)
COMMANDS = {
    "--help": (_PLAIN, ("--help",)),
    "list": (_PLAIN, ("list",)),
    "search": (_PLAIN, ("search", _QUESTION)),
    "ask": (_PLAIN, ("ask", _QUESTION)),
    "ask, with sentence-transformers": (_REFERENCE, ("ask", _QUESTION)),
}


def main(n_rounds: int) -> None:
    """Print the median and the range of the seconds of every command."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        _seconds(*COMMANDS["ask"], Path(folder) / "library")  # makes it, and compiles the sources
        for _ in range(n_rounds):
            for name, (program, arguments) in COMMANDS.items():
                seconds[name].append(_seconds(program, arguments, Path(folder) / "library"))
    sys.stdout.write(f"{machine()}\nseconds, median (range) of {n_rounds}\n")
    for name, found in seconds.items():
        sys.stdout.write(
            f"{name:32} {statistics.median(found):6.2f} ({min(found):.2f}–{max(found):.2f})\n"
        )
    ours, theirs = (
        statistics.median(seconds[name]) for name in ("ask", "ask, with sentence-transformers")
    )
    sys.stdout.write(f"ask is {theirs / ours:.1f} × as fast\n")


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
    main(int(sys.argv[1]) if sys.argv[1:] else 5)
