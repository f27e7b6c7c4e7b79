"""A disk that is full at any step: one clear line, the library as it was, nothing left behind."""

import errno
import io
import os
import shutil
import sqlite3
import subprocess

import pytest
from index_samples import KeywordEncoder, document, numbered_document, open_library

from index.errors import LibraryError
from index.library import Library

LARGE = document(
    "\n\n".join(
        f"Ship {number} of {number**2} has money no. {number**3}." for number in range(600)
    ),
    "large.txt",
)


class FullDisk:
    """Makes the n-th step that needs room on the disk fail, and (if `lasting`) every later one."""

    def __init__(self, monkeypatch, lasting):
        self.n_left = None
        self.lasting = lasting
        self.n_failed = 0
        for module, name in [
            (os, "fsync"), (os, "rename"), (os, "replace"), (os, "mkdir"), (os, "open"),
            (io, "open"),
        ]:  # fmt: skip
            monkeypatch.setattr(module, name, self.guard(name, getattr(module, name)))

    def fail_at(self, n):
        self.n_left = n
        self.n_failed = 0

    def guard(self, name, function):
        def guarded(*arguments, **options):
            if self.n_left is not None and needs_room(name, arguments):
                self.n_left -= 1
                if self.n_left == 0 or (self.lasting and self.n_left < 0):
                    self.n_failed += 1
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return function(*arguments, **options)

        return guarded


def needs_room(name, arguments):
    if name != "open":
        return True
    how = arguments[1] if len(arguments) > 1 else "r"
    return bool(how & os.O_CREAT) if isinstance(how, int) else bool(set(how) & set("wxa"))


@pytest.fixture(params=[True, False], ids=["from then on", "once"])
def full_disk(request, monkeypatch):
    return FullDisk(monkeypatch, lasting=request.param)


def assert_untouched(directory, sources, generation):
    library = open_library(directory)
    assert [document.source for document in library.documents] == sources
    assert sorted(path.name for path in directory.iterdir()) == [
        "generations", "library.sqlite3", "writer.lock",
    ]  # fmt: skip
    assert [path.name for path in (directory / "generations").iterdir()] == [str(generation)]
    found = library.verify()
    assert (found.damaged, found.repaired) == ((), ())


CHANGES = {
    "add": lambda library: library.add([numbered_document(1)]),
    "remove": lambda library: library.remove(numbered_document(0).id),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_step_of_a_change_fails(tmp_path, full_disk, change):
    n_refused = 0
    for n in range(1, 100):
        directory = tmp_path / str(n)
        library = open_library(directory, [numbered_document(0)])
        full_disk.fail_at(n)
        try:
            CHANGES[change](library)
        except LibraryError as error:
            n_refused += 1
            full_disk.fail_at(None)
            assert str(error).startswith(f"{directory}: no space left on device")
            assert "\n" not in str(error)
            assert_untouched(directory, ["0.txt"], generation=1)
        else:  # there is no such step any more, or it could do without room
            full_disk.n_left = None
            assert library.snapshot().generation == 2
            if full_disk.n_failed == 0:
                break
    assert full_disk.n_failed == 0
    assert n_refused > 5


def test_any_step_of_making_a_library_fails(tmp_path, full_disk):
    n_refused = 0
    for n in range(1, 100):
        directory = tmp_path / str(n)
        full_disk.fail_at(n)
        try:
            open_library(directory, [numbered_document(0)])
        except LibraryError as error:
            n_refused += 1
            full_disk.n_left = None
            assert str(error).startswith(f"{directory}: no space left on device")
            left = {path.name for path in directory.iterdir()} if directory.exists() else set()
            # At the last step all was made, but it is not known to be safely on the disk.
            assert left <= {"writer.lock"} or "library.sqlite3" in left
        full_disk.n_left = None
        assert_opens_whole(directory)
        if full_disk.n_failed == 0:
            break
    assert full_disk.n_failed == 0
    assert n_refused > 8


def assert_opens_whole(directory):
    """Once there is room, the library opens, made anew where it has to be."""
    open_library(directory, [numbered_document(0)])
    assert_untouched(directory, ["0.txt"], generation=1)


def test_the_database_runs_out_of_pages(tmp_path, monkeypatch):
    directory = tmp_path / "library"
    library = open_library(directory, [numbered_document(0)])
    connect = sqlite3.connect

    def limited(*arguments, **options):
        connection = connect(*arguments, **options)
        (n_pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {n_pages + 3}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", limited)
        with pytest.raises(LibraryError) as caught:
            library.add([LARGE])
    assert str(caught.value) == (f"{directory}: no space left on device; the library is as it was")
    assert_untouched(directory, ["0.txt"], generation=1)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a tmpfs be mounted")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def leave(disk, n_bytes):
    """Fill a disk but for some bytes."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    room = os.statvfs(disk)
    filler.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - n_bytes)))


def test_adding_to_a_disk_that_is_really_full(small_disk):
    directory = small_disk / "library"
    library = open_library(directory, [numbered_document(0)])
    library.snapshot()
    n_refused = 0
    for n_kbytes in range(0, 700, 12):
        leave(small_disk, n_kbytes * 1024)
        try:
            library.add([LARGE])
        except LibraryError as error:
            n_refused += 1
            assert str(error) == f"{directory}: no space left on device; the library is as it was"
            assert_untouched(directory, ["0.txt"], generation=1)
        else:
            break
    assert n_refused > 10
    assert_untouched(directory, ["0.txt", "large.txt"], generation=2)


def test_making_a_library_on_a_disk_that_is_really_full(small_disk):
    directory = small_disk / "library"
    n_refused = 0
    for n_kbytes in range(0, 700, 12):
        leave(small_disk, n_kbytes * 1024)
        try:
            Library.open(directory, KeywordEncoder(), initial=lambda: [LARGE])
        except LibraryError as error:
            n_refused += 1
            assert str(error).startswith(f"{directory}: no space left on device")
            assert {path.name for path in directory.iterdir()} <= {"writer.lock"}
        else:
            break
    assert n_refused > 10
    assert_untouched(directory, ["large.txt"], generation=1)
