"""Damage to any file of a library is named before the file is used, and mended where it can be."""

import pickle
import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from index_samples import document, open_library

from corpus.errors import ReportQAError
from index.errors import IndexFormatError, LibraryError


@pytest.fixture
def directory(library, school):
    library.add([school])
    return library.directory


def index_files(directory):
    (generation,) = (directory / "generations").iterdir()
    return sorted(
        path for path in generation.rglob("*") if path.is_file() and path.suffix != ".lock"
    )


@pytest.fixture
def unread(monkeypatch):
    """Make it a failure that FAISS or Tantivy reads anything."""

    def fail(path):
        pytest.fail(f"{path} was read")

    monkeypatch.setattr("index.dense.DenseIndex.read", fail)
    monkeypatch.setattr("index.lexical.LexicalIndex.read", fail)


def refusal(directory):
    """The one line that opening and searching give."""
    with pytest.raises(IndexFormatError) as caught:
        open_library(directory).snapshot()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def flip(path, bit):
    with path.open("r+b") as file:  # in its place: an open index maps the file
        file.seek(bit // 8)
        (byte,) = file.read(1)
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def seen(directory):
    """What a reader can see and find in a library."""
    library = open_library(directory)
    snapshot = library.snapshot()
    query = library.encoder.encode_query("ocean money refugee")
    return (
        snapshot.documents,
        snapshot.passages,
        snapshot.search_dense(query, 9),
        snapshot.search_lexical("ocean school", 9),
    )


def test_there_are_files_to_damage(directory):
    files = {path.name for path in index_files(directory)}
    assert {"dense.faiss", "manifest.json", "meta.json"} < files
    assert len(files) > 6


def test_a_flipped_bit_in_an_index_file_is_named_before_it_is_read(directory, unread):
    chosen = random.Random(4)
    files = [path for path in index_files(directory) if path.stat().st_size]
    for attempt in range(40):
        path = files[attempt % len(files)]
        bit = chosen.randrange(8 * path.stat().st_size)
        flip(path, bit)
        assert refusal(directory) == f"{path}: the file is damaged; run: report-qa verify"
        flip(path, bit)


def test_a_truncated_file_is_named_before_it_is_read(directory, unread):
    for path in index_files(directory):
        raw = path.read_bytes()
        for n_bytes in {0, 1, len(raw) // 2, len(raw) - 1} - {len(raw), -1}:
            path.write_bytes(raw[:n_bytes])
            assert refusal(directory) == f"{path}: the file is damaged; run: report-qa verify"
        path.write_bytes(raw)


def test_a_missing_file_is_named(directory, unread):
    for path in index_files(directory):
        raw = path.read_bytes()
        path.unlink()
        assert refusal(directory) == f"{path}: the file is missing; run: report-qa verify"
        path.write_bytes(raw)


def test_a_header_that_asks_for_huge_memory_is_not_read(directory, unread):
    (path,) = [path for path in index_files(directory) if path.name == "dense.faiss"]
    raw = bytearray(path.read_bytes())
    raw[8:16] = (2**60).to_bytes(8, "little")  # ntotal
    path.write_bytes(raw)
    assert refusal(directory) == f"{path}: the file is damaged; run: report-qa verify"


def test_missing_indexes(directory):
    shutil.rmtree(directory / "generations")
    assert refusal(directory) == f"{directory}: the indexes are missing; run: report-qa verify"


def test_a_sound_library_is_left_as_it_is(directory):
    before = {path: path.read_bytes() for path in index_files(directory)}
    found = open_library(directory).verify()
    assert found.is_sound
    assert (found.damaged, found.repaired) == ((), ())
    assert (found.n_documents, found.n_passages) == (2, 4)
    assert {path: path.read_bytes() for path in index_files(directory)} == before


@pytest.mark.parametrize("name", ["dense.faiss", "manifest.json", "meta.json", None])
def test_verify_rebuilds_a_damaged_index(directory, name):
    before = seen(directory)
    if name is None:
        shutil.rmtree(directory / "generations")
        reason = str(directory / "generations" / "2")
    else:
        (path,) = [path for path in index_files(directory) if path.name == name]
        flip(path, 42)
        reason = f"{path}: the file is damaged"
    found = open_library(directory).verify()
    assert found.is_sound
    assert found.repaired == (reason,)
    assert seen(directory) == before
    assert [path.name for path in (directory / "generations").iterdir()] == ["3"]
    assert open_library(directory).verify().repaired == ()


def test_indexes_of_another_library_are_healed(directory, tmp_path):
    before = seen(directory)
    other = open_library(tmp_path / "other", [document("The money is gone.", "money.txt")])
    other.add([document("A migrant came.", "migrant.txt")])
    shutil.rmtree(directory / "generations")
    shutil.copytree(other.directory / "generations", directory / "generations")
    assert "manifest.json: the file is damaged; run: report-qa verify" in refusal(directory)
    assert open_library(directory).verify().is_sound
    assert seen(directory) == before


def test_an_older_database_with_newer_indexes_is_healed(library, school):
    before = seen(library.directory)
    old = (library.directory / "library.sqlite3").read_bytes()
    library.add([school])
    (library.directory / "library.sqlite3").write_bytes(old)
    assert "the indexes are missing; run: report-qa verify" in refusal(library.directory)
    assert open_library(library.directory).verify().is_sound
    assert seen(library.directory) == before


CANARY = b"cos\nsystem\n(S'touch %s'\ntR."
"""Unpickled, this would make a file."""


def test_a_pickle_is_never_read(directory, tmp_path, school):
    canary = tmp_path / "canary"
    evil = CANARY % bytes(canary)
    for place in (
        directory,
        directory / "generations",
        directory / "generations" / "2" / "lexical",
    ):
        for name in ("index.pkl", "passages.pickle", "data.npy"):
            (place / name).write_bytes(evil)
    library = open_library(directory)
    assert library.verify().is_sound
    library.remove(school.id)
    assert len(library.documents) == 1
    (dense,) = [path for path in index_files(directory) if path.name == "dense.faiss"]
    dense.write_bytes(evil)
    assert "dense.faiss: the file is damaged" in refusal(directory)
    assert not canary.exists()
    pickle.loads(evil)  # the canary itself works
    assert canary.exists()


def execute(directory, statement, *values):
    with closing(sqlite3.connect(directory / "library.sqlite3")) as connection:
        assert connection.execute(statement, values).rowcount == 1
        connection.commit()


DAMAGE = [
    "UPDATE documents SET body = replace(body, 'ocean', 'Ocean') WHERE id = ?",
    "UPDATE documents SET body = 'no JSON' WHERE id = ?",
    "UPDATE documents SET body = CAST(X'7BFF7D' AS TEXT) WHERE id = ?",
    "UPDATE documents SET body_sha256 = 'x' WHERE id = ?",
    "UPDATE documents SET passages_sha256 = 'x' WHERE id = ?",
    "UPDATE passages SET start = start + 1 WHERE position = 2 AND document_id = ?",
    "UPDATE passages SET paragraph_id = 'x' WHERE position = 2 AND document_id = ?",
    "DELETE FROM passages WHERE position = 2 AND document_id = ?",
    "UPDATE passages SET document_id = 'x' WHERE position = 2 AND document_id = ?",
]


@pytest.mark.parametrize("statement", DAMAGE)
def test_a_damaged_document_is_named_and_can_be_removed(directory, ocean, school, statement):
    execute(directory, statement, ocean.id)
    message = refusal(directory)
    assert message == (
        f"{directory / 'library.sqlite3'}: document {ocean.id} is damaged; "
        f"run: report-qa remove {ocean.id}, and add the report again"
    )
    library = open_library(directory)
    assert library.verify().damaged == (f"document {ocean.id}",)
    with pytest.raises(IndexFormatError, match=f"document {ocean.id} is damaged"):
        library.add([document("Money is not all.", "money.txt")])
    assert library.remove(ocean.id).id == ocean.id
    assert library.documents == (school,)
    library.add([ocean])
    assert library.documents == (school, ocean)
    assert library.verify().is_sound


VECTORS_DAMAGE = "UPDATE passages SET vector = zeroblob(28) WHERE position = 2 AND document_id = ?"


@pytest.mark.parametrize(
    "statement",
    [
        VECTORS_DAMAGE,
        "UPDATE passages SET vector = X'00' WHERE position = 2 AND document_id = ?",
        "UPDATE documents SET vectors_sha256 = 'x' WHERE id = ?",
    ],
)
def test_damaged_vectors_are_never_indexed(directory, ocean, school, statement):
    execute(directory, statement, ocean.id)
    library = open_library(directory)
    assert library.verify().damaged == (f"document {ocean.id}",)
    with pytest.raises(IndexFormatError, match=f"document {ocean.id} is damaged"):
        library.remove(school.id)
    assert library.documents == (ocean, school)  # as it was: the indexes themselves are sound


@pytest.mark.parametrize("statement", [*DAMAGE[:2], DAMAGE[4], VECTORS_DAMAGE])
@pytest.mark.parametrize("first", [0, 1])
def test_damaged_documents_are_removed_one_by_one(directory, ocean, school, statement, first):
    third = document("Money is not all.", "money.txt")
    library = open_library(directory)
    library.add([third])
    execute(directory, DAMAGE[1], ocean.id)
    for_school = statement.replace("'ocean'", "'school'").replace("position = 2", "position = 4")
    execute(directory, for_school, school.id)
    one, other = (school, ocean) if first else (ocean, school)
    assert library.remove(one.id).id == one.id
    assert library.verify().damaged[0] == f"document {other.id}"
    with pytest.raises(IndexFormatError, match=f"{other.id} is damaged|the indexes are missing"):
        open_library(directory).snapshot()
    assert library.remove(other.id).id == other.id
    assert library.documents == (third,)
    assert library.verify().is_sound


def test_a_flipped_byte_in_any_index_file_is_mended(directory):
    before = seen(directory)
    chosen = random.Random(6)
    names = {path.suffix if path.parent.name == "lexical" else path.name
             for path in index_files(directory) if path.stat().st_size}  # fmt: skip
    assert {"dense.faiss", "manifest.json", ".store", ".term", ".idx"} <= names
    for name in sorted(names):
        path = next(path for path in index_files(directory) if path.name.endswith(name))
        flip(path, 8 * chosen.randrange(path.stat().st_size))
        found = open_library(directory).verify()
        assert (found.damaged, found.repaired) == ((), (f"{path}: the file is damaged",))
        assert seen(directory) == before


def test_a_flipped_byte_in_a_text_of_the_database_is_named_and_mended_by_adding_again(
    directory, ocean, school
):
    path = directory / "library.sqlite3"
    raw = path.read_bytes()
    flip(path, 8 * raw.index(b"Nobody owns the ocean"))
    library = open_library(directory)
    assert library.verify().damaged == (f"document {ocean.id}",)
    library.remove(ocean.id)
    library.add([ocean])
    assert library.verify().is_sound
    assert library.documents == (school, ocean)


def test_damage_to_both_leaves_the_indexes_alone(directory, ocean):
    execute(directory, "UPDATE documents SET body = '' WHERE id = ?", ocean.id)
    (path,) = [path for path in index_files(directory) if path.name == "dense.faiss"]
    flip(path, 42)
    found = open_library(directory).verify()
    assert not found.is_sound
    assert found.damaged == (
        f"document {ocean.id}",
        f"{path}: the file is damaged; run: report-qa verify",
    )
    assert found.repaired == ()


def test_a_flipped_byte_in_the_database_is_reported_or_without_effect(directory):
    """Whatever byte it is: an error of one line, or all that a reader sees is as before."""
    path = directory / "library.sqlite3"
    raw = path.read_bytes()
    before = seen(directory)
    chosen = random.Random(11)
    headers = [page + offset for page in range(0, len(raw), 4096) for offset in (0, 3, 5, 8, 12)]
    content = [place for place in range(len(raw)) if raw[place]]
    outcomes = []
    for place in [*range(0, 100, 3), *headers, *chosen.sample(content, 150)]:
        altered = bytearray(raw)
        altered[place] ^= 1 << chosen.randrange(8)
        path.write_bytes(altered)
        outcomes.append(reported_or_harmless(directory, before))
    assert set(outcomes) == {"reported", "harmless"}


def reported_or_harmless(directory, before):
    try:
        same = seen(directory) == before
    except LibraryError as error:
        assert "\n" not in str(error)
        assert len(str(error)) < 600
        same = False
    library = open_library(directory)
    try:
        found = library.verify()
    except LibraryError as error:
        assert "\n" not in str(error)
        return "reported"
    if found.damaged or found.repaired:
        assert all("\n" not in line for line in found.damaged)
        return "reported"
    assert same, "damage that is seen but not reported"
    return "harmless"


@pytest.mark.parametrize(
    "raw", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 9000]
)
def test_a_file_that_is_no_database(directory, raw):
    (directory / "library.sqlite3").write_bytes(raw)
    library = open_library(directory)
    for change in (library.snapshot, library.verify, lambda: library.remove("x")):
        with pytest.raises(ReportQAError) as caught:
            change()
        assert str(caught.value).startswith(f"{directory / 'library.sqlite3'}: the database")
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("divisor", [2, 3, 10])
def test_a_truncated_database(directory, divisor):
    path = directory / "library.sqlite3"
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // divisor])
    with pytest.raises(IndexFormatError, match=r"library\.sqlite3: the database"):
        open_library(directory).snapshot()
