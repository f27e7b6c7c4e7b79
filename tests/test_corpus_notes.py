"""Footnotes: each format's marks lead to their notes, from the place where they stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from reader_samples import Page, pdf_bytes, with_notes, word_bytes, word_paragraph, word_table

from corpus.assemble import assemble
from corpus.blocks import Block, Reading
from corpus.document import Document, NoteMark, Paragraph
from corpus.docx.reader import read_docx
from corpus.html import read_html
from corpus.markdown import reading_of
from corpus.marks import Mark, Marked, joined
from corpus.pdf.reader import read_pdf


@pytest.fixture
def read(tmp_path):
    def reading(reader, content):
        path = tmp_path / "report"
        path.write_bytes(content)
        return assemble(reader(path, lambda seconds: None), source="report")

    return reading


PIECES = st.lists(st.text(st.sampled_from("ab \t\u2003\n")) | st.none(), max_size=12)


@given(PIECES)
def test_in_one_line_every_mark_stays_behind_the_same_words(pieces):
    mark = Marked("", (Mark(0, "1", "n"),))
    told = joined("", [mark if each is None else Marked(each) for each in pieces]).in_one_line()
    texts = [each or "" for each in pieces]
    before = ["".join(texts[:n]) for n, each in enumerate(pieces) if each is None]
    assert told.words == " ".join("".join(texts).split())
    assert [told.words[: mark.at] for mark in told.marks] == [" ".join(b.split()) for b in before]


def document_of(*blocks):
    return assemble(Reading(blocks=blocks), source="report.pdf")


NOTE = Block("See it.", kind="footnote", names=("n",))


def test_a_mark_has_a_place_in_the_text_of_the_document():
    document = document_of(Block("It rained. A lot.", marks=(Mark(10, "1", "n"),)), NOTE)
    body, note = document.paragraphs
    assert body.notes == (NoteMark(position=10, label="1", note_id=note.id),)
    assert document.marks_of(note.id) == ((body, body.notes[0]),)
    assert document.marks_of(body.id) == ()


def test_marks_stand_at_the_same_words_after_normalising():
    marks = (Mark(0, "1", "n"), Mark(5, "1", "n"), Mark(13, "1", "n"), Mark(20, "1", "n"))
    document = document_of(Block(" pass\u200bword e\u0301 there ", marks=marks), NOTE)
    one = "[1: See it.]"
    assert with_notes(document) == [f"{one}pass{one}word \u00e9{one} there{one}", "See it."]


@pytest.mark.parametrize(
    ("label", "shown"), [("a\u202e\u200bb", "ab"), ("", "*"), ("\u200b", "*"), ("9" * 50, "9" * 40)]
)
def test_a_label_is_short_and_visible(label, shown):
    document = document_of(Block("It rained.", marks=(Mark(2, label, "n"),)), NOTE)
    assert [mark.label for mark in document.paragraphs[0].notes] == [shown]


@pytest.mark.parametrize(
    "blocks",
    [
        (Block("It rained.", marks=(Mark(2, "1", "other"),)), NOTE),
        (Block("It rained.", marks=(Mark(2, "1", "n"),)), NOTE, NOTE),
        (Block("It rained.", marks=(Mark(2, "1", "n"), Mark(3, "2", "n"))), NOTE),
        (Block("It rained.", marks=(Mark(2, "1", "n"),)), Block("See it.", names=("n",))),
        (Block("It rained.", marks=(Mark(2, "1", "n"),)), Block(" ", "footnote", names=("n",))),
    ],
    ids=["no note", "two notes", "two labels", "no footnote", "no words"],
)
def test_a_mark_in_doubt_leads_nowhere(blocks):
    assert [
        paragraph.notes for paragraph in document_of(*blocks).paragraphs if paragraph.notes
    ] == []


@pytest.mark.parametrize(
    ("position", "note_id", "message"),
    [(-1, "n", "greater than"), (3, "n", "outside of b"), (9, "n", "outside of b"),
     (5, "b", "no footnote"), (5, "gone", "no footnote")],
)  # fmt: skip
def test_a_document_refuses_a_mark_that_is_not_in_its_paragraph_or_leads_to_no_note(
    position, note_id, message
):
    with pytest.raises(ValidationError, match=message):
        Document(
            id="d", title="", source="", sha256="", text="One Two Note",
            paragraphs=(
                Paragraph(id="a", start=0, end=3),
                Paragraph(id="b", start=4, end=7, notes=(
                    NoteMark(position=position, label="1", note_id=note_id),)),
                Paragraph(id="n", start=8, end=12, kind="footnote"),
            ),
        )  # fmt: skip


def word_reference(note_id, kind="footnote", custom="", then=""):
    words = f'<w:t xml:space="preserve">{then}</w:t>'
    return f'<w:r><w:{kind}Reference {custom} w:id="{note_id}"/></w:r><w:r>{words}</w:r>'


def test_word_numbers_its_notes_as_they_come(read):
    notes = "".join(
        f'<w:footnote w:id="{number}">{word_paragraph(words)}</w:footnote>'
        for number, words in ((0, ""), (4, "See the minutes."), (7, "See the map."), (9, "Anew."))
    )
    end = f'<w:endnote w:id="4">{word_paragraph("At the end.")}</w:endnote>'
    cell = word_paragraph("12 mm", raw=word_reference(9, custom='w:customMarkFollows="1"'))
    table = word_table(("State", "Rain"), ("Peru", "")).replace(word_paragraph(""), cell)
    document = read(
        read_docx,
        word_bytes(
            word_paragraph("Rain", "heading1", raw=word_reference(4, "endnote"))
            + word_paragraph(
                "12. It rained.", raw=word_reference(7, then=" A  lot") + word_reference(4)
            )
            + word_paragraph("A boat;", list_id=1, depth=1, raw=word_reference(0))
            + word_paragraph("an oar", list_id=1, depth=1, raw=word_reference(7, then="."))
            + table,
            footnotes=notes,
            endnotes=end,
        ),
    )
    assert with_notes(document) == [
        "Rain[i: At the end.]",
        "At the end.",
        "It rained.[1: See the map.] A lot[2: See the minutes.]",
        "See the map.",
        "See the minutes.",
        "(a) A boat;",
        "(b) an oar[1: See the map.].",
        "State\tRain",
        "Peru\t12 mm[*: Anew.]",
        "Anew.",
    ]


def test_marks_of_a_web_page_lead_to_the_notes_that_they_link(read):
    document = read(
        read_html,
        """<main><p>It rained<sup><a href="#fn1">1</a></sup> a lot,
        <sup>[<a href="#fn2">2</a>]</sup> here.<br><br>12. There
        <a role="doc-noteref" href="#s-%C3%A9">*</a> too
        <sup><a href="#gone">9</a></sup><sup><a href="notes.html#fn1">8</a></sup></p>
        <section class="footnotes" id="notes"><h2>Notes</h2><ol>
        <li id="fn1"><p>The minutes.</p><p>Page 2. <a href="#r">↩</a></p></li>
        <li id="empty"></li>
        <li><a name="fn2"></a>The map, see also<sup><a href="#fn1">1</a></sup>.</li>
        </ol><p><sup><a id="s-é" href="#r2">*</a></sup> The sea.</p></section>
        <p>After<sup><a href="#notes">1</a></sup> and<sup><a href="#notes">2</a></sup>
        and<sup><a href="#empty">3</a></sup>.</p></main>""".encode(),
    )
    assert with_notes(document) == [
        "It rained[1: The minutes.] a lot,[2: The map, see also.] here.",
        "There[*: The sea.] too",
        "Notes",
        "The minutes.",
        "Page 2.",
        "The map, see also[1: The minutes.].",
        "The sea.",
        "After and and.",
    ]


def test_marks_of_markdown_lead_to_the_notes_of_their_name():
    document = assemble(
        reading_of(
            "# Rain [^a]\n\nIt *rained* [^1], a lot.[^b-2][^1] Gone[^9]. `x`\n\n"
            "- an oar[^a]\n\n| State | mm |\n| - | - |\n| Peru[^a] | 12[^1] |\n\n"
            "[^1]: The minutes.\n[^b-2]: The **map**.\n[^a]: The sea.\n"
        ),
        source="report.md",
    )
    one, sea = "[1: The minutes.]", "[a: The sea.]"
    assert with_notes(document) == [
        f"Rain{sea}",
        f"It rained{one}, a lot.[b-2: The map.]{one} Gone. x",
        f"an oar{sea}",
        "State\tmm",
        f"Peru{sea}\t12{one}",
        "The minutes.",
        "The map.",
        "The sea.",
    ]


def put_note(page, y, number, words):
    page.put(60, y, number, 5)
    page.put(66, y + 3, words, 8)


def put_marked(page, y, *pieces):
    """Words and raised marks in turn, on one line."""
    x = 60
    for index, piece in enumerate(pieces):
        x = page.put(x, y - 4 * (index % 2), piece, 6 if index % 2 else 10)


PROSE = "The rain fell on the land for forty days and"


def test_marks_of_a_pdf_lead_to_the_note_of_their_number_on_the_same_page(read):
    page, other = Page(), Page()
    put_marked(page, 100, "1.  The rivers rose,", "1", " above the marks", "2,3", " and fell")
    put_marked(page, 112, "again all over the land where the rain had been heard of before", "4")
    put_note(page, 700, "1", "See the minutes.")
    put_note(page, 714, "2", "See the map.")
    put_note(page, 728, "3", "See the sea.")
    put_marked(other, 100, "2.  The rivers rose", "1", " anew, it said.")
    put_note(other, 700, "5", "See the end.")
    document = read(read_pdf, pdf_bytes([page, other]))
    assert with_notes(document) == [
        "The rivers rose,[1: 1 See the minutes.] above the marks[2: 2 See the map.]"
        "[3: 3 See the sea.] and fell again all over the land where the rain had been heard of "
        "before",
        "1 See the minutes.",
        "2 See the map.",
        "3 See the sea.",
        "The rivers rose anew, it said.",
        "5 See the end.",
    ]
    assert document.notices == ("taken out of the text: marks of footnotes (4)",)


def test_a_number_that_a_page_raises_twice_leads_nowhere_a_letter_does(read):
    page = Page()
    put_marked(
        page, 100, "Of the 10", "6", " litres of rain", "6", " it is said", "a", " that they fell"
    )
    put_marked(page, 112, "on the land.", "a")
    put_note(page, 700, "6", "See the minutes.")
    put_note(page, 714, "a", "See the map.")
    said, letter = "on the land", "[a: a See the map.]"
    body, *_ = with_notes(read(read_pdf, pdf_bytes([page])))
    assert body == f"Of the 10 litres of rain it is said{letter} that they fell {said}.{letter}"


def test_a_mark_in_a_table_of_a_pdf_stands_in_its_cell(read):
    page = Page()
    for y, state, rain in ((100, "State", "Rain"), (112, "Peru", "12"), (124, "Fiji", "14")):
        page.put(60, y, state)
        end = page.put(200, y, rain)
        if state == "Peru":
            page.put(end + 1, y - 4, "a", 6)
        page.put(300, y, "mm")
    page.lines(60, 200, [PROSE, PROSE])
    put_note(page, 700, "a", "See the map.")
    assert "Peru\t12[a: a See the map.]\tmm" in with_notes(read(read_pdf, pdf_bytes([page])))
