import json
from io import BytesIO

import docx
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ui_samples import HOSTILE, Page, answer_of, cite, report

from ui.exchange import Exchange
from ui.export import exported
from ui.export_markdown import markdown_text
from ui.export_rows import one_line
from ui.saving import handed_over

BASE = "http://127.0.0.1:7860/"
REPORT = report()
DOCUMENTS = {"d1": REPORT}
PLACE = "A <b>meeting</b> · V. TOWARDS <2018> · ¶ 1 · p. 7 · characters 0–23"
ADA = Exchange(
    serial=1,
    question="Who opened it?",
    answer=answer_of(cite(REPORT, (0, 0)), short_answer="Ada", text="Ada opened the meeting. [1]"),
)
NOT_THERE = Exchange(
    serial=2, question="Why?", answer=answer_of(cite(REPORT, (1, 0)), "not_in_report")
)
CONVERSATION = (ADA, NOT_THERE, Exchange(serial=3, question=" ", problem="the question is empty"))


def content(form, conversation=CONVERSATION):
    return exported(conversation, DOCUMENTS, BASE, form).content


def docx_lines(conversation):
    page = docx.Document(BytesIO(content("Word", conversation)))
    return [paragraph.text for paragraph in page.paragraphs], [
        link.url for paragraph in page.paragraphs for link in paragraph.hyperlinks
    ]


def test_json_holds_the_answer_object_and_every_place():
    exchanges = json.loads(content("JSON"))["exchanges"]
    assert [each["answer"] for each in exchanges[:2]] == [
        ADA.answer.model_dump(mode="json"),
        NOT_THERE.answer.model_dump(mode="json"),
    ]
    assert exchanges[0]["places"] == [
        {"number": 1, "place": PLACE, "link": f"{BASE}?doc=d1&para=d1-1"}
    ]
    assert exchanges[2] == {
        "question": " ",
        "answer": None,
        "problem": "the question is empty",
        "places": [],
    }


def test_markdown_gives_each_quote_its_place_and_a_link_that_opens_it():
    assert content("Markdown", (ADA,)).decode() == (
        "# A conversation with Report QA\n\n"
        "## Who opened it?\n\n"
        "**Ada**\n\n"
        "Ada opened the meeting. \\[1\\]\n\n"
        "*High confidence · Searched 2 paragraphs of 1 report*\n\n"
        "### Where it stands\n\n"
        "- \\[1\\] “Ada opened the meeting.”\\\n"
        "  A \\<b\\>meeting\\</b\\> · V. TOWARDS \\<2018\\> · ¶ 1 · p. 7 · characters 0–23"
        " · [open](<http://127.0.0.1:7860/?doc=d1&para=d1-1>)\n"
    )


def test_word_gives_each_quote_its_place_and_a_link_that_opens_it():
    assert docx_lines((ADA,)) == (
        [
            "A conversation with Report QA",
            "Who opened it?",
            "Ada",
            "Ada opened the meeting. [1]",
            "High confidence · Searched 2 paragraphs of 1 report",
            "Where it stands",
            "[1] “Ada opened the meeting.”",
            f"{PLACE} · open",
        ],
        ["http://127.0.0.1:7860/?doc=d1&para=d1-1"],
    )


def test_an_abstention_says_so_and_its_passages_are_not_called_evidence():
    lines, _ = docx_lines((NOT_THERE,))
    assert lines[2:6] == [
        "Not in the report",
        "The report does not say.",
        "Searched 2 paragraphs of 1 report",
        "The nearest passages, to judge by",
    ]


def test_markup_in_a_report_is_only_text():
    html = MarkdownIt().render(content("Markdown", (NOT_THERE,)).decode())
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= set("h1 h2 h3 p strong em ul li br a".split())
    assert page.attributes("href") == ["http://127.0.0.1:7860/?doc=d1&para=d1-2"]
    assert one_line(HOSTILE) in page.texts(tag="li")[0]


@settings(deadline=None)
@given(st.text())
def test_any_text_reads_as_itself_in_markdown(text):
    rendered = Page(MarkdownIt().render(f"x\n\n{markdown_text(text)}\n"))
    assert {tag for tag, _ in rendered.tags} == {"p"}
    assert " ".join(rendered.texts(tag="p")[1:]) == one_line(text)


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_saved(question):
    conversation = (Exchange(serial=1, question=question, problem=question),)
    for form in ("Markdown", "Word", "JSON"):
        assert content(form, conversation)


def test_the_same_file_can_be_handed_over_twice():
    file = exported((ADA,), DOCUMENTS, BASE, "Markdown")
    first, second = handed_over(file), handed_over(file)
    assert first != second
    assert Page(first).attributes("href") == Page(second).attributes("href")
    assert Page(first).attributes("download") == ["report-qa-conversation.md"]
