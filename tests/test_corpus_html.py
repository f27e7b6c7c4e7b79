"""Web pages: what is text and what stands around it."""

import pytest
from reader_samples import shown

from corpus.assemble import assemble
from corpus.errors import CorpusError
from corpus.html import read_html


@pytest.fixture
def read(tmp_path):
    def reading(page, encoding="utf-8"):
        path = tmp_path / "report.html"
        path.write_bytes(page.encode(encoding))
        return assemble(read_html(path, lambda seconds: None), source="report.html")

    return reading


def test_headings_lists_tables_and_footnotes(read):
    document = read(
        """<!doctype html><html><head><title>A page</title><style>p {}</style></head><body>
        <nav><a href="/">Home</a></nav><header>United Nations</header>
        <main><h1>The <em>flood</em></h1>
        <p>It rained<sup><a href="#fn1">1</a></sup> on 10<sup>3</sup> km<sup>2</sup>.<br>A lot.</p>
        <h2>Rivers</h2>
        <ul><li>The Rhine<ul><li>at Bonn</li></ul></li><li><p>The Danube.</p></li></ul>
        <table><caption>Rain</caption><tr><th>State</th><th>mm</th></tr>
        <tr><td>Peru</td><td>12</td></tr></table>
        <h3>Later</h3><div>Loose <b>text</b><p>12. It stopped.</p>and more.</div>
        <section class="footnotes"><ol><li id="fn1"><p>See the minutes. <a href="#r">↩</a></p></li>
        </ol></section></main>
        <footer>Imprint</footer><script>alert("no")</script></body></html>"""
    )
    assert document.title == "The flood"
    flood, rivers, later = "The flood", "Rivers", "Later"
    assert shown(document) == [
        ("heading", None, (flood,), flood),
        ("body", None, (flood,), "It rained on 103 km2. A lot."),
        ("heading", None, (flood, rivers), rivers),
        ("list item", None, (flood, rivers), "The Rhine"),
        ("list item", None, (flood, rivers), "at Bonn"),
        ("list item", None, (flood, rivers), "The Danube."),
        ("body", None, (flood, rivers), "Rain"),
        ("table row", None, (flood, rivers), "State\tmm"),
        ("table row", None, (flood, rivers), "Peru\t12"),
        ("heading", None, (flood, rivers, later), later),
        ("body", None, (flood, rivers, later), "Loose text"),
        ("body", 12, (flood, rivers, later), "It stopped."),
        ("body", None, (flood, rivers, later), "and more."),
        ("footnote", None, (flood, rivers, later), "See the minutes."),
    ]
    assert document.notices == ("left out: menus, forms, heads and feet around the text (3)",)


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ("<p>Il pleut à Évry.</p>", "utf-8"),
        ('<meta charset="iso-8859-1"><p>Il pleut à Évry.</p>', "iso-8859-1"),
        ("<p>Il pleut &agrave; &Eacute;vry.</p>", "ascii"),
    ],
)
def test_encodings(read, page, encoding):
    assert read(page, encoding).text == "Il pleut à Évry."


def test_what_is_hidden_is_not_read(read):
    page = (
        '<p>Seen.</p><p hidden>Not.</p><p style="color:red; display : none">Not.</p>'
        "<template><p>Not.</p></template><select><option>Not.</option></select><!-- Not. -->"
    )
    assert read(page).text == "Seen."


def test_a_table_for_the_looks_is_no_table(read):
    page = (
        "<table><tr><td><h2>Rain</h2><p>It fell.</p></td><td><p>It stopped.</p></td></tr></table>"
    )
    assert [(kind, words) for kind, _, _, words in shown(read(page))] == [
        ("heading", "Rain"), ("body", "It fell."), ("body", "It stopped."),
    ]  # fmt: skip


def test_a_page_nested_deeply_is_read_whole_or_refused(read):
    assert read("<div>" * 1_000 + "It rained." + "</div>" * 1_000).text == "It rained."
    with pytest.raises(CorpusError, match="nested too deeply"):
        read("It rained." + "<div>" * 20_000 + "It stopped.")


def test_nothing_is_fetched_and_no_entity_is_followed(read):
    page = (
        '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        '<p>A &e; b.</p><img src="http://192.0.2.1/x.png" alt="x">'
    )
    assert "localhost" not in read(page).text


def test_two_line_breaks_part_paragraphs(read):
    page = "<div>It rained.<br> \n<br/>It stopped<br>soon.<br><br><br></div>"
    assert read(page).text == "It rained.\n\nIt stopped soon."
