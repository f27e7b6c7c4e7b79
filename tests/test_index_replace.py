"""A changed report takes the place of the earlier one, and only what changed is encoded."""

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from index_samples import KeywordEncoder, document, open_library
from reader_samples import Page, pdf_bytes

from corpus.assemble import assemble
from corpus.blocks import Block, Reading
from corpus.load import load
from corpus.marks import Mark
from index.library import Added

N_PAGES, N_PARAGRAPHS = 40, 5


class CountingEncoder(KeywordEncoder):
    """Keeps every text that it encodes as a passage."""

    def __init__(self):
        super().__init__(max_words=200)
        self.encoded = []

    def encode_passages(self, texts, progress=None):
        self.encoded += texts
        return super().encode_passages(texts, progress)


@pytest.fixture
def counting(tmp_path):
    library = open_library(tmp_path / "library", encoder=CountingEncoder())
    library.encoder.encoded.clear()
    return library


def texts(library):
    snapshot = library.snapshot()
    return [snapshot.text_of(passage) for passage in snapshot.passages]


def test_it_replaces_the_one_of_its_name_and_no_other(library, school):
    library.add([school])
    newer = document("The ocean is shallow.", "seas.txt")
    assert library.add([newer]) == Added(replaced=(newer,))
    assert library.documents == (school, newer)
    assert texts(library) == [school.text, "The ocean is shallow."]
    assert [hit[0] for hit in library.snapshot().search_lexical("ocean deep shallow", 9)] == [1]
    assert library.verify().is_sound


def test_there_and_back(library, ocean):
    newer = document("The ocean is shallow.", "seas.txt")
    library.add([newer])
    assert library.add([ocean]) == Added(replaced=(ocean,))
    assert library.documents == (ocean,)


def test_one_that_an_earlier_version_read_is_valid_and_gets_its_notes_when_it_is_added_again(
    counting,
):
    noted = assemble(
        Reading(
            blocks=(
                Block("It rained.", marks=(Mark(10, "1", "n"),)),
                Block("See the minutes.", kind="footnote", names=("n",)),
            )
        ),
        source="rain.txt",
    )
    counting.add([noted])
    before = texts(counting)
    body = json.loads(noted.model_dump_json())
    for paragraph in body["paragraphs"]:
        del paragraph["notes"]
    stored = json.dumps(body)
    with closing(sqlite3.connect(counting.directory / "library.sqlite3")) as connection:
        connection.execute(
            "UPDATE documents SET body = ?, body_sha256 = ? WHERE id = ?",
            (stored, hashlib.sha256(f"{stored}\n".encode()).hexdigest(), noted.id),
        )
        connection.commit()
    old = open_library(counting.directory, encoder=CountingEncoder())
    assert old.verify().is_sound
    assert [paragraph.notes for paragraph in old.document(noted.id).paragraphs] == [(), ()]
    old.encoder.encoded.clear()
    assert old.add([noted]) == Added(replaced=(noted,))
    assert old.document(noted.id) == noted
    assert (texts(old), old.encoder.encoded) == (before, [])
    assert old.add([noted]) == Added()


def test_of_several_that_are_given_the_last_stays(library, ocean):
    one, two = document("Money came.", "new.txt"), document("Money went.", "new.txt")
    assert library.add([one, two]) == Added(new=(two,))
    assert library.documents == (ocean, two)


def test_all_earlier_ones_of_a_name_go(tmp_path, ocean):
    """Libraries made before there was replacing may have several."""
    library = open_library(tmp_path / "library", [ocean, document("Old money.", "seas.txt")])
    newer = document("The ocean is shallow.", "seas.txt")
    assert library.add([newer]) == Added(replaced=(newer,))
    assert library.documents == (newer,)


def test_a_text_is_encoded_once(counting):
    counting.add([document("MONEY\n\nThe money came.\n\nThe money came.", "a.txt")])
    assert sorted(counting.encoder.encoded) == ["MONEY", "The money came."]
    counting.encoder.encoded.clear()
    counting.add([document("The money came.\n\nThe ocean rose.", "b.txt")])
    assert counting.encoder.encoded == ["The ocean rose."]
    vector = counting.encoder.encode_query("money")
    assert counting.snapshot().search_dense(vector, 4) == [
        (0, 1.0), (1, 1.0), (2, 1.0), (3, 1.0),
    ]  # fmt: skip


def test_vectors_that_are_damaged_are_not_taken_over(counting, ocean):
    counting.add([ocean])
    with closing(sqlite3.connect(counting.directory / "library.sqlite3")) as connection:
        connection.execute("UPDATE passages SET vector = zeroblob(28) WHERE position = 2")
        connection.commit()
    counting.encoder.encoded.clear()
    newer = document(f"{ocean.text} It is cold.", "seas.txt")
    assert counting.add([newer]) == Added(replaced=(newer,))
    assert sorted(counting.encoder.encoded) == sorted(texts(counting))
    assert counting.verify().is_sound


def report(path, changed=None):
    """A report of 40 pages with 5 paragraphs each, of which one may be changed."""
    pages = []
    for page in range(N_PAGES):
        pages.append(Page())
        for line in range(N_PARAGRAPHS):
            number = page * N_PARAGRAPHS + line
            words = "The school was closed" if number == changed else "The school was open"
            pages[-1].put(60, 120 + 60 * line, f"{number + 1}.")
            pages[-1].put(84, 120 + 60 * line, f"{words} for {number + 7} days. Money helped.")
    path.write_bytes(pdf_bytes(pages))
    return load(path)


def test_one_changed_paragraph_of_forty_pages(counting, tmp_path):
    """At most 3 % of the passages are encoded anew; here it is the one that changed."""
    before = report(tmp_path / "report.pdf")
    counting.add([before])
    assert {paragraph.page for paragraph in before.paragraphs} == set(range(1, N_PAGES + 1))
    n_passages = len(texts(counting))
    assert n_passages == len(set(counting.encoder.encoded)) == N_PAGES * N_PARAGRAPHS
    counting.encoder.encoded.clear()
    after = report(tmp_path / "report.pdf", changed=103)
    assert counting.add([after]) == Added(replaced=(after,))
    assert counting.encoder.encoded == ["The school was closed for 110 days. Money helped."]
    assert len(counting.encoder.encoded) <= 0.03 * n_passages
    assert len(texts(counting)) == n_passages


def test_the_same_again_encodes_nothing(counting, tmp_path):
    first = report(tmp_path / "report.pdf")
    counting.add([first])
    counting.encoder.encoded.clear()
    assert counting.add([load(tmp_path / "report.pdf")]) == Added()
    assert counting.encoder.encoded == []
    counting.remove(first.id)
    counting.add([first])
    assert len(counting.encoder.encoded) == N_PAGES * N_PARAGRAPHS  # what went is not kept
