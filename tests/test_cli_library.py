"""`list`, `add`, `remove` and `verify`, and the help of every command."""

import json

import pytest
import typer
from reader_samples import Page, pdf_bytes

import cli as command_line
from index.database import DATABASE_NAME


def listed(cli):
    return json.loads(cli("list", "--json").out)["documents"]


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_list_as_json_and_for_a_reader(cli):
    (row,) = listed(cli)
    assert row == {
        "document_id": row["document_id"],
        "title": "HARBOUR MEETING",
        "source": "meeting.txt",
        "paragraphs": 7,
        "gaps": 3,
    }
    shown = cli("list").out
    assert all(word in shown for word in (row["document_id"], "HARBOUR MEETING", "meeting.txt"))


def test_add_tells_what_is_new_and_does_nothing_twice(cli, tmp_path):
    first = write(tmp_path / "a.txt", "RAIN\n\nIt rained on Bergen.")
    second = write(tmp_path / "b.txt", "SNOW\n\nIt snowed\u200b.")
    assert cli("add", first).out.startswith("added: ")
    before = listed(cli)
    result = cli("add", first, second)
    ids = [row["document_id"] for row in listed(cli)]
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"unchanged: {ids[1]}  RAIN",
        f"added: {ids[2]}  SNOW",
        "  1 invisible characters were taken out",
        "1 added, 0 replaced, 1 unchanged, 0 refused",
    ]
    assert listed(cli)[:2] == before
    assert json.loads(cli("ask", "--json", "who snowed").out)["status"] == "answered"


def test_add_reads_a_pdf_and_an_answer_names_its_page(cli, tmp_path):
    pages = [Page(), Page()]
    pages[0].bold(60, 120, "Report on the snow of the north", 20)
    pages[1].put(60, 40, "A/80/39", 8)
    pages[1].put(60, 140, "7.")
    pages[1].put(84, 140, "It snowed on Bergen for nine days.")
    (tmp_path / "snow.pdf").write_bytes(pdf_bytes(pages))
    result = cli("add", tmp_path / "snow.pdf")
    (_, row) = listed(cli)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"added: {row['document_id']}  Report on the snow of the north",
        "  left out: running heads, page numbers and document symbols (1)",
    ]
    answer = json.loads(cli("ask", "--json", "how many days did it snow on Bergen?").out)
    (citation,) = (each for each in answer["citations"] if "snowed" in each["quote"])
    assert (citation["page"], citation["quote"]) == (2, "It snowed on Bergen for nine days.")


def test_remove_forgets_a_report(cli, tmp_path):
    cli("add", write(tmp_path / "air.txt", "Ms. Eva Roe steered the zeppelin."))
    (_, row) = listed(cli)
    result = cli("remove", row["document_id"])
    assert (result.code, result.out) == (0, f"removed: {row['document_id']}  air\n")
    assert [each["source"] for each in listed(cli)] == ["meeting.txt"]
    answer = json.loads(cli("ask", "--json", "Who steered the zeppelin?").out)
    assert answer["status"] == "not_in_report"


def test_verify_of_a_sound_library(cli):
    assert cli("verify").out == "1 documents, 10 passages: sound\n"
    assert json.loads(cli("verify", "--json").out) == {
        "damaged": [], "repaired": [], "n_documents": 1, "n_passages": 10,
    }  # fmt: skip


def test_verify_rebuilds_an_index_that_is_torn(cli):
    cli("list")
    (index,) = cli.library.rglob("*.faiss")
    index.write_bytes(index.read_bytes()[:20])
    refused = cli("ask", "who measured tides?")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == f"report-qa: {index}: the file is damaged; run: report-qa verify\n"
    lines = cli("verify").out.splitlines()
    assert lines == [f"repaired: {index}: the file is damaged", "1 documents, 10 passages: sound"]
    assert json.loads(cli("ask", "--json", "who measured tides?").out)["short_answer"] == "Bo Ek"


def test_verify_names_a_document_that_is_damaged_and_it_can_be_removed(cli):
    import sqlite3
    from contextlib import closing

    (row,) = listed(cli)
    with closing(sqlite3.connect(cli.library / DATABASE_NAME)) as database, database:
        database.execute("UPDATE documents SET body = replace(body, 'tides', 'sides')")
    result = cli("verify")
    assert result.code == 1
    assert f"damaged: document {row['document_id']}" in result.out.splitlines()
    assert result.err.startswith("report-qa: the library is damaged beyond its indexes;")
    assert result.err.count("\n") == 1
    asked = cli("ask", "who measured tides?")
    assert asked.code == 1 and f"report-qa remove {row['document_id']}" in asked.err
    assert cli("remove", row["document_id"]).code == 0
    assert cli("verify").out == "0 documents, 0 passages: sound\n"


def commands():
    group = typer.main.get_command(command_line.app)
    return ["", *group.commands]


@pytest.mark.parametrize("command", commands())
def test_every_command_tells_what_it_does(cli, command):
    result = cli(*command.split(), "--help")
    assert (result.code, result.err) == (0, "")
    described = typer.main.get_command(command_line.app)
    described = described.commands[command] if command else described
    first_sentence = described.help.split(".")[0].split(";")[0].split(",")[0]
    assert first_sentence in " ".join(result.out.replace("│", " ").split())
    for parameter in described.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in result.out


def test_no_command_shows_the_help_as_a_mistake(cli):
    result = cli()
    assert result.code == 2
    assert "Usage:" in result.out + result.err
