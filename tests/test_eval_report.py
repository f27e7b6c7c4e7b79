import re
from html.parser import HTMLParser

import pytest
from eval_samples import ScriptedEngine, answer, make_document, make_question, question_set
from eval_samples import unanswerable as make_unanswerable
from hypothesis import given
from hypothesis import strategies as st

from eval.baseline import Baseline
from eval.compare import compare
from eval.html_report import report_page, write_report
from eval.markup import Markup, join, tag
from eval.run import evaluate

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> & "quoted"'
DOCUMENT = make_document(f"{HOSTILE} stands here.\nB b.\nC c.")
QUESTIONS = question_set(
    make_question("q1", question=HOSTILE, answers=["stands"], gold=[f"{HOSTILE} stands here."]),
    make_question("q2", answers=["stands"], gold=[f"{HOSTILE} stands here."], must_pass=True),
    make_unanswerable("u1"),
)
VOID = {"meta", "input"}


def run(status="answered"):
    shown = f"{HOSTILE} stands here."
    script = {
        each.question: answer(DOCUMENT, shown, status=status, short=HOSTILE, understood=HOSTILE)
        for each in QUESTIONS.questions
    }
    return evaluate(ScriptedEngine(DOCUMENT, script, (shown,)), QUESTIONS)


class Elements(HTMLParser):
    """Collects the elements and checks that they are closed in order."""

    def __init__(self, page):
        super().__init__()
        self.open, self.seen, self.text = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, name, attributes):
        self.seen.append((name, dict(attributes)))
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, text):
        self.text.append(text)


def test_the_page_is_well_formed_and_loads_nothing():
    evaluation = run()
    page = report_page(evaluation, compare(evaluation, Baseline.of(run("partial"))))
    elements = Elements(page)
    assert elements.open == []
    names = [name for name, _ in elements.seen]
    assert names.count("script") == 1 and names.count("style") == 1 and names.count("svg") == 6
    assert not {"img", "link", "iframe", "object", "a", "base"} & set(names)
    attributes = {key for _, found in elements.seen for key in found}
    assert not {"src", "href", "style", "xlink:href"} & attributes
    assert not [key for key in attributes if key.startswith("on")]
    assert "url(" not in page and "@import" not in page and "http:" not in page
    assert re.search(r"default-src 'none'.*script-src 'sha256-[\w+/=]+'", page)


def test_all_text_is_escaped():
    page = report_page(run())
    assert HOSTILE not in page
    assert page.count("<script>") == 1
    assert HOSTILE in "".join(Elements(page).text)


def test_every_question_has_a_row_and_the_wrong_ones_stand_first():
    rows = [found for name, found in Elements(report_page(run())).seen if "data-tags" in found]
    tags = [row["data-tags"].split() for row in rows]
    assert [each[0] for each in tags] == ["wrong", "right", "right"]
    assert "unanswerable" in tags[0] and "must-pass" in tags[2]


def test_a_run_without_answers_has_a_page(tmp_path):
    path = write_report(run("not_in_report"), tmp_path / "new" / "report")
    names = [name for name, _ in Elements(path.read_text(encoding="utf-8")).seen]
    assert names.count("svg") == 5  # nothing was shown, so there is no confidence to check


@given(st.text())
def test_no_text_becomes_markup(text):
    written = tag("p", text, tag("b", text), data_x=text)
    parsed = Elements(written)
    assert [name for name, _ in parsed.seen] == ["p", "b"]


def test_attributes_and_children():
    assert tag("p", "a<b", class_="x", data_n=1, hidden=True, open=False, id=None) == (
        '<p class="x" data-n="1" hidden>a&lt;b</p>'
    )
    assert join(["<", Markup("<br>")]) == "&lt;<br>"
    assert tag("i", x=1 / 3) == '<i x="0.333333"></i>'


@pytest.mark.parametrize("n", [1, 2])
def test_a_run_of_few_questions_has_a_page(n):
    few = question_set(*QUESTIONS.questions[:n])
    shown = f"{HOSTILE} stands here."
    script = {each.question: answer(DOCUMENT, shown) for each in few.questions}
    assert Elements(report_page(evaluate(ScriptedEngine(DOCUMENT, script), few))).open == []
