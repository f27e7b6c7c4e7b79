import json
import re
from pathlib import Path

import pytest
from eval_samples import make_question

from corpus.load import bundled
from eval import question_set
from eval.errors import EvaluationError
from eval.labels import label_faults
from eval.question_set import development_set, fixed_set, read_questions

ROOT = Path(__file__).parent.parent


def test_the_fixed_set_is_large_enough_and_frozen():
    questions = fixed_set().questions
    unanswerable = [each for each in questions if not each.answerable]
    assert len(questions) >= 150
    assert len(unanswerable) >= 60
    assert {each.reason for each in unanswerable} == set(question_set.REASONS)
    assert {each.kind for each in questions} == set(question_set.KINDS)
    assert sum(each.style == "paraphrase" for each in questions) >= 40
    assert sum(each.style == "follow_up" for each in questions) >= 30
    assert sum(each.must_pass for each in questions) >= 10


def test_a_later_version_holds_the_earlier_one():
    first, second = fixed_set(1), fixed_set(2)
    assert second.questions[: len(first.questions)] == first.questions
    assert first.sha256 != second.sha256
    with pytest.raises(EvaluationError, match=r"versions \[1, 2\], not 3"):
        fixed_set(3)


def test_every_label_of_the_fixed_set_stands_in_the_report():
    assert label_faults(fixed_set().questions, [bundled()]) == ()


def test_every_label_of_the_development_set_stands_in_the_report():
    assert label_faults(development_set().questions, [bundled()]) == ()


def test_no_question_is_in_both_sets():
    fixed, dev = fixed_set().questions, development_set().questions
    assert not {each.id for each in fixed} & {each.id for each in dev}
    asked = {(each.question.lower(), each.history): each.id for each in fixed}
    both = [(each.id, asked.get((each.question.lower(), each.history))) for each in dev]
    assert [pair for pair in both if pair[1]] == []


def test_no_question_is_treated_specially_in_the_code():
    folders = ("corpus", "index", "qa", "ui")
    files = [*ROOT.glob("*.py"), *(f for name in folders for f in (ROOT / name).rglob("*.py"))]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files).lower()
    for question in (*fixed_set().questions, *development_set().questions):
        assert not re.search(rf"['\"]{question.id}['\"]", code), question.id
        if len(question.question.split()) > 3:
            assert question.question.lower() not in code, question.id


def test_a_changed_file_is_refused(monkeypatch):
    monkeypatch.setitem(question_set.FROZEN_SHA256, "fixed-v1.jsonl", "0" * 64)
    with pytest.raises(EvaluationError, match=r"fixed-v1\.jsonl is frozen.*expected sha256 000"):
        fixed_set(1)


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_questions_of_a_file(tmp_path):
    row = make_question().model_dump(mode="json")
    path = write(tmp_path / "mine.jsonl", row, row | {"id": "q2"})
    read = read_questions(path)
    assert (read.name, [each.id for each in read.questions]) == ("mine", ["q1", "q2"])
    assert read == read_questions(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "whose"}, "line 1: kind"),
        ({"answers": []}, "answerable question needs answers"),
        ({"answerable": False}, "unanswerable question needs a reason"),
        ({"style": "follow_up"}, "follow-up has a history"),
        ({"history": [{"role": "user", "text": "Who?"}]}, "follow-up has a history"),
        (
            {"style": "follow_up", "history": [{"role": "user", "text": "Who?"}]},
            "standalone form",
        ),
        ({"surprise": 1}, "surprise"),
        ({"id": "a b"}, "line 1: id"),
    ],
)
def test_a_bad_row_is_named(tmp_path, change, message):
    row = make_question().model_dump(mode="json") | change
    with pytest.raises(EvaluationError, match=message):
        read_questions(write(tmp_path / "bad.jsonl", row))


def test_an_id_stands_once(tmp_path):
    row = make_question().model_dump(mode="json")
    with pytest.raises(EvaluationError, match="line 2: a second q1"):
        read_questions(write(tmp_path / "twice.jsonl", row, row))
    with pytest.raises(EvaluationError, match="no file of questions"):
        read_questions(tmp_path / "absent.jsonl")
