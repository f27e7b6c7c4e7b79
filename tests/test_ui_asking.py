import threading

import pytest
from ui_samples import SmallEngine, report

from corpus.document import Speaker
from qa.conversation import Turn
from qa.suggest import Suggester
from ui.asking import FAILED, ask_in_turn
from ui.choice import ALL_ASKED
from ui.exchange import MAX_EXCHANGES, Exchange, asked, history_of
from ui.requests import answer_request
from ui.suggestions import suggested
from ui.warming import WarmingEngine


def warm(engine):
    return WarmingEngine(lambda: engine)


def last_of(engine, question, conversation=()):
    return list(ask_in_turn(warm(engine), question, conversation))[-1]


def test_a_question_is_shown_before_its_answer():
    open_turn, *_, answered = ask_in_turn(warm(SmallEngine()), " Who opened it? ", ())
    assert open_turn == (Exchange(serial=1, question="Who opened it?"),)
    assert [exchange.answer.short_answer for exchange in answered] == ["Ada"]


def test_the_steps_of_an_answer_are_told_as_they_happen():
    engine = warm(SmallEngine())
    engine.wait()
    turns = list(ask_in_turn(engine, "Who opened it?", ()))
    assert [turn[0].step for turn in turns[1:-1]] == [
        "Searching 2 paragraphs",
        "Reading the closest paragraphs",
    ]
    assert [turn[0].is_open for turn in turns] == [True, True, True, False]
    asked_of_nothing = list(ask_in_turn(engine, "lead?", ()))
    assert [turn[0].step for turn in asked_of_nothing] == [None, "Searching 2 paragraphs", None]


def test_earlier_turns_are_the_history():
    engine = SmallEngine()
    conversation = last_of(engine, "Who opened it?")
    last_of(engine, "who else?", conversation)
    assert engine.asked[1] == (
        "who else?",
        (
            Turn(role="user", text="Who opened it?"),
            Turn(role="assistant", text="Ada opened the meeting."),
        ),
    )


def test_a_refused_question_is_told_and_is_no_history():
    engine = SmallEngine()
    conversation = last_of(engine, "a bug?")
    assert conversation[0].problem == FAILED and "secret" not in FAILED
    assert history_of(conversation) == ()


def test_a_known_error_is_shown_in_its_own_words():
    class Refusing(SmallEngine):
        def ask(self, question, history=(), document_ids=None, on_stage=None):
            return super().ask("", history)

    assert last_of(Refusing(), "x")[0].problem == "the question is empty"


def test_a_blank_question_changes_nothing():
    conversation = last_of(SmallEngine(), "who?")
    assert list(ask_in_turn(warm(SmallEngine()), " \n", conversation)) == [conversation]


def test_a_lone_surrogate_is_replaced():
    assert last_of(SmallEngine(), "who\ud800?")[0].question == "who\ufffd?"


def test_a_program_may_send_lone_surrogates():
    engine = SmallEngine()
    answer_request(warm(engine), question="who\ud800?", history=["a\udfff"])
    assert engine.asked == [("who\ufffd?", (Turn(role="user", text="a\ufffd"),))]


def test_a_conversation_forgets_its_oldest_exchange_but_not_its_count():
    conversation = ()
    for _ in range(MAX_EXCHANGES + 1):
        conversation = tuple(exchange.refused("no") for exchange in asked(conversation, "x"))
    assert len(conversation) == MAX_EXCHANGES
    assert [conversation[0].serial, conversation[-1].serial] == [2, MAX_EXCHANGES + 1]


def test_a_question_left_open_is_dropped_by_the_next():
    conversation = asked(asked((), "first"), "second")
    assert [(exchange.serial, exchange.question) for exchange in conversation] == [(2, "second")]


def test_the_engine_opens_once_and_those_who_ask_wait():
    may_open, n_opened = threading.Event(), []

    def open_engine():
        may_open.wait(5)
        n_opened.append(1)
        return SmallEngine()

    engine = WarmingEngine(open_engine)
    engine.start()
    assert not engine.is_ready and engine.documents() == {}
    waiting = [threading.Thread(target=engine.wait) for _ in range(3)]
    for thread in waiting:
        thread.start()
    may_open.set()
    for thread in waiting:
        thread.join(5)
    assert engine.is_ready and list(engine.documents()) == ["d1"] and n_opened == [1]


def test_what_goes_wrong_at_opening_is_raised_to_all_and_reported():
    failed = threading.Event()

    def open_engine():
        raise OSError("no such library")

    engine = WarmingEngine(open_engine)
    engine.start(on_failure=failed.set)
    assert failed.wait(5)
    for _ in range(2):
        with pytest.raises(OSError, match="no such library"):
            engine.wait()
    assert str(engine.failure) == "no such library" and not engine.is_ready


def test_questions_are_suggested_when_nothing_is_being_answered():
    place = {"start": 0, "end": 3, "role": "Chair", "paragraph_id": "d1-1"}
    speakers = (Speaker(name="Cy Ek", **place), Speaker(name="Ada Who", **place))
    document = report().model_copy(update={"speakers": speakers, "sections": ()})
    engine = warm(SmallEngine(documents=(document,)))  # answers only to "who"

    def now(conversation, left_out=ALL_ASKED, engine=engine):
        return suggested(Suggester(), engine, conversation, left_out)

    question = "What did Ada Who say?"
    assert now(()) == ["Who is Cy Ek?"]
    assert now(asked((), "Why?")) == []
    refused = Exchange(serial=1, question="Who is Cy Ek?", problem="no")
    assert now((refused,)) == [question]
    assert now((), frozenset({"d1"})) == []  # no report is asked
    assert now((), engine=warm(SmallEngine(documents=()))) == []
