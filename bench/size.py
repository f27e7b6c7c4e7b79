"""What a large library costs: `python -m bench.size` compares 50,000 passages with 500.

Every library is made and measured in processes of its own, so that memory is told apart. Prints a
Markdown table. Times are medians over development questions, and of these the least of `N_ROUNDS`
in turns, since other work on the machine only ever adds to them; FAISS and PyTorch have one thread.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from statistics import median

from bench.synthetic import make_library
from index.library import Library
from qa.engine import Engine
from qa.reranker import CrossEncoder

SIZES = (500, 50_000)
N_QUESTIONS = 25
N_ROUNDS = 3


class TimedReranker(CrossEncoder):
    """Adds up the seconds that it takes."""

    seconds = 0.0

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        """The logits of the cross-encoder."""
        begin = time.perf_counter()
        try:
            return super().score(query, passages)
        finally:
            self.seconds += time.perf_counter() - begin


def questions() -> list[str]:
    """The first development questions about the bundled report."""
    lines = (files("eval") / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines][:N_QUESTIONS]


def measure(directory: Path) -> dict[str, float]:
    """The figures of one library, in this process."""
    begin = time.perf_counter()
    library = Library.open(directory)
    snapshot = library.snapshot()
    opened = time.perf_counter() - begin
    reranker = TimedReranker()
    engine = Engine(library, reranker=reranker)
    asked = questions()
    engine.ask(asked[0])
    seconds: dict[str, list[float]] = {"dense": [], "lexical": [], "search": [], "answer": []}
    for question in asked:
        reranker.seconds = 0.0
        begin = time.perf_counter()
        engine.ask(question)
        seconds["answer"].append(time.perf_counter() - begin - reranker.seconds)
        times = [time.perf_counter()]
        vector = library.encoder.encode_query(question)
        times.append(time.perf_counter())
        snapshot.search_dense(vector, engine.settings.n_dense)
        times.append(time.perf_counter())
        snapshot.search_lexical(question, engine.settings.n_lexical)
        times.append(time.perf_counter())
        seconds["dense"].append(times[2] - times[1])
        seconds["lexical"].append(times[3] - times[2])
        seconds["search"].append(times[3] - times[0])
    return {
        "n_passages": len(snapshot.passages),
        "open": opened,
        **{name: median(each) for name, each in seconds.items()},
        **memory_bytes(),
        "disk": sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()),
    }


def memory_bytes() -> dict[str, float]:
    """What this process holds alone, and what it maps of files (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    n_kbytes = dict(line.split(":", 1) for line in lines if line.startswith("Rss"))
    return {
        name: 1024.0 * int(n_kbytes[field].split()[0])
        for name, field in (("memory", "RssAnon"), ("mapped", "RssFile"))
    }


def table(small: dict[str, float], large: dict[str, float]) -> str:
    """The figures of two libraries, as Markdown."""
    lines = [
        f"| | {small['n_passages']:,.0f} passages | {large['n_passages']:,.0f} passages |",
        "|---|---|---|",
    ]
    for name, words in (
        ("answer", "answer, without the cross-encoder"),
        ("search", "of it: query vector and both searches"),
        ("dense", "dense search"),
        ("lexical", "lexical search"),
        ("open", "opening the library, once"),
    ):
        lines.append(f"| {words} | {1000 * small[name]:.1f} ms | {1000 * large[name]:.1f} ms |")
    n_more = large["n_passages"] - small["n_passages"]
    lines.append("")
    for name in ("memory", "mapped", "disk"):
        lines.append(f"{name}: {(large[name] - small[name]) / n_more:,.0f} bytes a passage")
    lines.append(f"answer: {large['answer'] / small['answer']:.2f} times")
    return "\n".join(lines)


def main() -> None:
    """Make and measure both libraries, each in a process of its own."""
    match sys.argv[1:]:
        case ["make", directory, n_passages]:
            make_library(Path(directory), int(n_passages))
        case ["measure", directory]:
            sys.stdout.write(json.dumps(measure(Path(directory))))
        case _:
            with tempfile.TemporaryDirectory() as folder:
                sys.stdout.write(table(*compared(Path(folder))) + "\n")


def compared(folder: Path) -> list[dict[str, float]]:
    """The figures of a library of each size, measured in turns: the least of each figure."""
    for size in SIZES:
        _run("make", str(folder / str(size)), str(size))
    rounds = [
        [json.loads(_run("measure", str(folder / str(size)))) for size in SIZES]
        for _ in range(N_ROUNDS)
    ]
    return [
        {name: min(figures[name] for figures in of_size) for name in of_size[0]}
        for of_size in zip(*rounds, strict=True)
    ]


def _run(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "bench.size", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        text=True,
    ).stdout


if __name__ == "__main__":
    main()
