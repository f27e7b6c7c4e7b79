"""`add` with files and folders: what it takes, tells and leaves alone."""

import json

import pytest
from reader_samples import pdf_bytes

from index.lock import writer_lock


def listed(cli):
    return [row["source"] for row in json.loads(cli("list", "--json").out)["documents"]]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    write(folder / "rain.txt", "RAIN\n\nIt rained on Bergen.")
    write(folder / "2024" / "snow.md", "# Snow\n\nIt snowed on Oslo.")
    write(folder / "scan.pdf", pdf_bytes([]))
    return folder


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def states(result):
    return [line.split(":")[0] for line in result.out.splitlines() if not line.startswith(" ")]


def test_a_folder_is_added_but_for_what_is_refused(cli, folder):
    result = cli("add", folder)
    snow, rain, scan, summary = result.out.splitlines()
    assert result.code == 1
    assert result.err == "report-qa: 1 of 3 files was refused, as told above\n"
    assert (snow.split("  ")[1], rain.split("  ")[1]) == ("Snow", "RAIN")
    assert snow.startswith("added: ") and rain.startswith("added: ")
    assert scan.startswith(f"refused: {folder / 'scan.pdf'}: ")
    assert summary == "2 added, 0 replaced, 0 unchanged, 1 refused"
    assert listed(cli) == ["meeting.txt", "2024/snow.md", "rain.txt"]


def test_the_same_folder_again_changes_nothing(cli, folder):
    (folder / "scan.pdf").unlink()
    assert cli("add", folder).code == 0
    before = cli("list", "--json").out
    again = cli("add", folder)
    assert (again.code, again.err) == (0, "")
    assert again.out.splitlines()[-1] == "0 added, 0 replaced, 2 unchanged, 0 refused"
    assert cli("list", "--json").out == before


def test_a_changed_file_replaces_the_earlier_one(cli, folder):
    cli("add", folder / "rain.txt")
    write(folder / "rain.txt", "RAIN\n\nIt hailed on Bergen.")
    result = cli("add", folder / "rain.txt")
    assert (result.code, states(result)) == (0, ["replaced"])
    assert listed(cli) == ["meeting.txt", "rain.txt"]
    hits = json.loads(cli("search", "--json", "Bergen").out)["hits"]
    assert [hit["quote"] for hit in hits if "Bergen" in hit["quote"]] == ["It hailed on Bergen."]


def test_files_of_one_name_do_not_replace_each_other(cli, tmp_path):
    one = write(tmp_path / "one" / "annual.txt", "It rained.")
    two = write(tmp_path / "two" / "annual.txt", "It snowed.")
    result = cli("add", one, two)
    assert (result.code, states(result)[:2]) == (1, ["added", "refused"])
    assert result.out.splitlines()[1] == (
        f"refused: {two}: it would replace {one}, which has the same name; rename one of them"
    )
    assert cli("add", tmp_path / "one", tmp_path).code == 0  # by their folder, names differ
    assert listed(cli) == ["meeting.txt", "annual.txt", "two/annual.txt"]


def test_add_as_json(cli, folder):
    cli("add", folder / "rain.txt")
    write(folder / "hail.txt", "It hailed\u200b.")
    result = cli("add", "--json", folder)
    rows = json.loads(result.out)
    assert result.code == 1 and result.err.count("\n") == 1
    assert {state: [row["path"] for row in rows[state]] for state in rows} == {
        "added": [str(folder / "2024" / "snow.md"), str(folder / "hail.txt")],
        "replaced": [],
        "unchanged": [str(folder / "rain.txt")],
        "refused": [str(folder / "scan.pdf")],
    }
    hail = rows["added"][1]
    assert hail == {
        "path": str(folder / "hail.txt"), "document_id": hail["document_id"], "title": "hail",
        "source": "hail.txt", "notices": ["1 invisible characters were taken out"],
    }  # fmt: skip
    assert list(rows["refused"][0]) == ["path", "reason"]


def test_one_step_that_fails_leaves_the_ones_before(cli, folder, monkeypatch):
    """Every step is told when it is done, and stays."""
    from index.library import Library

    (folder / "scan.pdf").unlink()
    cli("list")
    monkeypatch.setattr("index.intake.STEP_CHARS", 1)
    add, held = Library.add, []

    def add_and_hold(library, documents, progress=None):
        library._lock_seconds = 0.1
        if held:
            with writer_lock(cli.library, 1):
                return add(library, documents, progress)
        held.append(library)
        return add(library, documents, progress)

    monkeypatch.setattr(Library, "add", add_and_hold)
    result = cli("add", folder)
    assert (result.code, states(result)) == (1, ["added"])
    assert "another process has been changing the library" in result.err
    assert listed(cli) == ["meeting.txt", "2024/snow.md"]


def test_a_search_is_limited_to_a_document_by_its_file_or_the_beginning_of_its_id(cli, folder):
    cli("add", folder)
    rows = json.loads(cli("list", "--json").out)["documents"]
    document_id = next(row["document_id"] for row in rows if row["source"] == "2024/snow.md")
    for name in ("snow.md", "2024/snow.md", document_id[:7], document_id):
        hits = json.loads(cli("search", "--json", "it", "--in", name).out)["hits"]
        assert {hit["document_id"] for hit in hits} == {document_id}
