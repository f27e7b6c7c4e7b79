"""Word files: paragraphs, numbers that Word counts, tables, footnotes, and what is left out."""

import docx
import pytest
from reader_samples import shown, word_bytes, word_paragraph, word_table

from corpus.assemble import assemble
from corpus.docx.reader import read_docx


@pytest.fixture
def read(tmp_path):
    def reading(body, **parts):
        path = tmp_path / "report.docx"
        path.write_bytes(word_bytes(body, **parts))
        return assemble(read_docx(path, lambda seconds: None), source="report.docx")

    return reading


def test_headings_numbers_items_tables_and_footnotes(read):
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> and so on.</w:t></w:r>'
    document = read(
        word_paragraph("Report on the rain", "Title")
        + word_paragraph("Rain 3", "toc1")
        + word_paragraph("Rain on the land", "heading1", list_id=2)
        + word_paragraph("It fell on the land.", list_id=1)
        + word_paragraph("Rivers", "heading2")
        + word_paragraph("The rivers rose", list_id=1, raw=reference)
        + word_paragraph("Bring a boat;", list_id=1, depth=1)
        + word_paragraph("Bring an oar.", list_id=1, depth=1)
        + word_paragraph("Go home.", list_id=1)
        + word_table(("State", "Rain"), ("Peru", "12 mm"), ("WMO", "World Meteorological Office"))
        + word_paragraph("Rain on the sea", "heading1", list_id=2)
        + word_paragraph("A buoy,", list_id=3)
        + word_paragraph("a ship.", list_id=3),
        footnotes=f'<w:footnote w:id="2">{word_paragraph("See the minutes.")}</w:footnote>',
    )
    land, rivers, sea = "I. Rain on the land", "Rivers", "II. Rain on the sea"
    assert document.title == "Report on the rain"
    assert shown(document) == [
        ("heading", None, ("Report on the rain",), "Report on the rain"),
        ("contents", None, ("Report on the rain",), "Rain 3"),
        ("heading", None, (land,), land),
        ("body", 1, (land,), "It fell on the land."),
        ("heading", None, (land, rivers), rivers),
        ("body", 2, (land, rivers), "The rivers rose and so on."),
        ("footnote", None, (land, rivers), "See the minutes."),
        ("list item", None, (land, rivers), "(a) Bring a boat;"),
        ("list item", None, (land, rivers), "(b) Bring an oar."),
        ("body", 3, (land, rivers), "Go home."),
        ("table row", None, (land, rivers), "State\tRain"),
        ("table row", None, (land, rivers), "Peru\t12 mm"),
        ("glossary entry", None, (land, rivers), "WMO\tWorld Meteorological Office"),
        ("heading", None, (sea,), sea),
        ("list item", None, (sea,), "A buoy,"),
        ("list item", None, (sea,), "a ship."),
    ]
    assert document.text.endswith("II. Rain on the sea\n\nA buoy,\na ship.")
    assert [(s.number, s.title, s.level) for s in document.sections] == [
        (None, "Report on the rain", 1),
        ("I", "Rain on the land", 1),
        (None, "Rivers", 2),
        ("II", "Rain on the sea", 1),
    ]


def test_a_file_of_python_docx(tmp_path):
    made = docx.Document()
    made.add_heading("The flood", level=1)
    made.add_paragraph("It rained for forty days.")
    made.add_paragraph("A boat", style="List Bullet")
    made.add_heading("Later", level=2)
    made.add_paragraph("12. It stopped.")
    made.sections[0].header.paragraphs[0].text = "A/80/39"
    made.save(tmp_path / "flood.docx")
    document = assemble(read_docx(tmp_path / "flood.docx", lambda s: None), source="flood.docx")
    assert document.title == "The flood"
    assert shown(document) == [
        ("heading", None, ("The flood",), "The flood"),
        ("body", None, ("The flood",), "It rained for forty days."),
        ("list item", None, ("The flood",), "A boat"),
        ("heading", None, ("The flood", "Later"), "Later"),
        ("body", 12, ("The flood", "Later"), "It stopped."),
    ]
    assert document.notices == ("left out: running heads and feet (1)",)


def test_paragraphs_are_counted_where_no_number_is_printed(read):
    document = read(word_paragraph("It rained.") + word_paragraph("It stopped."))
    assert [(p.number, document.quote(p)) for p in document.paragraphs] == [
        (1, "It rained."), (2, "It stopped."),
    ]  # fmt: skip


def test_what_is_inserted_is_read_and_what_is_deleted_is_not(read):
    tracked = (
        "<w:ins><w:r><w:t> hard</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> softly</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t> in Peru</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>today</w:t><w:br/><w:t>again.</w:t></w:r>"
    )
    document = read(word_paragraph("It rained", raw=tracked))
    assert document.text == "It rained hard in Peru today again."
    assert document.notices == ("left out: deleted passages (1)",)


def test_text_boxes_are_read_once(read):
    inner = f"<w:txbxContent>{word_paragraph('In a box.')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(word_paragraph("Beside it.", raw=box)).text == "Beside it.\n\nIn a box."


def test_a_list_of_another_number_begins_anew(read):
    document = read(
        word_paragraph("One.", list_id=1)
        + word_paragraph("a", list_id=1, depth=1)
        + word_paragraph("Two.", list_id=1)
        + word_paragraph("b", list_id=1, depth=1)
    )
    assert [document.quote(p) for p in document.paragraphs] == ["One.", "(a) a", "Two.", "(a) b"]


def test_a_table_in_a_cell_is_read_once(read):
    inner = word_table(("a", "b"), ("c", "d"))
    outer = f"<w:tbl><w:tr><w:tc>{word_paragraph('Rain')}{inner}</w:tc></w:tr></w:tbl>"
    assert read(outer).text == "Rain a b c d"


def test_bold_lines_are_headings_where_no_style_says_which_are(read):
    def bold(words):
        return word_paragraph("", raw=f"<w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>")

    plain = bold("I. Rain") + bold("A. Land") + bold("It rained.") + word_paragraph("It stopped.")
    assert [(p.kind, p.section_path) for p in read(plain).paragraphs] == [
        ("heading", ("I. Rain",)),
        ("heading", ("I. Rain", "A. Land")),
        ("body", ("I. Rain", "A. Land")),
        ("body", ("I. Rain", "A. Land")),
    ]
    styled = read(word_paragraph("Snow", "heading1") + bold("I. Rain"))
    assert [p.kind for p in styled.paragraphs] == ["heading", "body"]


def test_headings_in_the_styles_of_the_united_nations(tmp_path):
    made = docx.Document()
    for name, words in (("_ H _Ch_G", "I. Rain"), ("_ H _1_G", "A. Land"), ("_ H_23_G", "Peru")):
        made.styles.add_style(name, 1)
        made.add_paragraph(words, style=name)
    made.save(tmp_path / "un.docx")
    document = assemble(read_docx(tmp_path / "un.docx", lambda s: None), source="un.docx")
    assert document.paragraphs[-1].section_path == ("I. Rain", "A. Land", "Peru")
