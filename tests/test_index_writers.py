"""Several processes and threads at one library, and processes that are killed in the middle."""

import random
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from index_samples import numbered_document, open_library, revision

from index.errors import LibraryBusyError

WRITER = Path(__file__).parent / "index_writer_process.py"


@contextmanager
def writer(*arguments):
    process = subprocess.Popen(
        [sys.executable, WRITER, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def sources(library):
    return [document.source for document in library.documents]


def assert_whole(directory):
    """The library opens, its three parts agree, and nothing else is left after a change."""
    library = open_library(directory, [numbered_document(0)])
    snapshot = library.snapshot()
    assert len(snapshot.dense) == len(snapshot.lexical) == len(snapshot.passages)
    for document in snapshot.documents:
        (best, _), *_ = snapshot.search_lexical(f"report {document.source.split('.')[0]}", 1)
        assert snapshot.passages[best].document_id == document.id
    found = library.verify()
    assert (found.damaged, found.repaired) == ((), ())
    assert list(directory.rglob("*.tmp")) == []
    assert [path.name for path in (directory / "generations").iterdir()] == [
        str(snapshot.generation)
    ]
    return library


@pytest.fixture
def made(tmp_path):
    """A library with document 0 in it."""
    library = open_library(tmp_path / "library", [numbered_document(0)])
    library.snapshot()
    return library


def test_killed_while_adding(made):
    """Every document that was reported as added is there, and at most one more, in order."""
    random_delay = random.Random(3)
    n_there = 1
    for _ in range(20):
        with writer("add", made.directory, *range(n_there, n_there + 200)) as process:
            lines = [process.stdout.readline() for _ in range(random_delay.randint(2, 4))]
            threading.Event().wait(random_delay.random() * 0.05)
            process.kill()
            lines += process.stdout.readlines()
        assert process.returncode == -9  # there was more to add
        last_reported = int(lines[-1])
        library = assert_whole(made.directory)
        n_there = len(library.documents)
        assert sources(library) == [f"{number}.txt" for number in range(n_there)]
        assert n_there - 1 in (last_reported, last_reported + 1)


def test_killed_while_replacing(made):
    """Both reports are of the revision that was reported last, or both of the next one."""
    random_delay = random.Random(7)
    number = 1
    for _ in range(20):
        with writer("revise", made.directory, *range(number, number + 200)) as process:
            lines = [process.stdout.readline() for _ in range(random_delay.randint(2, 4))]
            threading.Event().wait(random_delay.random() * 0.05)
            process.kill()
            lines += process.stdout.readlines()
        assert process.returncode == -9
        last_reported = int(lines[-1])
        snapshot = assert_whole(made.directory).snapshot()
        found = [
            number
            for number in (last_reported, last_reported + 1)
            if snapshot.documents[1:] == tuple(revision(number))
        ]
        assert len(found) == 1
        number = found[0] + 1
        texts = [snapshot.text_of(passage) for passage in snapshot.passages]
        assert texts.count(f"This is revision {found[0]}.") == 2
        assert len(texts) == 5


def test_killed_while_making(tmp_path):
    random_delay = random.Random(5)
    for attempt in range(8):
        directory = tmp_path / str(attempt)
        with writer("make", directory) as process:
            assert process.stdout.readline() == "started\n"
            threading.Event().wait(random_delay.random() * 0.35)
            process.kill()
        assert sources(assert_whole(directory)) == ["0.txt"]


def test_two_processes_make_one_library(tmp_path):
    directory = tmp_path / "library"
    with writer("add", directory, 1, 2) as one, writer("add", directory, 2, 3) as two:
        assert one.stdout.read().split() == ["started", "1", "2"]
        assert two.stdout.read().split() == ["started", "2", "3"]
    library = assert_whole(directory)
    assert sorted(sources(library)) == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_the_second_writer_waits_for_the_first(made):
    with writer("hold", made.directory) as first:
        assert first.stdout.readline() == "held\n"
        second = threading.Thread(target=made.add, args=([numbered_document(1)],))
        second.start()
        second.join(0.2)
        assert second.is_alive()
        assert sources(open_library(made.directory)) == ["0.txt"]  # reading goes on
        first.stdin.close()
        second.join(20)
    assert sources(made) == ["0.txt", "1.txt"]


def test_or_is_told(made, tmp_path):
    with writer("hold", made.directory) as first:
        assert first.stdout.readline() == "held\n"
        hasty = open_library(made.directory, lock_seconds=0.1)
        for change in (lambda: hasty.add([numbered_document(1)]), hasty.verify):
            with pytest.raises(LibraryBusyError) as caught:
                change()
            assert str(caught.value) == (
                f"{made.directory}: another process has been changing the library for "
                "0.1 seconds; try again when it is done"
            )
    assert sources(made) == ["0.txt"]


def test_the_lock_of_a_killed_writer_is_free(made):
    with writer("hold", made.directory) as first:
        assert first.stdout.readline() == "held\n"
    made.add([numbered_document(1)])
    assert sources(made) == ["0.txt", "1.txt"]


def test_readers_see_one_version_while_a_writer_switches(made):
    """Each reader opens the library anew, again and again, as a process of its own would."""
    n_changes = 15
    seen = []
    failures = []
    done = threading.Event()

    def read():
        try:
            while not done.is_set():
                snapshot = open_library(made.directory).snapshot()
                n_passages = len(snapshot.passages)
                hits = snapshot.search_lexical("report", n_passages + 5)
                dense = snapshot.search_dense(made.encoder.encode_query("money"), n_passages + 5)
                positions = set(range(n_passages))
                consistent = {hit[0] for hit in hits} == positions == {hit[0] for hit in dense}
                seen.append((snapshot.generation, len(snapshot.documents), consistent))
        except Exception as error:  # whatever it is, it is shown below
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, n_changes + 1):
        made.add([numbered_document(number)])
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert all(n_documents == generation for generation, n_documents, _ in seen)
    assert all(consistent for *_, consistent in seen)
    assert len({generation for generation, *_ in seen}) > 1


def test_threads_that_share_a_library_load_a_version_once(made):
    made.add([numbered_document(1)])
    library = open_library(made.directory)
    snapshots = []
    threads = [
        threading.Thread(target=lambda: snapshots.append(library.snapshot())) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(snapshots) == 8
    assert len(set(map(id, snapshots))) == 1
