"""Reading a file: what is refused and how, and what a text file's lines become."""

import hashlib
import os

import pytest

from corpus import load as load_document
from corpus.errors import CorpusError
from corpus.load import document_from_text
from corpus.text import unwrap


def read(tmp_path, raw, name="report.txt"):
    path = tmp_path / name
    path.write_bytes(raw)
    return load_document(path)


def blocks(text):
    document = document_from_text(text, source="report.txt")
    return [(p.kind, document.quote(p)) for p in document.paragraphs]


def refusal(path):
    with pytest.raises(CorpusError) as caught:
        load_document(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(path))
    return message.removeprefix(f"{path}: ")


def test_no_such_file(tmp_path):
    assert refusal(tmp_path / "none.txt") == "there is no such file"


def test_a_folder(tmp_path):
    assert refusal(tmp_path) == "this is a folder, not a file"


@pytest.mark.parametrize("name", ["report.doc", "report", ".txt", "report.txt.exe"])
def test_a_type_that_is_not_read(tmp_path, name):
    (tmp_path / name).write_text("It rained.")
    message = refusal(tmp_path / name)
    assert message.startswith("files of type ")
    assert message.endswith(
        "are not read; "
        "save the report as .docx, .htm, .html, .markdown, .md, .pdf, .text, .txt or .xhtml"
    )


@pytest.mark.parametrize("raw", [b"", b"\n \n\t", b"\xef\xbb\xbf", b"\x00" * 100, b"--- ... ---"])
def test_a_file_without_words(tmp_path, raw):
    with pytest.raises(CorpusError, match=r"^report\.txt: the file holds no text$"):
        read(tmp_path, raw)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\x89PNG\r\n\x1a\n", "byte 0 is not UTF-8; save the file as UTF-8 text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "byte 10 is not UTF-8; save the file as UTF-8 text"),
        ("naïve".encode("latin-1"), "byte 2 is not UTF-8; save the file as UTF-8 text"),
        (b"\xff\xfea", "byte 2 is not UTF-16; save the file as UTF-8 text"),
    ],
)
def test_a_file_that_is_no_text(tmp_path, raw, message):
    path = tmp_path / "report.txt"
    path.write_bytes(raw)
    assert message in refusal(path)


def test_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "report.txt"
    with path.open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    assert refusal(path) == "the file has more than 67,108,864 bytes"


def test_a_file_that_cannot_be_read(tmp_path, monkeypatch):
    path = tmp_path / "report.txt"
    path.write_text("It rained.")

    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert refusal(path) == "cannot be read (Permission denied)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_give_the_same_document(tmp_path, encoding):
    document = read(tmp_path, "Il pleut à Évry.".encode(encoding))
    assert document.text == "Il pleut à Évry."
    assert document == document_from_text("Il pleut à Évry.", source="report.txt")


def test_line_ends_make_no_difference(tmp_path):
    unix = read(tmp_path, b"PREFACE\n\nIt rained\nfor days.\n")
    assert read(tmp_path, b"PREFACE\r\n\r\nIt rained\r\nfor days.\r\n") == unix
    assert read(tmp_path, b"PREFACE\r\rIt rained\rfor days.\r") == unix
    assert unix.text == "PREFACE\n\nIt rained for days."


def test_id_is_the_hash_of_source_title_and_text(tmp_path):
    document = read(tmp_path, b"It rained.")
    assert document.sha256 == hashlib.sha256(b"report.txt\n\nIt rained.").hexdigest()
    assert document.id == document.sha256[:12]
    assert [p.id for p in document.paragraphs] == [f"{document.id}-0000"]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("THE FLOOD\n\nIt rained.", "a.txt", "THE FLOOD"),
        ("It rained.\n\n**II. THE FLOOD**", "a.txt", "THE FLOOD"),
        ("It rained.", "the_great-flood.txt", "the great flood"),
        ("It rained.", "---.txt", "---.txt"),
    ],
)
def test_title(tmp_path, text, name, title):
    assert read(tmp_path, text.encode(), name).title == title


@pytest.mark.skipif(os.name == "nt", reason="such names are for POSIX file systems")
@pytest.mark.parametrize(
    ("name", "source"),
    [
        (b"caf\xe9.txt", "caf\ufffd.txt"),  # not UTF-8: a lone surrogate in Python
        (b"two\nlines.txt", "two lines.txt"),
        ("exe\u202etxt.txt".encode(), "exetxt.txt"),
    ],
)
def test_a_file_s_name_is_neutralised(tmp_path, name, source):
    path = os.fsencode(tmp_path) + b"/" + name
    with open(path, "wb") as file:
        file.write(b"It rained.")
    document = load_document(tmp_path / os.fsdecode(name))
    assert document.source == source
    assert document.model_dump_json().encode()


def test_notices_count_what_was_neutralised():
    document = document_from_text("pass\u200bword\u202e \x00\x01\x02.", source="a.txt")
    assert document.text == "password \ufffd\ufffd\ufffd."
    assert document.notices == (
        "2 invisible characters were taken out",
        "3 characters that are no text were replaced by \ufffd",
    )


def test_hard_wrapped_paragraphs_are_joined():
    assert blocks("The rain\nfell on\n  the sea.\n\n\n \nIt stopped\nsoon.") == [
        ("body", "The rain fell on the sea."),
        ("body", "It stopped soon."),
    ]


def test_a_heading_over_two_lines_is_joined():
    assert blocks("**THE RAIN\nON THE SEA**\n\nIt fell.") == [
        ("heading", "**THE RAIN ON THE SEA**"),
        ("body", "It fell."),
    ]


def test_list_items_keep_their_lines():
    text = "Bring:\n- a boat that\n  floats\n- an oar\n(b) bread\n\nThen go."
    assert blocks(text) == [
        ("body", "Bring:"),
        ("list item", "- a boat that floats"),
        ("list item", "- an oar"),
        ("list item", "(b) bread"),
        ("body", "Then go."),
    ]


def test_a_table_is_a_paragraph_a_row():
    text = "Rain by land\nLand\tRain\nPeru\t12\nWMO\tWorld Meteorological Organization\nSource: us"
    assert blocks(text) == [
        ("body", "Rain by land"),
        ("table row", "Land\tRain"),
        ("table row", "Peru\t12"),
        ("glossary entry", "WMO\tWorld Meteorological Organization"),
        ("body", "Source: us"),
    ]


def test_a_paragraph_indented_with_a_tab_is_joined():
    assert blocks("\tThe rain\nfell.\n\n\tIt stopped.") == [
        ("body", "The rain fell."),
        ("body", "It stopped."),
    ]


def test_list_items_and_rows_are_numbered_as_paragraphs_or_not():
    document = document_from_text("RAIN\n\nBring:\n- a boat\nPeru\t12\n\nGo.", source="a.txt")
    assert [(p.kind, p.number) for p in document.paragraphs] == [
        ("heading", None),
        ("body", 1),
        ("list item", 2),
        ("table row", None),
        ("body", 3),
    ]


@pytest.mark.parametrize("text", ["a\nb\n\nc", "- a\nb", "x\ty\nz", "", "\n\n", "a"])
def test_unwrapping_again_changes_nothing(text):
    assert unwrap(unwrap(text)) == unwrap(text)
