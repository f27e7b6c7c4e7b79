"""One question asked on the page: the open question, the steps of its answer, what came of it."""

import logging
from collections.abc import Iterator

from corpus.errors import ReportQAError
from qa.answer import Answer
from qa.timing import OnStage
from ui.choice import ALL_ASKED, LeftOut, asked_ids
from ui.exchange import Conversation, asked, history_of, settled
from ui.markup import storable
from ui.steps import step_text, steps_of
from ui.warming import WarmingEngine

FAILED = "Something went wrong while answering. The details are in the terminal that runs the app."

_log = logging.getLogger(__name__)


def ask_in_turn(
    engine: WarmingEngine,
    question: str,
    conversation: Conversation,
    left_out: LeftOut = ALL_ASKED,
) -> Iterator[Conversation]:
    """The conversation with the question still open, then at each step, then with its answer.

    A question that cannot be asked is settled with the message that says why; a bug is settled
    with an apology, and its traceback goes to the log. A blank question changes nothing. Reports
    that are `left_out` are not asked.
    """
    question = storable(question).strip()
    if not question:
        yield conversation
        return
    conversation = asked(conversation, question)
    yield conversation
    exchange = conversation[-1]
    try:
        yield from _steps(engine, conversation, left_out)
    except ReportQAError as fault:
        yield settled(conversation, exchange.refused(str(fault)))
    except Exception:
        _log.exception("a question could not be answered")
        yield settled(conversation, exchange.refused(FAILED))


def _steps(
    engine: WarmingEngine, conversation: Conversation, left_out: LeftOut
) -> Iterator[Conversation]:
    exchange, history = conversation[-1], history_of(conversation[:-1])
    opened, documents = engine.wait(), engine.documents()
    document_ids = asked_ids(documents, left_out)
    searched = [documents[key] for key in document_ids or documents]

    def ask(on_stage: OnStage) -> Answer:
        return opened.ask(exchange.question, history, document_ids, on_stage=on_stage)

    for step in steps_of(ask):
        if isinstance(step, Answer):
            yield settled(conversation, exchange.answered(step))
        elif text := step_text(step, searched):
            yield settled(conversation, exchange.at_step(text))
