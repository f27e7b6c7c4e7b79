"""A library's life: made, added to, removed from, reopened, and seen by readers meanwhile."""

import sqlite3
from contextlib import closing

import pytest
from index_samples import KeywordEncoder, document, open_library

from corpus.errors import CorpusError
from index.errors import IndexFormatError, LibraryError
from index.library import Added, Library
from index.manifest import FORMAT


def names(directory):
    """Everything in a library but the lock."""
    return sorted(path.name for path in directory.iterdir() if path.name != "writer.lock")


def generations(library):
    return names(library.directory / "generations")


def texts(snapshot):
    return [snapshot.text_of(passage) for passage in snapshot.passages]


def sources(library):
    return [document.source for document in library.documents]


def set_meta(library, key, value):
    with closing(sqlite3.connect(library.directory / "library.sqlite3")) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
        connection.commit()


def test_a_new_library_holds_the_initial_documents(library, ocean):
    assert library.documents == (ocean,)
    assert library.document(ocean.id) == ocean
    assert names(library.directory) == ["generations", "library.sqlite3"]
    assert generations(library) == ["1"]
    assert library.snapshot().generation == 1


def test_it_holds_the_bundled_report_unless_told_otherwise(tmp_path):
    library = Library.open(tmp_path / "library", KeywordEncoder(max_words=200))
    (report,) = library.documents
    assert report.title == "Fifteenth Coordination Meeting on International Migration"


def test_passages_and_both_indexes_share_their_positions(library):
    snapshot = library.snapshot()
    assert texts(snapshot) == [
        "SEAS",
        "The ocean is deep. Nobody owns the ocean.",
        "Ships cross it with money and with migrants.",
    ]
    query = library.encoder.encode_query("ocean")
    assert snapshot.search_dense(query, 5) == [(1, 1.0), (0, 0.0), (2, 0.0)]
    assert [position for position, _ in snapshot.search_lexical("the migrant", 5)] == [1, 2]


def test_a_search_can_be_limited_to_documents(library, ocean, school):
    library.add([school])
    snapshot = library.snapshot()
    assert snapshot.positions_in([school.id, school.id]).tolist() == [3]
    assert snapshot.positions_in([ocean.id]).tolist() == [0, 1, 2]
    query = library.encoder.encode_query("ocean")
    assert snapshot.search_dense(query, 5, snapshot.positions_in([school.id])) == [(3, 0.0)]
    lexical = snapshot.search_lexical("the ocean", 5, snapshot.positions_in([school.id]))
    assert [position for position, _ in lexical] == [3]
    assert snapshot.search_dense(query, 5, snapshot.positions_in([])) == []
    assert snapshot.search_lexical("the ocean", 5, snapshot.positions_in(["no such"])) == []


def test_adding_grows_the_generation_and_sweeps_the_old_one(library, ocean, school):
    assert library.add([school]) == Added(new=(school,))
    assert library.documents == (ocean, school)
    assert library.snapshot().generation == 2
    assert generations(library) == ["2"]


def test_adding_again_does_nothing(library, ocean, school):
    library.add([school])
    assert library.add([ocean, school]) == Added()
    assert library.documents == (ocean, school)
    assert generations(library) == ["2"]


def test_two_at_once_one_of_them_twice(library, ocean, school):
    third = document("Money is not all.", "money.txt")
    assert library.add([school, third, school]) == Added(new=(school, third))
    assert library.documents == (ocean, school, third)
    assert library.snapshot().generation == 2


