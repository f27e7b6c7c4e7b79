"""The command in processes of its own, with the real models."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "cli", *(str(each) for each in arguments)],
        cwd=cwd,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )


def without_timings(raw):
    """The line up to the timings, its last field, byte for byte."""
    line, timings = raw.rsplit(b', "timings": ', 1)
    assert set(json.loads(raw)["timings"]) == {"load", "query", "search", "rerank", "read", "total"}
    assert timings.endswith(b"}}\n")
    return line


def test_two_processes_answer_byte_for_byte_the_same(tmp_path, real_engine):
    """The first runs on a library that another process made, the second on it as it then is."""
    command = ("ask", "--json", "who presented the CRRF?", "--library",
               real_engine.library.directory)  # fmt: skip
    first, second = (run(*command, cwd=tmp_path) for _ in range(2))
    assert (first.returncode, first.stderr) == (second.returncode, second.stderr) == (0, b"")
    assert without_timings(first.stdout) == without_timings(second.stdout)
    answer = json.loads(first.stdout)
    assert (answer["status"], answer["short_answer"]) == ("answered", "Ninette Kelley")
    here = real_engine.ask("who presented the CRRF?").model_dump(mode="json")
    assert {**here, "timings": None} == {**answer, "timings": None}
