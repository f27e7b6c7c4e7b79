from hypothesis import given
from hypothesis import strategies as st
from ui_samples import HOSTILE, SENTENCES, Page, answer_of, cite, report

from corpus.document import Span
from qa.answer import Citation
from ui.evidence import evidence_html
from ui.exchange import Exchange
from ui.quotes import MarkedQuote, cards_of

REPORT = report()
LIBRARY = {REPORT.id: REPORT}
OUR_TAGS = {
    "aside",
    "section",
    "header",
    "article",
    "h2",
    "p",
    "span",
    "a",
    "mark",
    "div",
    "button",
}
VISIBLE = st.characters(exclude_categories=("Cc", "Cf", "Cs"))


def panel(*answers, documents=LIBRARY, question="Who?"):
    exchanges = tuple(
        Exchange(serial=serial, question=question, answer=answer)
        for serial, answer in enumerate(answers, start=1)
    )
    return Page(evidence_html(exchanges, documents))


def span_citation(document, start, end, number=1):
    return Citation.of(document, document.paragraphs[0], Span(start=start, end=end), number)


@st.composite
def quoted_reports(draw):
    """A report of one paragraph of any visible text, and a span of it."""
    text = draw(st.text(VISIBLE | st.sampled_from("<>&\"'"), min_size=1, max_size=80))
    start = draw(st.integers(0, len(text) - 1))
    return report((text,)), start, draw(st.integers(start + 1, len(text)))


@given(quoted_reports())
def test_the_marked_span_is_the_quote_and_the_paragraph_is_whole(quoted):
    document, start, end = quoted
    citation = span_citation(document, start, end)
    page = panel(answer_of((citation,)), documents={document.id: document})
    assert page.texts(tag="mark") == [citation.quote]
    assert page.texts("rq-paragraph") == [document.text]
    assert {tag for tag, _ in page.tags} <= OUR_TAGS


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_becomes_markup(title, question):
    document = report((HOSTILE,), title=title)
    answer = answer_of(cite(document, (0, 0)))
    page = panel(answer, documents={document.id: document, "other": REPORT}, question=question)
    assert {tag for tag, _ in page.tags} <= OUR_TAGS
    assert not [name for _, names in page.tags for name in names if name.startswith("on")]
    assert not page.attributes("src")


def test_words_said_twice_are_marked_where_they_are_cited():
    (card,) = cards_of(cite(REPORT, (0, 2)), LIBRARY)
    start = len("Ada opened the meeting. It rained. ")
    assert card.quotes == (MarkedQuote(number=1, start=start, end=start + len("It rained.")),)


def test_without_its_document_a_quote_is_still_marked():
    (card,) = cards_of(cite(REPORT, (0, 3)), {})
    (quote,) = card.quotes
    assert card.citation.paragraph_text[quote.start : quote.end] == SENTENCES[3]
    assert card.place == "p. 7"


def test_quotes_of_one_paragraph_share_its_card_in_the_order_of_the_text():
    page = panel(answer_of(cite(REPORT, (0, 3), (1, 0), (0, 0))))
    assert page.texts("rq-numbers") == ["13", "2"]
    assert page.texts(tag="mark")[:2] == [SENTENCES[0], SENTENCES[3]]


def test_overlapping_quotes_get_cards_of_their_own():
    citations = (span_citation(REPORT, 0, 30), span_citation(REPORT, 24, 34, number=2))
    cards = cards_of(citations, LIBRARY)
    assert [[quote.number for quote in card.quotes] for card in cards] == [[1], [2]]


def test_a_quote_says_where_it_stands():
    page = panel(answer_of(cite(REPORT, (0, 0), (1, 0))))
    assert page.texts("rq-place") == [
        "§ V. TOWARDS <2018> · ¶ 1 · p. 7",
        "§ V. TOWARDS <2018> · ¶ 2",
    ]


def test_the_report_is_named_only_where_there_are_several():
    answer = answer_of(cite(REPORT, (0, 0)))
    assert panel(answer).texts("rq-source") == []
    assert panel(answer, documents={**LIBRARY, "other": REPORT}).texts("rq-source") == [
        "A <b>meeting</b>"
    ]


def test_a_gap_is_said_beside_its_paragraph_only():
    page = panel(answer_of(cite(REPORT, (0, 0), (1, 0))))
    assert page.texts("rq-cut") == ["The end of this paragraph is missing from the source."]


def test_only_the_last_evidence_is_on_show_and_no_id_twice():
    answer = answer_of(cite(REPORT, (0, 0)))
    page = panel(answer, answer)
    hidden = [names["id"] for _, names in page.tags if "hidden" in names]
    assert hidden == ["rq-evidence-1"]
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))


def test_an_abstention_shows_the_closest_passages():
    page = panel(answer_of(cite(REPORT, (0, 3)), "not_in_report"))
    assert page.texts(tag="h2") == ["Closest passages"]
    assert page.texts(tag="mark") == [SENTENCES[3]]


def test_nothing_near_is_said():
    page = panel(answer_of((), "not_in_report"))
    assert page.texts("rq-explains") == ["Nothing in the report comes near this question."]
