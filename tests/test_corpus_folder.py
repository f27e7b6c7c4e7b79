"""Which files are meant by files and folders: nothing outside them, nothing twice."""

import os

import pytest

from corpus.folder import NamedFile, files_named_by


def fill(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("It rained.", encoding="utf-8")
    return folder


def sources(*paths):
    return [file.source for file in files_named_by(paths)]


def test_a_folder_gives_its_reports_by_name_and_those_below(tmp_path):
    folder = fill(
        tmp_path / "reports", "b.PDF", "a.txt", "2024/annual.docx", "2023/annual.docx",
        "2023/x/page.html", "data.xlsx", "noending", ".hidden.txt", ".git/notes.txt",
        "~$annual.docx",
    )  # fmt: skip
    assert files_named_by([folder]) == [
        NamedFile(folder / source, source)
        for source in ["2023/annual.docx", "2023/x/page.html", "2024/annual.docx", "a.txt", "b.PDF"]
    ]


def test_a_file_is_given_whatever_its_type_so_that_it_is_told_why_not(tmp_path):
    fill(tmp_path, "data.xlsx")
    assert sources(tmp_path / "data.xlsx", tmp_path / "none.txt") == ["data.xlsx", "none.txt"]


def test_what_is_named_twice_is_given_once(tmp_path):
    folder = fill(tmp_path / "reports", "a.txt", "b.txt")
    assert sources(folder / "b.txt", folder, tmp_path / "reports" / ".." / "reports") == [
        "b.txt", "a.txt",
    ]  # fmt: skip


def test_no_link_in_a_folder_is_followed(tmp_path):
    outside = fill(tmp_path / "outside", "secret.txt")
    folder = fill(tmp_path / "reports", "a.txt")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "up.txt").symlink_to("../outside/secret.txt")
    (folder / "folder").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    assert sources(folder) == ["a.txt"]


def test_a_link_that_is_named_is_meant(tmp_path):
    folder = fill(tmp_path / "reports", "a.txt")
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    (tmp_path / "link.txt").symlink_to(folder / "a.txt")
    assert sources(tmp_path / "link.txt") == ["link.txt"]
    assert sources(tmp_path / "link") == ["a.txt"]


def test_what_is_no_file_is_left_alone(tmp_path):
    folder = fill(tmp_path / "reports", "a.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    assert sources(folder) == ["a.txt"]


def test_a_folder_without_a_report_is_told(tmp_path):
    folder = fill(tmp_path / "reports", "data.xlsx")
    (file,) = files_named_by([folder])
    assert file.refusal == f"{folder}: no file of a type that is read is in it"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_is_closed_is_told(tmp_path):
    folder = fill(tmp_path / "reports", "a.txt", "closed/b.txt")
    (folder / "closed").chmod(0)
    try:
        first, second = files_named_by([folder])
    finally:
        (folder / "closed").chmod(0o700)
    assert first == NamedFile(folder / "a.txt", "a.txt")
    assert second.refusal == f"{folder / 'closed'}: cannot be listed (Permission denied)"
