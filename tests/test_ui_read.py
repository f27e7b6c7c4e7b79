import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_samples import HOSTILE, SENTENCES, Page, answer_of, cite, report

from corpus.document import Gap, GlossaryEntry, PageTurn, Section, Span, Speaker
from ui.card_actions import quotation
from ui.evidence import evidence_html
from ui.exchange import Exchange
from ui.permalink import marks_in, permalink
from ui.quotes import cards_of
from ui.read_view import marked_html, options_html, read_html
from ui.report import report_html
from ui.report_sides import sides_html
from ui.report_words import words_html

REPORT = report()
LIBRARY = {REPORT.id: REPORT}
VISIBLE = st.characters(exclude_categories=("Cc", "Cf", "Cs"))
WRITTEN_OUT = HOSTILE.replace("\u202e", "⟨U+202E⟩")


def of_kinds(*kinds_and_texts, **fields):
    """A report of one paragraph a pair of kind and text."""
    plain = report(tuple(text for _, text in kinds_and_texts))
    paragraphs = tuple(
        paragraph.model_copy(update={"kind": kind})
        for (kind, _), paragraph in zip(kinds_and_texts, plain.paragraphs, strict=True)
    )
    return plain.model_copy(update={"paragraphs": paragraphs, **fields})


def test_every_paragraph_stands_whole_under_its_number():
    page = Page(report_html(REPORT))
    assert page.texts("rq-words") == [" ".join(SENTENCES), WRITTEN_OUT]
    assert page.texts("rq-permalink") == ["1", "2"]
    links = [names["href"] for tag, names in page.tags if tag == "a"]
    assert links == ["?doc=d1&para=d1-1", "?doc=d1&para=d1-2"]
    assert page.attributes("data-para") == ["d1-1", "d1-2"]


def test_hostile_text_is_text():
    document = REPORT.model_copy(update={"id": '"><b>', "source": HOSTILE, "notices": (HOSTILE,)})
    page = Page(read_html({document.id: document, "d2": REPORT}, document.id))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "b"}
    assert not page.attributes("src")
    assert not [name for _, names in page.tags for name in names if name.startswith("on")]
    assert page.attributes("data-document") == ['"><b>']


def test_a_gap_is_said_where_it_is():
    gaps = (
        Gap(kind="cut before", position=0, paragraph_id="d1-1", note="the beginning is missing"),
        Gap(kind="sections missing", position=60, note="no heading of section II is here"),
        Gap(kind="cut after", position=70, paragraph_id="d1-2", note="the end is missing"),
        Gap(kind="sections missing", position=999, note="no heading of section IX is here"),
    )
    html = report_html(REPORT.model_copy(update={"gaps": gaps}))
    page = Page(html)
    assert page.texts("rq-gap") == [
        "The beginning is missing.",
        "No heading of section II is here.",
        "The end is missing.",
        "No heading of section IX is here.",
    ]
    order = ("The beginning", "Ada opened", "section II ", "&lt;script", "The end", "section IX")
    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_each_kind_has_its_own_form():
    document = of_kinds(
        ("heading", "NEXT STEPS"),
        ("list item", "(a) one"),
        ("table row", "Fiji\tInitial"),
        ("table row", "Ecuador\tFourth"),
        ("glossary entry", "AU\tAfrican Union"),
        ("footnote", "1 See above."),
        ("contents", "PREFACE iii"),
        sections=(Section(start=0, end=10, title="NEXT STEPS", level=2),),
    )
    page = Page(report_html(document))
    assert page.texts(tag="h4") == ["NEXT STEPS"]
    assert page.texts("rq-table") == ["3Fiji\tInitial4Ecuador\tFourth", "5AU\tAfrican Union"]
    assert page.texts("rq-cell")[:3] == ["Fiji\t", "Initial", "Ecuador\t"]
    assert page.texts("rq-list-item") == ["2(a) one"]
    assert page.texts("rq-footnote") == ["61 See above."]
    assert page.texts("rq-contents") == ["7PREFACE iii"]


def test_a_page_is_named_where_it_begins_and_within_a_paragraph():
    first, second = REPORT.paragraphs
    turned = first.model_copy(update={"page_turns": (PageTurn(position=24, page=8),)})
    second = second.model_copy(update={"page": 8})
    page = Page(report_html(REPORT.model_copy(update={"paragraphs": (turned, second)})))
    assert page.texts("rq-page") == ["p. 7"]
    assert page.attributes("data-page") == ["p. 8"]
    assert page.texts("rq-words")[0] == " ".join(SENTENCES)


def test_the_signs_for_bold_type_are_there_and_not_shown():
    document = of_kinds(("heading", "**FLOODS**"), ("body", "**a** and **b**"), ("body", "** x **"))
    page = Page(report_html(document))
    assert page.texts("rq-words") == ["**FLOODS**", "**a** and **b**", "** x **"]
    assert page.texts("rq-bold") == ["**", "**"]


@st.composite
def marked_paragraphs(draw):
    """A report of one paragraph of any visible text, tabs too, and two spans of it."""
    text = draw(st.text(VISIBLE | st.sampled_from("<>&\"'\t"), min_size=1, max_size=60))
    text = draw(st.sampled_from([text, f"**{text}**"]))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    kind = draw(st.sampled_from(["body", "table row"]))
    return of_kinds((kind, text)), [
        Span(start=cuts[0], end=cuts[1]),
        Span(start=cuts[2], end=cuts[3]),
    ]


