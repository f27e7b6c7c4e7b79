"""An evaluation as the page runs it: one at a time, followed, stopped, and shown."""

import threading

import pytest
from eval_samples import ScriptedEngine, answer, make_document, make_question, question_set
from eval_samples import unanswerable as make_unanswerable
from ui_samples import Page

from corpus.load import bundled
from eval.baseline import Baseline
from eval.errors import EvaluationError
from eval.fixed_run import baseline_figures, evaluated, require_bundled, run_fixed_set
from eval.html_report import report_script, report_style
from eval.run import evaluate
from ui.evaluation_run import FAILED, EvaluationRun, RunState
from ui.evaluation_status import INVITATION, status_html
from ui.warming import WarmingEngine

HOSTILE = '<script>alert("x")</script><img src=x onerror=y>'
DOCUMENT = make_document(f"{HOSTILE} stands here.\nB b.\nC c.")
SHOWN = f"{HOSTILE} stands here."
QUESTIONS = question_set(
    make_question("q1", question=HOSTILE, answers=["stands"], gold=[SHOWN]),
    make_question("q2", answers=["stands"], gold=[SHOWN]),
    make_unanswerable("u1"),
)


def engine(*statuses):
    script = {
        question.question: answer(DOCUMENT, SHOWN, status=status, understood=HOSTILE)
        for question, status in zip(QUESTIONS.questions, statuses, strict=True)
    }
    return ScriptedEngine(DOCUMENT, script, (SHOWN,))


ALL_RIGHT = ("answered", "answered", "not_in_report")
ONE_LOST = ("answered", "partial", "not_in_report")


def run_of(run, asked=None):
    return EvaluationRun(WarmingEngine(lambda: asked), run)


def ended(run):
    """The state of a run when its thread is done."""
    for thread in threading.enumerate():
        if thread.name == "evaluating":
            thread.join(timeout=20)
    assert not run.state.is_running
    return run.state


def held():
    """A run function that asks its second question when it is let, and what lets it."""
    let, began = threading.Event(), threading.Event()

    def run(_engine, progress):
        progress(1, 3)
        began.set()
        assert let.wait(timeout=20)
        progress(2, 3)
        progress(3, 3)
        return "<p>figures</p>"

    return run, began, let


def test_a_run_asks_every_question_and_ends_with_the_figures():
    told = []
    baseline = Baseline.of(evaluate(engine(*ALL_RIGHT), QUESTIONS))

    def run(asked, progress):
        def both(done, of):
            told.append((done, of))
            progress(done, of)

        return evaluated(asked, QUESTIONS, baseline, both)

    running = run_of(run, engine(*ONE_LOST))
    running.start()
    state = ended(running)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (state.n_done, state.n_questions, state.note) == (3, 3, "")
    page = Page(state.figures)
    assert page.texts(tag="h2") == [
        "Compared with the last accepted run", "Pictures", "Figures", "Every question",
    ]  # fmt: skip
    assert page.texts("tile")[0].startswith("66.7 %of all questions came out right")
    assert "This run does not pass:" in page.texts(tag="p")
    assert page.texts(tag="summary")[0] == "1 lost"


def test_hostile_text_is_escaped_in_the_figures():
    baseline = Baseline.of(evaluate(engine(*ALL_RIGHT), QUESTIONS))
    html = evaluated(engine(*ALL_RIGHT), QUESTIONS, baseline, lambda _done, _of: None)
    page = Page(html)
    assert not {"script", "img", "style", "iframe"} & {name for name, _ in page.tags}
    assert HOSTILE in "".join(page.texts(tag="td"))
    assert any(said.startswith("This run passes:") for said in page.texts(tag="p"))


def test_only_one_run_at_a_time():
    calls = []
    run, began, let = held()

    def counted(asked, progress):
        calls.append(asked)
        return run(asked, progress)

    running = run_of(counted)
    running.start()
    assert began.wait(timeout=20)
    running.start()
    assert running.state.is_running and running.state.n_done == 1
    let.set()
    assert ended(running).figures == "<p>figures</p>"
    assert len(calls) == 1


def test_a_stopped_run_keeps_the_figures_of_the_one_before():
    run, began, let = held()
    running = run_of(run)
    let.set()
    running.start()
    before = ended(running).figures
    let.clear()
    began.clear()
    running.start()
    assert began.wait(timeout=20)
    running.stop()
    let.set()
    state = ended(running)
    assert state.note == "Stopped after 2 of 3 questions."
    assert state.figures == before == "<p>figures</p>"
    running.start()  # it is not stopped for good
    assert ended(running).note == ""


def test_before_a_run_the_baseline_is_shown_as_what_it_is():
    page = Page(baseline_figures())
    assert page.texts(tag="h2") == ["The last accepted run"]
    baseline = Baseline.load()
    assert page.texts("lead") == [
        "230 questions: 158 that the report answers and 72 that it does not (question set "
        "fixed-v2). These figures are kept with the program, as the baseline that a run of yours "
        "is compared with."
    ]
    right = sum(each.scores["right"] for each in baseline.outcomes.values())
    share = f"{100 * right / len(baseline.outcomes):.1f} %"
    assert page.texts("tile")[0].startswith(f"{share}of all questions came out right")
    assert len(page.texts("tile")) == 5


def test_a_library_without_the_bundled_report_is_told():
    require_bundled([DOCUMENT, bundled()])
    with pytest.raises(EvaluationError, match=r"bundled report, .*which this library does not"):
        require_bundled([DOCUMENT])
    running = run_of(run_fixed_set, engine(*ALL_RIGHT))
    running.start()
    assert ended(running).note.startswith("The fixed questions are about the bundled report")


def test_a_bug_tells_nothing_of_itself(caplog):
    def broken(_engine, _progress):
        raise RuntimeError("secret")

    running = run_of(broken)
    running.start()
    assert ended(running).note == FAILED
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RunState(), [INVITATION]),
        (RunState(is_running=True), ["Starting."]),
        # 20 seconds for 40 questions: 60 more take 30
        (
            RunState(is_running=True, n_done=40, n_questions=100, seconds=20.0),
            ["40 of 100 questions, 0:20; about 0:30 left"],
        ),
        (RunState(figures="<p></p>"), []),
        (RunState(note="<b>no</b>", figures="<p></p>"), ["<b>no</b>"]),
    ],
)
def test_the_state_in_words(state, words):
    assert Page(status_html(state)).texts("rq-note") == words


def test_the_bar_is_as_long_as_what_is_done():
    state = RunState(is_running=True, n_done=40, n_questions=100, seconds=20.0)
    (bar,) = [found for name, found in Page(status_html(state)).tags if name == "progress"]
    assert (bar["value"], bar["max"]) == ("40", "100")


def test_style_and_script_are_no_template_of_gradio_s():
    # gr.HTML reads `css_template` as one: what it would fill in must not stand there.
    assert "${" not in report_style() and "{{" not in report_style()
    assert "function wire(root)" in report_script()
