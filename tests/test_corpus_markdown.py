"""Markdown: headings, lists, tables, footnotes, and what is no text."""

from reader_samples import shown

from corpus.assemble import assemble
from corpus.markdown import reading_of


def read(text):
    return assemble(reading_of(text), source="report.md")


def test_headings_lists_tables_and_footnotes():
    document = read(
        """# The *flood*

It rained[^1] on the `land`
and on the [sea](https://example.org).

## Rivers

- The Rhine
  - at Bonn
- The Danube.

  It is long.

| State | mm |
|-------|----|
| Peru  | 12 |

Later
-----

1. It stopped.

![A map](map.png)

[^1]: See the minutes.
[^two]: And *these*.
"""
    )
    flood, rivers, later = "The flood", "Rivers", "Later"
    assert document.title == flood
    assert shown(document) == [
        ("heading", None, (flood,), flood),
        ("body", 1, (flood,), "It rained on the land and on the sea."),
        ("heading", None, (flood, rivers), rivers),
        ("list item", 2, (flood, rivers), "The Rhine"),
        ("list item", 3, (flood, rivers), "at Bonn"),
        ("list item", 4, (flood, rivers), "The Danube."),
        ("list item", 5, (flood, rivers), "It is long."),
        ("table row", None, (flood, rivers), "State\tmm"),
        ("table row", None, (flood, rivers), "Peru\t12"),
        ("heading", None, (flood, later), later),
        ("list item", 6, (flood, later), "It stopped."),
        ("body", 7, (flood, later), "A map"),
        ("footnote", 8, (flood, later), "See the minutes."),
        ("footnote", 9, (flood, later), "And these."),
    ]


def test_data_above_the_text():
    document = read('---\ntitle: "On rain"\ndate: 2025\n---\n\nIt rained.\n')
    assert document.title == "On rain"
    assert document.text == "It rained."
    assert document.notices == ("left out: the lines of data above the text",)


def test_code_and_tags_are_read_as_their_words():
    document = read("```\nx = 1\ny = 2\n```\n\n<div>It <b>rained</b>.</div>\n\nA <i>lot</i>.\n")
    assert [document.quote(p) for p in document.paragraphs] == [
        "x = 1 y = 2",
        "It rained .",
        "A lot.",
    ]


def test_line_ends_make_no_difference():
    assert read("# A\r\n\r\nb\r\nc\r\n").text == read("# A\n\nb\nc\n").text == "A\n\nb c"
