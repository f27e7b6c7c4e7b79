"""Tables of a PDF: rows and columns as they are seen, where blanks and wide gaps alone mislead."""

from corpus.pdf.lines import Line
from corpus.pdf.tables import Table, split_tables
from corpus.pdf.words import Word


def words(y, *places):
    """Words of 10 points: each `(x0, x1, text)`, of which the blanks stand for further words."""
    return tuple(
        Word(text, x0=x0, x1=x1, y=y, size=10, is_bold=False, is_italic=False)
        for x0, x1, text in places
    )


def lines(*rows, pitch=19):
    """Lines 19 points apart, in a column from 50 to 500."""
    return [
        Line(words(pitch * (n + 1), *row), page=1, left=50, right=500) for n, row in enumerate(rows)
    ]


def table_of(given):
    (table,) = split_tables(given)
    assert isinstance(table, Table)
    return tuple(tuple(cell.words for cell in row) for row in table.rows)


def test_a_first_column_that_few_rows_have_a_cell_of():
    later = [[(120, 150, "Second"), (170, 230, "2010")]] * 5
    given = lines([(50, 90, "Peru"), (120, 150, "Initial"), (170, 230, "2005")], *later)
    assert table_of(given) == (("Peru", "Initial", "2005"), *[("", "Second", "2010")] * 5)


def test_a_row_whose_cells_nearly_touch_does_not_end_its_table():
    wide = [(50, 80, "Initial"), (120, 160, "2004"), (250, 300, "yes")]
    narrow = [(50, 112, "Combined"), (120, 242, "November"), (250, 300, "no")]
    assert table_of(lines(wide, wide, narrow, wide)) == (
        ("Initial", "2004", "yes"),
        ("Initial", "2004", "yes"),
        ("Combined", "November", "no"),
        ("Initial", "2004", "yes"),
    )


def test_running_text_below_a_table_is_none_of_it():
    wide = [(50, 80, "Initial"), (120, 160, "2004"), (250, 300, "yes")]
    text = [(50, 112, "Combined"), (120, 180, "reports"), (188, 240, "are"), (248, 400, "late.")]
    table, prose = split_tables(lines(wide, wide, text))
    assert isinstance(table, Table) and len(table.rows) == 2
    assert [line.text for line in prose] == ["Combined reports are late."]
