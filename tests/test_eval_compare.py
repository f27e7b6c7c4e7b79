import json

import pytest
from eval_samples import ScriptedEngine, answer, make_document, make_question, question_set
from eval_samples import unanswerable as make_unanswerable

from eval.baseline import Baseline
from eval.compare import compare
from eval.errors import EvaluationError
from eval.run import evaluate

MET = "The council met in Oslo on 3 May 2016."
CHAIR = "It was chaired by Ms. Ada Lund."
DOCUMENT = make_document()
QUESTIONS = question_set(
    *(make_question(f"q{i:02}", must_pass=i == 0) for i in range(40)),
    *(make_unanswerable(f"u{i:02}") for i in range(20)),
)


def run(lost=(), answers=None, found=(MET,), questions=QUESTIONS, oracle=None):
    """A run in which everything is right, but for the questions that are lost."""
    script = {}
    for question in questions.questions:
        wrong = question.id in lost
        if question.answerable:
            script[question.question] = answer(DOCUMENT, CHAIR if wrong else MET)
        else:
            status = "answered" if wrong else "not_in_report"
            script[question.question] = answer(DOCUMENT, MET, status=status)
    return evaluate(ScriptedEngine(DOCUMENT, script | (answers or {}), found), questions, oracle)


def test_an_unchanged_run_passes():
    comparison = compare(run(), Baseline.of(run()))
    assert comparison.faults() == ()
    assert [change.difference.value for change in comparison.headlines] == [0, 0, 0, 0]
    assert (comparison.right.before, comparison.right.after, comparison.right.p_value) == (1, 1, 1)


def test_a_must_pass_question_that_flips_fails_and_is_named():
    comparison = compare(run(lost=["q00"]), Baseline.of(run()))
    assert [flip.id for flip in comparison.must_pass_lost] == ["q00"]
    assert "must-pass question q00 was right and is wrong now" in comparison.faults()[0]
    assert "Where did the council meet (q00)?" in comparison.faults()[0]


def test_a_must_pass_question_that_was_wrong_before_is_no_flip():
    assert compare(run(lost=["q00"]), Baseline.of(run(lost=["q00"]))).faults() == ()


def test_a_headline_that_may_have_fallen_by_two_points_fails_and_names_the_questions():
    comparison = compare(run(lost=["q05", "q07"]), Baseline.of(run()))
    falling = {change.key: change for change in comparison.headlines if change.falls}
    assert falling.keys() == {"answer_rate", "citation_hit"}
    change = falling["answer_rate"]
    assert change.difference.value == pytest.approx(-2 / 40)
    # Two losses of 40: the lower end is the 2.5 % quantile of -Binomial(40, 1/20) / 40.
    assert change.difference.low == pytest.approx(-5 / 40)
    assert [flip.id for flip in change.lost] == ["q05", "q07"]
    assert change.p_value == 0.5
    assert any("lost: q05, q07" in fault for fault in comparison.faults())


def test_a_refusal_that_is_lost_fails():
    (fault,) = compare(run(lost=["u03"]), Baseline.of(run())).faults()
    assert fault.startswith("refused rightly 1.000 -> 0.950") and fault.endswith("lost: u03")


def test_a_worse_search_fails_on_recall():
    comparison = compare(run(found=()), Baseline.of(run()))
    assert [change.key for change in comparison.headlines if change.falls] == ["recall_at_5"]


def test_citations_that_point_one_sentence_on_fail():
    shifted = answer(DOCUMENT, CHAIR).model_copy(
        update={"sentences": answer(DOCUMENT, MET).sentences, "text": MET}
    )
    broken = {each.question: shifted for each in QUESTIONS.questions if each.answerable}
    comparison = compare(run(answers=broken), Baseline.of(run()))
    assert [change.key for change in comparison.headlines if change.falls] == ["citation_hit"]
    assert "q00, q01, q02" in comparison.faults()[1]
    assert "must-pass question q00" in comparison.faults()[0]


def test_what_is_won_passes():
    comparison = compare(run(), Baseline.of(run(lost=["q05", "q07", "u01"])))
    assert comparison.faults() == ()
    assert [flip.id for flip in comparison.right.won] == ["q05", "q07", "u01"]


def test_a_question_that_is_not_asked_fails():
    fewer = question_set(*QUESTIONS.questions[:-1])
    comparison = compare(run(questions=fewer), Baseline.of(run()))
    assert comparison.faults() == ("1 questions of the baseline were not asked: u19",)
    more = compare(run(), Baseline.of(run(questions=fewer)))
    assert (more.faults(), more.n_new) == ((), 1)


def test_runs_of_other_questions_are_not_compared():
    with pytest.raises(EvaluationError, match="in common"):
        compare(run(questions=question_set(make_question("other"))), Baseline.of(run()))


def test_a_run_with_an_oracle_is_no_baseline():
    with pytest.raises(EvaluationError, match="oracle 'question'"):
        Baseline.of(run(oracle="question"))


def test_a_baseline_is_a_line_a_question(tmp_path):
    path = tmp_path / "baseline.json"
    baseline = Baseline.of(run(lost=["u03"]))
    baseline.save(path)
    assert Baseline.load(path) == baseline
    lines = path.read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if '"u03"' in line]
    assert json.loads("{" + line.strip().rstrip(",") + "}") == {
        "u03": {"status": "answered", "scores": {"right": 0.0, "refusal_rate": 0.0}}
    }
    assert len(lines) == 60 + 7


@pytest.mark.parametrize("content", ["", "[]", '{"outcomes": 3}'])
def test_what_is_no_baseline_is_refused(tmp_path, content):
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"baseline\.json is no baseline"):
        Baseline.load(path)
    with pytest.raises(EvaluationError, match="no baseline at"):
        Baseline.load(tmp_path / "absent.json")