def test_progress_is_told(library, school):
    told = []
    library.add([school], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


def test_removing(library, ocean, school):
    library.add([school])
    assert library.remove(ocean.id) == ocean
    assert library.documents == (school,)
    assert texts(library.snapshot()) == [school.text]
    assert library.snapshot().search_dense(library.encoder.encode_query("paris"), 5)[0][0] == 0
    assert generations(library) == ["3"]


def test_the_last_one_is_removed_and_another_added(library, ocean, school):
    library.remove(ocean.id)
    snapshot = library.snapshot()
    assert (snapshot.documents, snapshot.passages) == ((), ())
    assert snapshot.search_dense(library.encoder.encode_query("ocean"), 5) == []
    assert snapshot.search_lexical("ocean", 5) == []
    library.add([school])
    assert library.documents == (school,)


def test_a_removed_one_can_be_added_again_at_the_end(library, ocean, school):
    library.add([school])
    library.remove(ocean.id)
    library.add([ocean])
    assert library.documents == (school, ocean)


@pytest.mark.parametrize("change", ["document", "remove"])
def test_no_such_document(library, change):
    with pytest.raises(LibraryError, match=r"^nothing: no such document; see: report-qa list$"):
        getattr(library, change)("nothing")
    assert library.snapshot().generation == 1


def test_reopening_gives_the_same(library, ocean, school):
    library.add([school])
    again = open_library(library.directory, [document("Not used.", "unused.txt")])
    assert again.documents == (ocean, school)
    assert again.snapshot().passages == library.snapshot().passages
    query = again.encoder.encode_query("ocean money")
    assert again.snapshot().search_dense(query, 9) == library.snapshot().search_dense(query, 9)
    assert again.snapshot().search_lexical("ocean", 9) == library.snapshot().search_lexical(
        "ocean", 9
    )


def test_a_reader_keeps_its_snapshot_until_it_asks_for_a_newer_one(library, ocean, school):
    reader = open_library(library.directory)
    before = reader.snapshot()
    query = library.encoder.encode_query("ocean")
    found = before.search_dense(query, 9), before.search_lexical("ocean", 9)
    library.add([school])
    library.remove(ocean.id)
    assert before.documents == (ocean,)
    assert (before.search_dense(query, 9), before.search_lexical("ocean", 9)) == found
    assert reader.snapshot().documents == (school,)
    assert reader.snapshot().generation == 3
    assert reader.snapshot() is reader.snapshot()


def test_a_library_that_was_replaced_is_loaded_anew(library, school, tmp_path):
    assert sources(library) == ["seas.txt"]
    other = open_library(tmp_path / "other", [school])
    library.directory.rename(tmp_path / "away")
    other.directory.rename(library.directory)
    assert sources(library) == ["school.txt"]  # though the generation is 1 again


def test_another_encoder_is_refused(library, school):
    other = open_library(library.directory, encoder=KeywordEncoder(name="other"))
    for change in (other.snapshot, lambda: other.add([school]), other.verify):
        with pytest.raises(IndexFormatError, match=r"another encoder \(keywords, not other as it"):
            change()
    assert sources(library) == ["seas.txt"]
    assert generations(library) == ["1"]


@pytest.mark.parametrize(
    "change", [{"dim": 3}, {"precision": "bfloat16"}, {"sha256": "1" * 64}, {"max_tokens": 512}]
)
def test_an_encoder_of_one_name_but_other_vectors_is_refused(library, change):
    encoder = KeywordEncoder()
    encoder.spec = encoder.spec.model_copy(update=change)
    with pytest.raises(IndexFormatError, match="another encoder"):
        open_library(library.directory, encoder=encoder).snapshot()


def test_another_format_is_refused(library, school):
    set_meta(library, "format", str(FORMAT + 1))
    again = open_library(library.directory)
    for change in (again.snapshot, lambda: again.add([school]), again.verify):
        with pytest.raises(IndexFormatError) as caught:
            change()
        assert str(caught.value) == (
            f"{library.directory}: the library has format {FORMAT + 1}, this version of report-qa "
            f"reads format {FORMAT}; use another --library, or that version"
        )
    assert generations(library) == ["1"]


@pytest.mark.parametrize(
    ("key", "value"), [("generation", "one"), ("encoder", "{}"), ("encoder", "no JSON")]
)
def test_a_damaged_table_of_settings(library, key, value):
    set_meta(library, key, value)
    with pytest.raises(IndexFormatError, match=r"the table meta of the library is damaged$"):
        open_library(library.directory).snapshot()


def test_a_path_that_is_a_file(tmp_path):
    path = tmp_path / "library"
    path.write_text("mine")
    with pytest.raises(LibraryError) as caught:
        open_library(path)
    assert str(caught.value) == f"{path}: a library is a directory, but this is a file"
    assert path.read_text() == "mine"


def test_a_path_below_a_file(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LibraryError, match=r"library: .*(not a directory|file exists)"):
        open_library(tmp_path / "file" / "library")


def test_a_path_that_is_too_long(tmp_path):
    with pytest.raises(LibraryError, match="file name too long"):
        open_library(tmp_path / ("x" * 300))


@pytest.mark.parametrize(
    "files", [["notes.txt"], ["generations/1/notes.txt"], ["new-library.tmp/x", "notes.txt"]]
)
def test_a_directory_of_somebody_else_s_is_refused_and_left_alone(tmp_path, files):
    for name in files:
        path = tmp_path / "theirs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("theirs")
    with pytest.raises(LibraryError, match="is not empty and holds no library"):
        open_library(tmp_path / "theirs")
    left = [path for path in (tmp_path / "theirs").rglob("*") if path.is_file()]
    assert sorted(left) == sorted(tmp_path / "theirs" / name for name in files)


def test_an_empty_directory_will_do(tmp_path, ocean):
    assert sources(open_library(tmp_path, [ocean])) == ["seas.txt"]


def test_a_path_with_spaces_and_signs(tmp_path, ocean, school):
    library = open_library(tmp_path / "my library? #1 50% é", [ocean])
    library.add([school])
    assert sources(open_library(library.directory)) == ["seas.txt", "school.txt"]


def test_nothing_is_left_where_the_initial_documents_cannot_be_read(tmp_path, ocean):
    def fail():
        raise CorpusError("the report is damaged")

    with pytest.raises(CorpusError, match="the report is damaged"):
        Library.open(tmp_path / "library", KeywordEncoder(), initial=fail)
    assert names(tmp_path / "library") == []
    assert sources(open_library(tmp_path / "library", [ocean])) == ["seas.txt"]


@pytest.mark.parametrize(
    "left",
    [
        ["new-library.tmp/library.sqlite3"],
        ["new-library.tmp/library.sqlite3", "generations/1/manifest.json"],
        ["new-library.tmp/generations/1.tmp/dense.faiss"],
        ["new-library.tmp/library.sqlite3-journal"],
    ],
)
def test_what_a_killed_maker_left_is_made_anew(tmp_path, ocean, left):
    for name in left:
        path = tmp_path / "library" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    library = open_library(tmp_path / "library", [ocean])
    assert sources(library) == ["seas.txt"]
    assert names(library.directory) == ["generations", "library.sqlite3"]
    assert generations(library) == ["1"]


def test_stale_files_are_ignored_and_swept(library, school):
    stale = ["generations/2.tmp/dense.faiss", "generations/9/x", "new-library.tmp/x"]
    for name in stale:
        (library.directory / name).parent.mkdir(parents=True, exist_ok=True)
        (library.directory / name).write_text("stale")
    (library.directory / "generations" / "7.tmp").write_text("a file")
    (library.directory / "notes.tmp").write_text("a file")
    assert sources(open_library(library.directory)) == ["seas.txt"]
    library.add([school])
    assert names(library.directory) == ["generations", "library.sqlite3"]
    assert generations(library) == ["2"]


def test_sweeping_follows_no_link(library, school, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (library.directory / "generations" / "5").symlink_to(outside)
    library.add([school])
    assert generations(library) == ["2"]
    assert (outside / "kept.txt").read_text() == "kept"


def test_a_database_that_went_is_not_replaced_by_an_empty_one(library):
    (library.directory / "library.sqlite3").unlink()
    with pytest.raises(IndexFormatError, match="unable to open database file"):
        library.snapshot()
    with pytest.raises(LibraryError, match="is not empty and holds no library"):
        open_library(library.directory)
    assert names(library.directory) == ["generations"]


def test_glossary_and_speakers_of_all_documents(library):
    library.add(
        [document("Ms. Ada Lund, Head of Rain, met the World Food Programme (WFP).", "a.txt")]
    )
    snapshot = library.snapshot()
    assert [entry.abbreviation for entry in snapshot.glossary] == ["WFP"]
    assert [(d.source, speaker.name) for d, speaker in snapshot.speakers] == [("a.txt", "Ada Lund")]
