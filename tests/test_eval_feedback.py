import json

import pytest
from eval_samples import answer, make_document

from eval.errors import EvaluationError
from eval.feedback import draft_questions, read_feedback, write_drafts

MET = "The council met in Oslo on 3 May 2016."
ANSWER = answer(make_document(), MET, short="Oslo", understood="Where did the council meet?")


def row(**changes):
    return {
        "time": "2026-01-02T03:04:05+00:00",
        "question": "Where did it meet?",
        "history": [],
        "verdict": "bad",
        "reason": "wrong_citation",
        "answer": ANSWER.model_dump(mode="json"),
    } | changes


def kept(path, *rows):
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return path


def test_a_verdict_becomes_a_draft_without_labels(tmp_path):
    (draft,) = draft_questions(read_feedback(kept(tmp_path / "f.jsonl", row())))
    assert (draft["question"], draft["answers"], draft["gold"]) == ("Where did it meet?", [], [])
    assert (draft["kind"], draft["reason"], draft["answerable"]) == (None, None, True)
    assert draft["shown"] == {
        "time": "2026-01-02T03:04:05+00:00",
        "verdict": "bad",
        "complaint": "wrong_citation",
        "status": "answered",
        "short_answer": "Oslo",
        "text": MET,
        "citations": [MET],
    }


def test_should_be_not_found_guesses_that_there_is_no_answer(tmp_path):
    path = kept(tmp_path / "f.jsonl", row(reason="should_be_not_found"))
    assert draft_questions(read_feedback(path))[0]["answerable"] is False


def test_the_last_verdict_on_a_question_counts(tmp_path):
    path = kept(
        tmp_path / "f.jsonl",
        row(time="2026-01-03T00:00:00+00:00", verdict="good", reason=None),
        row(),
        row(history=[{"role": "user", "text": "Who met?"}]),
    )
    drafts = draft_questions(read_feedback(path))
    assert [draft["id"] for draft in drafts] == ["draft-001", "draft-002"]
    assert [draft["shown"]["verdict"] for draft in drafts] == ["good", "bad"]
    assert drafts[1]["style"] == "follow_up"
    assert drafts[1]["standalone"] == "Where did the council meet?"


def test_drafts_are_written_once(tmp_path):
    drafts = draft_questions(read_feedback(kept(tmp_path / "f.jsonl", row())))
    path = tmp_path / "drafts.jsonl"
    write_drafts(drafts, path)
    assert [json.loads(line) for line in path.read_text().splitlines()] == drafts
    with pytest.raises(EvaluationError, match="exists"):
        write_drafts(drafts, path)


def test_a_bad_line_is_named(tmp_path):
    path = kept(tmp_path / "f.jsonl", row(), row(verdict="so-so"))
    with pytest.raises(EvaluationError, match="line 2: verdict"):
        read_feedback(path)
    with pytest.raises(EvaluationError, match="cannot read feedback"):
        read_feedback(tmp_path / "absent.jsonl")
