"""The process that reads a file: what it says, and what is said when it ends or never does."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import confined, reading_process
from corpus.blocks import Block, Reading
from corpus.errors import CorpusError

PATH = Path("report.pdf")


def run(monkeypatch, script):
    """What becomes of a process that does something else than reading."""
    monkeypatch.setattr(
        confined,
        "_started",
        lambda path, kind, with_ocr: subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        ),
    )
    return confined.read_confined(PATH, "pdf")


def refusal(monkeypatch, script):
    with pytest.raises(CorpusError) as caught:
        run(monkeypatch, script)
    return str(caught.value).removeprefix("report.pdf: ")


def test_what_it_says_last_is_the_reading(monkeypatch):
    script = (
        'print(\'{"after": 0.1, "allow": 9}\'); '
        'print(\'{"reading": {"blocks": [], "title": "Rain", "notices": ["a"], '
        '"may_be_cut": false}}\')'
    )
    assert run(monkeypatch, script) == Reading(blocks=(), title="Rain", notices=("a",))


def test_an_error_is_passed_on_with_the_file(monkeypatch):
    assert refusal(monkeypatch, 'print(\'{"error": "no rain"}\')') == "no rain"


@pytest.mark.parametrize(
    "script",
    ["", "import os; os.abort()", "print('{\"reading\": ')", "print('[]')", "print(b'\\xff')"],
)
def test_a_process_that_ends_before_it_is_done(monkeypatch, script):
    assert refusal(monkeypatch, script).startswith("reading it failed, or took more than 448 MB")


def test_a_process_that_does_not_begin(monkeypatch):
    monkeypatch.setattr(confined, "START_SECONDS", 0.5)
    assert refusal(monkeypatch, "import time; time.sleep(60)").startswith("reading it takes too")


def test_a_step_that_takes_longer_than_it_said(monkeypatch):
    script = 'import time; print(\'{"after": 0, "allow": 0.5}\', flush=True); time.sleep(60)'
    message = refusal(monkeypatch, script)
    assert message.startswith("reading it takes too long (0 seconds were not enough")


@pytest.mark.skipif(not confined.TOO_LONG, reason="this system has no timer of computing")
def test_a_step_that_computes_longer_than_it_said_is_ended_by_itself(monkeypatch):
    monkeypatch.setattr(confined, "BUSY", 1_000.0)  # the clock on the wall does not end it
    script = (
        "import signal; from corpus.confined import TOO_LONG\n"
        'print(\'{"after": 0, "allow": 1}\', flush=True)\n'
        "signal.setitimer(signal.ITIMER_PROF, 0.2)\nwhile True: pass"
    )
    assert refusal(monkeypatch, script).startswith("reading it takes too long (1 seconds")


def test_many_steps_that_take_too_long_together(monkeypatch):
    monkeypatch.setattr(confined, "TOTAL_SECONDS", 1.0)
    script = 'print(\'{"after": 2, "allow": 9}\', flush=True); import time; time.sleep(60)'
    assert refusal(monkeypatch, script).startswith("reading it takes too long")


def said(monkeypatch, capsys, reader):
    monkeypatch.setattr(reading_process, "_limit", lambda: None)
    monkeypatch.setattr(reading_process, "_limit_step", lambda seconds: None)
    monkeypatch.setattr(reading_process, "_reader", lambda kind, with_ocr: reader)
    monkeypatch.setattr(sys, "argv", ["reading_process", "pdf", str(PATH)])
    reading_process.main()
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_process_says_before_each_step_how_long_it_may_take(monkeypatch, capsys):
    def reader(path, progress):
        progress(7)
        return Reading(blocks=(Block("It rained."),))

    *steps, last = said(monkeypatch, capsys, reader)
    assert [step["allow"] for step in steps] == [5.0, 7, 5.0]
    assert last["reading"]["blocks"][0]["words"] == "It rained."


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (CorpusError("it is wet"), "it is wet"),
        (MemoryError(), "reading it takes more than 448 MB of memory"),
        (KeyError("rain"), "reading it failed (KeyError: 'rain'; test_corpus_confined.py, line"),
    ],
)
def test_the_process_tells_what_went_wrong(monkeypatch, capsys, error, message):
    def reader(path, progress):
        raise error

    assert said(monkeypatch, capsys, reader)[-1]["error"].startswith(message)


def test_too_many_characters(monkeypatch, capsys):
    monkeypatch.setattr(reading_process, "MAX_CHARS", 5)
    last = said(monkeypatch, capsys, lambda path, progress: Reading(blocks=(Block("It rained."),)))
    assert last[-1] == {"error": "the file has 10 characters; up to 5 are read"}


def test_a_folder_with_modules_of_the_same_names_changes_nothing(tmp_path, monkeypatch):
    (tmp_path / "corpus").mkdir()
    for name in ("corpus/__init__.py", "json.py", "html.py", "docx.py"):
        (tmp_path / name).write_text("raise RuntimeError('imported')")
    (tmp_path / "a.md").write_text("It rained.")
    monkeypatch.chdir(tmp_path)
    assert confined.read_confined(Path("a.md"), "markdown").blocks == (Block("It rained."),)
