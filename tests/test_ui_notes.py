"""Footnotes on the page: links to and fro in Read, and what a quote refers to in the evidence."""

import pytest
from ui_samples import HOSTILE, Page, answer_of, cite, report

from corpus.document import Document, NoteMark
from ui.evidence import evidence_html
from ui.exchange import Exchange
from ui.read_view import marked_html
from ui.report import report_html
from ui.report_words import words_html

BODY = "Ada opened. It rained."
WRITTEN_OUT = HOSTILE.replace("\u202e", "⟨U+202E⟩")


def noted(*marks, note="See the <b>minutes</b>.", kind="body", body=BODY):
    """A paragraph with marks `(place in it, label)` of the footnote below it."""
    plain = report((body, note))
    first, second = plain.paragraphs
    notes = tuple(NoteMark(position=at, label=label, note_id=second.id) for at, label in marks)
    paragraphs = (
        first.model_copy(update={"kind": kind, "notes": notes}),
        second.model_copy(update={"kind": "footnote"}),
    )
    fields = {**dict(plain), "paragraphs": paragraphs, "gaps": ()}
    return Document.model_validate(fields)


def links(page, name):
    """Address, sign and spoken name of the links of a class."""
    return [
        (each["href"], each["data-shown"], each["aria-label"])
        for tag, each in page.tags
        if tag == "a" and name in each.get("class", "").split()
    ]


def test_a_mark_is_a_link_at_its_place_and_the_text_stays_what_it_is():
    document = noted((11, "3"))
    html = words_html(document, document.paragraphs[0])
    before, after = html[: html.index("<a ")], html[html.index("</a>") + 4 :]
    assert (before, after) == ("Ada opened.", " It rained.")
    page = Page(report_html(document))
    assert links(page, "rq-note-mark") == [("?doc=d1&para=d1-2", "3", "footnote 3")]
    assert page.texts("rq-words") == [BODY, "See the <b>minutes</b>."]
    assert page.texts("rq-note-mark") == [""]


def test_a_note_leads_back_to_the_sentence_of_each_mark():
    document = noted((11, "3"), (15, "3"), (len(BODY), "3"))
    page = Page(report_html(document))
    back = "back to the mark of footnote 3"
    assert links(page, "rq-note-back") == [
        ("?doc=d1&para=d1-1&mark=0-11", "↩", back),
        ("?doc=d1&para=d1-1&mark=12-22", "↩", back),
        ("?doc=d1&para=d1-1&mark=12-22", "↩", back),
    ]
    marked = Page(marked_html({"d1": document}, ["d1", "d1-1", "12-22"]))
    assert "".join(marked.texts(tag="mark")) == "It rained."
    assert len(links(marked, "rq-note-mark")) == 3


@pytest.mark.parametrize("at", [0, 3, 4, 5, len("Fiji\tRain")])
def test_a_mark_in_a_row_stands_once_and_where_it_stood(at):
    document = noted((at, "a"), kind="table row", body="Fiji\tRain")
    html = words_html(document, document.paragraphs[0])
    assert html.count("rq-note-mark") == 1
    assert "".join(Page(html[: html.index("<a ")]).texts("rq-cell")) == "Fiji\tRain"[:at]


def test_hostile_notes_and_labels_are_text():
    document = noted((11, HOSTILE[:40]), note=HOSTILE)
    read = Page(report_html(document))
    exchange = Exchange(serial=1, question="Who?", answer=answer_of(cite(document, (0, 0))))
    evidence = Page(evidence_html((exchange,), {"d1": document}))
    for page in (read, evidence):
        assert not {tag for tag, _ in page.tags} & {"script", "img", "b"}
        assert not [name for _, names in page.tags for name in names if name.startswith("on")]
    assert read.attributes("data-shown")[0] == HOSTILE[:40]
    assert read.attributes("aria-label")[2] == f"footnote {HOSTILE[:40]}"
    assert evidence.texts("rq-cited-note") == [f"Note: {WRITTEN_OUT}"]


@pytest.mark.parametrize(
    ("at", "sentence", "is_told"),
    [(4, 0, True), (11, 0, True), (11, 1, False), (12, 0, False), (12, 1, False), (13, 1, True),
     (0, 0, False), (len(BODY), 1, True)],
)  # fmt: skip
def test_evidence_tells_the_notes_of_what_is_quoted_and_no_other(at, sentence, is_told):
    document = noted((at, "3"))
    exchange = Exchange(serial=1, question="Who?", answer=answer_of(cite(document, (0, sentence))))
    page = Page(evidence_html((exchange,), {"d1": document}))
    assert page.texts("rq-cited-note") == ["Note: See the <b>minutes</b>."] * is_told


def test_evidence_tells_a_note_once():
    document = noted((4, "3"), (13, "3"))
    answer = answer_of(cite(document, (0, 0), (0, 1)))
    exchange = Exchange(serial=1, question="Who?", answer=answer)
    page = Page(evidence_html((exchange,), {"d1": document}))
    assert page.texts("rq-cited-note") == ["Note: See the <b>minutes</b>."]
