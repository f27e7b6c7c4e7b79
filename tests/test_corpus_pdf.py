"""PDF: what becomes of columns, margins, footnotes, numbers, tables and headings."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_samples import Page, pdf_bytes, shown

from corpus.assemble import assemble
from corpus.pdf.reader import read_pdf

PROSE = [
    "The rain fell on the land for forty days and",
    "for forty nights, and the rivers rose above all",
    "the marks that had been cut into the bridges.",
]


@pytest.fixture
def read(tmp_path):
    def reading(*pages, name="report.pdf"):
        path = tmp_path / name
        path.write_bytes(pdf_bytes(pages))
        return assemble(read_pdf(path, lambda seconds: None), source=name)

    return reading


def report_page(number, n_pages=4):
    """A page with a running head and a foot, as documents of the United Nations have them."""
    page = Page()
    page.put(60, 40, "A/80/39", 8)
    page.put(60, 810, f"{number}/{n_pages}", 8)
    page.put(500, 810, "25-09815", 8)
    return page


def test_running_heads_page_numbers_and_symbols_are_left_out(read):
    pages = [report_page(number) for number in (1, 2, 3, 4)]
    for number, page in enumerate(pages, start=1):
        page.lines(60, 130, PROSE)
        page.put(60, 190, f"This is said on page {number}.")
    document = read(*pages)
    assert "A/80/39" not in document.text
    assert "25-09815" not in document.text
    assert [document.quote(p) for p in document.paragraphs if p.page == 2] == [
        " ".join(PROSE), "This is said on page 2.",
    ]  # fmt: skip
    assert document.notices == ("left out: running heads, page numbers and document symbols (12)",)


def test_a_number_in_a_table_at_the_top_is_no_page_number(read):
    pages = [Page() for _ in range(3)]
    for number, page in enumerate(pages, start=1):
        page.put(60, 60, f"State {'ABC'[number - 1]}")
        page.put(300, 60, str(40 + 7 * number))
        page.lines(60, 130, PROSE)
        page.put(300, 800, f"{number + 4}")
    document = read(*pages)
    assert [document.text.count(f"State {name} {rain}") for name, rain in
            (("A", 47), ("B", 54), ("C", 61))] == [1, 1, 1]  # fmt: skip
    assert document.notices == ("left out: running heads, page numbers and document symbols (3)",)


def test_a_chapter_s_title_beside_the_page_number_is_left_out(read):
    pages = [Page() for _ in range(6)]
    for number, page in enumerate(pages, start=1):
        page.put(60, 60, "Rivers" if number < 3 else f"Lakes of the {'north' * (number % 2)}")
        page.put(500, 60, str(number))
        page.lines(60, 130, PROSE)
    assert "Rivers" not in read(*pages).text


def test_two_columns_are_read_one_after_the_other(read):
    page = Page()
    page.bold(60, 90, "A title over both of the columns", 18)
    left = [f"Left line number {n} runs on and on here" for n in range(1, 9)]
    right = [f"right line number {n} runs on and on too" for n in range(1, 9)]
    page.lines(60, 130, left)
    page.lines(310, 130, right)
    document = read(page)
    assert document.title == "A title over both of the columns"
    assert [document.quote(p) for p in document.paragraphs] == [
        document.title, " ".join(left + right),
    ]  # fmt: skip


def test_a_paragraph_goes_on_over_the_page_and_keeps_its_pages(read):
    first, second = Page(), Page()
    first.put(60, 100, "12.")
    first.lines(84, 100, ["The first line of the paragraph is as long as the others are,"])
    first.lines(60, 112, ["and it goes on and on, until the page has come to its end, for the"] * 2)
    second.lines(60, 100, ["paragraph does not end there. It ends here."])
    document = read(first, second)
    (paragraph,) = document.paragraphs
    assert paragraph.number == 12
    assert document.quote(paragraph).endswith("for the paragraph does not end there. It ends here.")
    assert document.quote(paragraph).startswith("The first line")
    assert [paragraph.page_at(sentence.start) for sentence in paragraph.sentences] == [1, 2]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("The govern-", "ment met.", "The government met."),
        ("A people-", "centred plan. It is people-centred.", "A people-centred plan. "
         "It is people-centred."),
        ("North and South-", "South trade.", "North and South-South trade."),
        ("A win–", "win plan.", "A win–win plan."),
        ("See https://example.org/the-long-", "address.html now.",
         "See https://example.org/the-long-address.html now."),
    ],
)  # fmt: skip
def test_words_divided_at_a_line_s_end(read, above, below, joined):
    page = Page()
    page.lines(60, 100, [*PROSE[:2], above, below])
    document = read(page)
    assert document.text.endswith(joined)


def test_footnotes_are_kept_apart_and_their_marks_taken_out(read):
    page = Page()
    page.lines(60, 100, PROSE[:2])
    end = page.put(60, 124, "the marks of the Society,")
    end = page.put(end + 1, 120, "1", 6)
    page.put(end + 3, 124, "which has cut them.")
    page.put(60, 700, "1", 5)
    page.put(66, 703, "See the minutes of the Society.", 8)
    page.put(60, 714, "2", 5)
    page.put(66, 717, "In the year of the flood, and in", 8)
    page.put(60, 727, "the one after it.", 8)
    document = read(page)
    assert [(p.kind, document.quote(p)) for p in document.paragraphs] == [
        ("body", f"{PROSE[0]} {PROSE[1]} the marks of the Society, which has cut them."),
        ("footnote", "1 See the minutes of the Society."),
        ("footnote", "2 In the year of the flood, and in the one after it."),
    ]
    assert document.notices == ("taken out of the text: marks of footnotes (1)",)


def test_numbered_paragraphs_and_items(read):
    page = Page()
    page.put(60, 100, "1.")
    page.lines(84, 100, ["The Committee decided to bring:"])
    for y, letter, thing in ((124, "(a)", "A boat;"), (148, "(b)", "An oar.")):
        page.put(84, y, letter)
        page.put(108, y, thing)
    page.put(60, 172, "2.")
    page.lines(84, 172, ["It then went home."])
    assert [(kind, number, words) for kind, number, _, words in shown(read(page))] == [
        ("body", 1, "The Committee decided to bring:"),
        ("list item", None, "(a) A boat;"),
        ("list item", None, "(b) An oar."),
        ("body", 2, "It then went home."),
    ]


def test_headings_by_type_and_number(read):
    page = Page()
    page.bold(60, 80, "Report on the great rain", 20)
    page.bold(60, 120, "Chapter I", 14)
    page.bold(80, 136, "Rain on the land", 14)
    page.bold(60, 170, "A.   Rivers", 12)
    y = page.lines(60, 200, PROSE)
    page.bold(60, y + 12, "B.   Lakes", 12)
    y = page.lines(60, y + 40, PROSE)
    page.bold(60, y + 20, "Annex II", 14)
    page.bold(60, y + 38, "What was lost", 14)
    page.lines(60, y + 60, PROSE)
    document = read(page)
    assert document.title == "Report on the great rain"
    assert [(s.number, s.title, s.level) for s in document.sections] == [
        (None, "Report on the great rain", 1),
        ("I", "Rain on the land", 1),
        ("A", "Rivers", 2),
        ("B", "Lakes", 2),
        ("Annex II", "What was lost", 1),
    ]
    assert [p.section_path for p in document.paragraphs if p.kind == "body"] == [
        ("I. Rain on the land", "A. Rivers"),
        ("I. Rain on the land", "B. Lakes"),
        ("Annex II. What was lost",),
    ]


def test_a_table_is_read_row_by_row(read):
    page = Page()
    page.lines(60, 100, PROSE)
    rows = [("State", "Rain", "Days"), ("Peru", "12", "3"), ("Sri Lanka", "140", "30"),
            ("Sao Tome and Principe", "9", "2"), ("Togo", "77", "12"), ("Chad", "1", "1"),
            ("Mali", "2", "1")]  # fmt: skip
    for index, row in enumerate(rows):
        for x, cell in zip((60, 180, 240), row, strict=True):
            page.put(x, 160 + 14 * index, cell)
    document = read(page)
    assert [document.quote(p) for p in document.paragraphs if p.kind == "table row"] == [
        "\t".join(row) for row in rows
    ]


def test_a_table_of_contents_is_not_searched(read):
    cover, contents, body = Page(), Page(), Page()
    cover.bold(60, 200, "Report on the rain", 20)
    contents.bold(60, 100, "Contents", 14)
    for n, title in enumerate(("Land", "Sea", "Lakes")):
        contents.put(60, 130 + 14 * n, f"{title} {'.' * 40} {n + 3}")
    body.lines(60, 100, PROSE)
    document = read(cover, contents, body)
    assert [p.kind for p in document.paragraphs] == ["heading", *["contents"] * 4, "body"]
    assert document.n_searchable_paragraphs == 2


def test_a_page_s_own_order_does_not_matter(read):
    page = Page()
    for index in (2, 0, 1):
        page.put(60, 100 + 12 * index, PROSE[index])
    assert read(page).text == " ".join(PROSE)


def test_letters_on_their_side_are_left_out_and_counted(read, tmp_path):
    page = Page()
    page.lines(60, 100, PROSE)
    page._parts.append("BT /F1 8 Tf 0 1 -1 0 30 300 Tm (25-09815) Tj ET")
    document = read(page)
    assert document.text == " ".join(PROSE)
    assert document.notices == ("left out: letters that stand sideways (8)",)


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        ("0 1 -1 0", lambda x, y: (y, x)),
        ("0 -1 1 0", lambda x, y: (595 - y, 842 - x)),
        ("-1 0 0 -1", lambda x, y: (595 - x, y)),
    ],
)
def test_a_page_that_lies_on_its_side_is_read(read, matrix, place):
    page = Page()
    for row, line in enumerate(PROSE):
        x, y = place(100, 200 + 12 * row)
        page._parts.append(f"BT /F1 10 Tf {matrix} {x} {y} Tm ({line}) Tj ET")
    document = read(page)
    assert document.text == " ".join(PROSE)
    assert document.notices == ()


PLACES = st.tuples(st.integers(0, 3), st.integers(0, 40))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(PLACES, st.integers(1, 4), min_size=1, max_size=40), min_size=1, max_size=3
    ),
    st.sampled_from([4.5, 5, 6]),  # four words of 6 points end before the next column begins
    st.booleans(),
)
def test_no_word_is_lost_wherever_it_stands(tmp_path_factory, layout, size, is_bold):
    pages = []
    placed = Counter()
    for number, places in enumerate(layout):
        page = Page()
        for (column, row), n_words in places.items():
            words = [f"w{number}c{column}r{row}n{n}" for n in range(n_words)]
            put = page.bold if is_bold and row % 5 == 0 else page.put
            put(60 + 125 * column, 115 + 15 * row, " ".join(words), size)
            placed.update(words)
        pages.append(page)
    path = tmp_path_factory.mktemp("pages") / "any.pdf"
    path.write_bytes(pdf_bytes(pages))
    document = assemble(read_pdf(path, lambda seconds: None), source="any.pdf")
    assert Counter(document.text.split()) == placed
