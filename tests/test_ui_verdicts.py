import pytest
from ui_samples import SmallEngine

from eval.feedback import draft_questions, read_feedback
from index.errors import LibraryError
from qa.feedback import FILE_NAME, keep
from ui.asking import ask_in_turn
from ui.chat import conversation_html
from ui.verdicts import KEPT, VERDICTS, awaits_verdict, judged
from ui.warming import WarmingEngine

RIGHT, WRONG_ANSWER, WRONG_CITATION, NOT_FOUND = VERDICTS


def conversation_of(*questions):
    engine = WarmingEngine(SmallEngine)
    conversation = ()
    for question in questions:
        conversation = list(ask_in_turn(engine, question, conversation))[-1]
    return conversation


def keeper(directory):
    return lambda feedback: keep(feedback, directory)


def test_a_verdict_is_kept_in_the_library_and_becomes_a_draft(tmp_path):
    conversation = conversation_of("Who opened it?", "who else?")
    judged(conversation, NOT_FOUND, keeper(tmp_path))
    (kept,) = read_feedback(tmp_path / FILE_NAME)
    assert (kept.question, kept.verdict, kept.reason) == ("who else?", "bad", "should_be_not_found")
    assert [turn.text for turn in kept.history] == ["Who opened it?", "Ada opened the meeting."]
    assert kept.answer == conversation[-1].answer
    (draft,) = draft_questions([kept])
    assert draft["answerable"] is False


def test_verdicts_are_added_one_after_another(tmp_path):
    judged(conversation_of("who?"), RIGHT, keeper(tmp_path))
    judged(conversation_of("who opened?"), WRONG_CITATION, keeper(tmp_path))
    rows = read_feedback(tmp_path / FILE_NAME)
    assert [(row.verdict, row.reason) for row in rows] == [
        ("good", None),
        ("bad", "wrong_citation"),
    ]


def test_an_answer_is_judged_once(tmp_path):
    conversation = conversation_of("who?")
    assert awaits_verdict(conversation)
    once = judged(conversation, WRONG_ANSWER, keeper(tmp_path))
    assert not awaits_verdict(once)
    assert KEPT in conversation_html(once)
    assert judged(once, RIGHT, keeper(tmp_path)) == once
    assert len(read_feedback(tmp_path / FILE_NAME)) == 1


def test_without_an_answer_there_is_nothing_to_judge(tmp_path):
    for conversation in ((), conversation_of("a bug?")):
        assert not awaits_verdict(conversation)
        assert judged(conversation, RIGHT, keeper(tmp_path)) == conversation
    assert not (tmp_path / FILE_NAME).exists()


def test_a_verdict_that_cannot_be_kept_is_told(tmp_path):
    gone = tmp_path / "no such folder"
    told = judged(conversation_of("who?"), RIGHT, keeper(gone))[-1].verdict
    assert "the verdict cannot be kept" in told
    with pytest.raises(LibraryError, match="cannot be kept"):
        keep(_feedback(tmp_path), gone)


def _feedback(tmp_path):
    judged(conversation_of("who?"), RIGHT, keeper(tmp_path))
    return read_feedback(tmp_path / FILE_NAME)[0]