@given(marked_paragraphs())
def test_exactly_the_characters_of_the_marks_are_marked(marked):
    document, marks = marked
    page = Page(f"<p>{words_html(document, document.paragraphs[0], marks)}</p>")
    assert page.texts(tag="p") == [document.text]
    assert "".join(page.texts(tag="mark")) == "".join(document.quote(mark) for mark in marks)


def test_a_link_carries_the_marks_and_gives_them_back():
    first, second = REPORT.paragraphs
    assert permalink("d1", "a b&c") == "?doc=d1&para=a+b%26c"
    assert permalink("d1", "d1-2", (Span(start=0, end=3),)) == "?doc=d1&para=d1-2&mark=0-3"
    assert marks_in(REPORT, first, "0-23.34-43") == (Span(start=0, end=23), Span(start=34, end=43))
    assert marks_in(REPORT, second, "1-4") == (Span(start=second.start + 1, end=second.start + 4),)


@pytest.mark.parametrize(
    "ranges", ["", "x", "3-3", "5-2", "0-9999", "-1-3", "1-2-3", "٣-٤", "0x1-0x2", "1" * 20 + "-2"]
)
def test_a_range_that_cannot_be_marked_is_left_out(ranges):
    assert marks_in(REPORT, REPORT.paragraphs[0], ranges) == ()


def test_a_place_is_marked_by_its_link_and_a_foreign_one_is_nothing():
    assert Page(marked_html(LIBRARY, ["d1", "d1-1", "24-33"])).texts(tag="mark") == [
        "It rained."[:9]
    ]
    for place in (["d1", "d1-9", "0-3"], ["no", "d1-1", "0-3"], ["d1"], "d1", None, [1, {}, []]):
        assert marked_html(LIBRARY, place) == ""


def test_a_report_that_is_not_there_is_told_above_the_first():
    page = Page(read_html(LIBRARY, "gone"))
    assert page.texts("rq-note")[0].startswith("The link leads to a report that is not in")
    assert page.attributes("data-document") == ["d1"]
    assert Page(read_html(LIBRARY, "")).texts("rq-note") == []
    assert Page(read_html({}, "d1")).texts("rq-note")[0].startswith("The library holds no report")


def test_reports_are_chosen_only_where_there_are_several():
    other = report(title="Other", document_id="d2")
    both = Page(read_html({**LIBRARY, "d2": other}, "d2"))
    assert both.texts(tag="option") == ["A <b>meeting</b>", "Other"]
    chosen = [names["value"] for tag, names in both.tags if "selected" in names]
    assert chosen == ["d2"] and not [names for tag, names in both.tags if "hidden" in names]
    one = Page(read_html(LIBRARY, "d1"))
    assert [tag for tag, names in one.tags if "hidden" in names] == ["select"]
    assert Page(options_html(LIBRARY, "gone")).texts(tag="option") == ["A <b>meeting</b>"]


def test_speakers_and_abbreviations_are_a_question_away():
    speakers = (
        Speaker(start=0, end=3, name="Ada Byron", paragraph_id="d1-1"),
        Speaker(start=0, end=3, name="Ada Byron", role="Director", paragraph_id="d1-1"),
    )
    glossary = (
        GlossaryEntry(start=0, end=3, abbreviation="UN", expansion="United <Nations>"),
        GlossaryEntry(start=0, end=3, abbreviation="ILO", expansion="Labour Organization"),
    )
    page = Page(sides_html(REPORT.model_copy(update={"speakers": speakers, "glossary": glossary})))
    assert page.texts(tag="li") == [
        "V. TOWARDS <2018>",
        "Ada ByronDirector",
        "ILOLabour Organization",
        "UNUnited <Nations>",
    ]
    assert page.attributes("data-question") == [
        "Who is Ada Byron?",
        "What does ILO stand for?",
        "What does UN stand for?",
    ]
    assert Page(sides_html(REPORT)).texts(tag="summary") == ["Outline"]


def test_a_heading_leads_to_its_paragraph():
    second = REPORT.paragraphs[1]
    section = Section(start=second.start, end=second.end, title="Second", level=1)
    page = Page(sides_html(REPORT.model_copy(update={"sections": (section,)})))
    assert page.attributes("href") == ["?doc=d1&para=d1-2"]


def card_of(*places):
    exchange = Exchange(serial=1, question="Who?", answer=answer_of(cite(REPORT, *places)))
    return Page(evidence_html((exchange,), LIBRARY))


def test_a_card_leads_to_exactly_its_quotes_in_the_report():
    page = card_of((0, 0), (0, 3))
    (link,) = [names["href"] for _, names in page.tags if names.get("class") == "rq-read-link"]
    assert link == "?doc=d1&para=d1-1&mark=0-23.46-64"
    assert page.attributes("data-link") == [link]
    marked = Page(marked_html(LIBRARY, ["d1", "d1-1", "0-23.46-64"])).texts(tag="mark")
    assert marked == [SENTENCES[0], SENTENCES[3]]


def test_a_copied_quote_says_its_place():
    (card,) = cards_of(cite(REPORT, (0, 0), (0, 3)), LIBRARY)
    copied = (
        "“Ada opened the meeting.” […] “Forty people came.” "
        "(A <b>meeting</b>, § V. TOWARDS <2018>, ¶ 1 · p. 7)"
    )
    assert quotation(card) == copied
    assert card_of((0, 0), (0, 3)).attributes("data-copy") == [copied]


def test_a_quote_whose_report_is_gone_leads_nowhere():
    exchange = Exchange(serial=1, question="Who?", answer=answer_of(cite(REPORT, (0, 0))))
    page = Page(evidence_html((exchange,), {}))
    assert page.texts("rq-actions") == []
    assert page.texts(tag="mark") == [SENTENCES[0]]
