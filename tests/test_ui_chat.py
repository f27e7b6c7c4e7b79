import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_samples import HOSTILE, SENTENCES, Page, answer_of, cite, report

from ui.chat import conversation_html, lead_of, remarks_of
from ui.confidence import confidence_word
from ui.evidence import evidence_html
from ui.exchange import Exchange
from ui.masthead import masthead_html
from ui.outline import outline_html

REPORT = report()
OUR_TAGS = {"div", "article", "h2", "h3", "p", "a", "q", "span", "button", "footer"}


def chat(*answers, question="Who?"):
    return Page(conversation_html(exchanges(*answers, question=question)))


def exchanges(*answers, question="Who?"):
    return tuple(
        Exchange(serial=serial, question=question, answer=answer)
        for serial, answer in enumerate(answers, start=1)
    )


def test_an_answer_stands_large_above_its_quoted_sentences():
    page = chat(answer_of(cite(REPORT, (0, 0), (0, 3)), short_answer="Ada"))
    assert page.texts("rq-short") == ["Ada"]
    assert page.texts("rq-sentence") == [
        f"{SENTENCES[0]}\N{NO-BREAK SPACE}[1]",
        f"{SENTENCES[3]}\N{NO-BREAK SPACE}[2]",
    ]


def test_every_marker_leads_to_a_mark_in_the_evidence():
    answers = (answer_of(cite(REPORT, (0, 0), (1, 0))), answer_of(cite(REPORT, (0, 3))))
    conversation = exchanges(*answers)
    links = [
        names["href"] for tag, names in Page(conversation_html(conversation)).tags if tag == "a"
    ]
    evidence = Page(evidence_html(conversation, {REPORT.id: REPORT}))
    marks = [f"#{names['id']}" for tag, names in evidence.tags if tag == "mark"]
    assert links == marks == ["#rq-quote-1-1", "#rq-quote-1-2", "#rq-quote-2-1"]


def test_what_is_not_in_the_report_is_said_with_what_was_searched():
    page = chat(answer_of(cite(REPORT, (0, 0), (0, 3)), "not_in_report"))
    assert page.texts(tag="h3") == ["Not in the report"]
    assert page.texts("rq-nearest") == ["See the closest 2 passages"]
    assert page.texts("rq-searched") == ["Searched 2 paragraphs of 1 report for who opened"]
    assert not page.texts("rq-confidence") and not page.texts("rq-sentence")


def test_a_partial_answer_says_so_before_it_quotes():
    page = chat(answer_of(cite(REPORT, (0, 0)), "partial", text="This may not answer it."))
    assert page.texts(tag="h3") == ["Closest passages"]
    assert page.texts("rq-verdict") == ["Closest passagesThis may not answer it."]
    assert len(page.texts("rq-sentence")) == 1


def test_an_interpretation_is_shown():
    page = chat(answer_of(cite(REPORT, (0, 0)), interpreted_as="Who <i>opened</i> it?"))
    assert page.texts("rq-interpreted") == ["Understood as Who <i>opened</i> it? Edit"]
    assert page.attributes("data-question") == ["Who <i>opened</i> it?"]


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "High"), (0.85, "High"), (0.84, "Fair"), (0.6, "Fair"), (0.59, "Low"), (0.0, "Low")],
)
def test_confidence_is_a_word(confidence, word):
    assert confidence_word(confidence).word == f"{word} confidence"
    page = chat(answer_of(cite(REPORT, (0, 0)), confidence=confidence))
    assert page.texts("rq-confidence") == [f"{word} confidence"]
    assert page.attributes("aria-describedby") == ["rq-meaning-1"]
    assert not re.search(r"\d", page.texts("rq-tip")[0])


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_question_or_message_becomes_markup(question, problem):
    conversation = (
        Exchange(serial=1, question=question, answer=answer_of(cite(REPORT, (1, 0)))),
        Exchange(serial=2, question=question, problem=problem),
        Exchange(serial=3, question=question),
    )
    page = Page(conversation_html(conversation))
    assert {tag for tag, _ in page.tags} <= OUR_TAGS
    assert not page.attributes("src")


def test_a_hostile_question_shows_as_text():
    page = chat(answer_of((), "not_in_report"), question=HOSTILE)
    assert page.texts("rq-question") == [HOSTILE.replace("\u202e", "⟨U+202E⟩")]


def test_remarks_in_brackets_are_told_from_the_sentences():
    citations = cite(REPORT, (0, 0))
    text = f"{SENTENCES[0]} [1]\n([1] the end is missing.)"
    answer = answer_of(citations, text=text)
    assert remarks_of(answer) == ["[1] the end is missing."]
    assert chat(answer).texts("rq-remark") == ["[1] The end is missing."]
    assert remarks_of(answer_of(citations)) == []


def test_the_lead_of_a_partial_answer_is_what_stands_before_the_quotes():
    citations = cite(REPORT, (0, 0))
    text = f"This may not answer it.\n{SENTENCES[0]} [1]"
    assert lead_of(answer_of(citations, "partial", text=text)) == "This may not answer it."


def test_the_masthead_names_the_report():
    assert Page(masthead_html({"d1": REPORT})).texts("rq-subject") == ["A <b>meeting</b>"]
    assert Page(masthead_html({"d1": REPORT, "d2": REPORT, "d3": REPORT})).texts("rq-subject") == [
        "A <b>meeting</b> and 2 other reports"
    ]


def test_the_outline_lists_the_headings():
    page = Page(outline_html({"d1": REPORT}))
    assert page.texts(tag="li") == ["V. TOWARDS <2018>"]
    assert page.texts(tag="p") == ["2 searchable paragraphs"]
