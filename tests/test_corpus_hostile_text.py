"""Time grows as the text does, for every pattern and for the whole way from text to passages.

Each subject runs on 50 KB and on 100 KB of a repeated unit, in a process of its own that is ended
after some seconds: a quadratic pattern takes minutes at that size. Times are compared only where
they are long enough to mean something.
"""

import subprocess
import sys
from pathlib import Path

import pytest

SUBJECTS = Path(__file__).parent / "corpus_hostile_process.py"
CAP_SECONDS = 60


@pytest.mark.parametrize("subject", ["patterns", "functions"])
def test_twice_the_text_takes_no_more_than_about_twice_the_time(subject):
    finished = subprocess.run(
        [sys.executable, SUBJECTS, subject],
        capture_output=True,
        text=True,
        timeout=CAP_SECONDS,
        cwd=SUBJECTS.parent.parent,
        check=False,
    )
    assert finished.stderr == ""
    n_measured, *slow = finished.stdout.splitlines()
    assert slow == []
    assert int(n_measured) > 100
