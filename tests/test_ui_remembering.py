import json

import pytest
from ui_samples import SENTENCES, answer_of, cite, report

from ui.exchange import MAX_EXCHANGES, Exchange
from ui.remembering import CHANGED, recalled, remembered

REPORT = report()
DOCUMENTS = {"d1": REPORT}
CONVERSATION = (
    Exchange(serial=4, question="Who?", answer=answer_of(cite(REPORT, (0, 0))), verdict="Right."),
    Exchange(serial=6, question="?", problem="the question is empty"),
)


def stored(conversation=CONVERSATION):
    return json.loads(json.dumps(remembered(conversation)))


def test_what_was_kept_comes_back_numbered_anew():
    assert recalled(stored(), DOCUMENTS) == (
        CONVERSATION[0].model_copy(update={"serial": 1}),
        CONVERSATION[1].model_copy(update={"serial": 2}),
    )


def test_a_question_left_open_is_not_kept():
    assert remembered((Exchange(serial=1, question="Who?"),)) == {"version": 1, "exchanges": []}


@pytest.mark.parametrize(
    "value",
    [
        None,
        "x",
        7,
        [],
        {},
        {"version": 2, "exchanges": []},
        {"version": 1, "exchanges": [{"question": "who"}]},
        {"version": 1, "exchanges": [{"serial": 1, "question": "who", "answer": {"text": "x"}}]},
        {"version": 1, "exchanges": [], "more": 1},
        {"version": 1, "exchanges": [{"serial": 1, "question": "x", "problem": "x"}] * 41},
    ],
)
def test_another_form_is_ignored(value):
    assert MAX_EXCHANGES == 40
    assert recalled(value, DOCUMENTS) == ()


def forged(**changes):
    """What was stored with fields of its first citation changed."""
    state = stored()
    state["exchanges"][0]["answer"]["citations"][0].update(changes)
    return state


OTHER = "Eve opened the meeting."


@pytest.mark.parametrize(
    "state",
    [
        forged(quote=OTHER, paragraph_text=OTHER),
        forged(start=1, end=1 + len(SENTENCES[0])),
        forged(document_id="d2"),
        forged(paragraph_id="d1-2"),
        forged(paragraph_id="none"),
        forged(page=8),
        forged(document_title="Another report"),
        forged(section_path=["I. ELSEWHERE"]),
        forged(paragraph_text=f"{SENTENCES[0]} And more."),
    ],
)
def test_an_answer_with_a_quote_that_the_library_lacks_is_not_shown(state):
    kept = recalled(state, DOCUMENTS)
    assert kept[0] == Exchange(serial=1, question="Who?", problem=CHANGED)
    assert kept[1].problem == "the question is empty"


def test_a_sentence_that_is_no_quote_is_not_shown():
    state = stored()
    state["exchanges"][0]["answer"]["sentences"][0]["text"] = OTHER
    assert recalled(state, DOCUMENTS)[0].problem == CHANGED


def test_an_answer_from_a_report_that_is_gone_says_so():
    assert recalled(stored(), {})[0].problem == CHANGED
    changed = report(("Eve opened the meeting. It rained.", "x"))
    assert recalled(stored(), {"d1": changed})[0].problem == CHANGED
