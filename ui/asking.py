"""One question asked on the page: first the open question is shown, then what came of it."""

import logging
from collections.abc import Iterator

from corpus.errors import ReportQAError
from ui.choice import ALL_ASKED, LeftOut, asked_ids
from ui.exchange import Conversation, asked, history_of, settled
from ui.markup import storable
from ui.warming import WarmingEngine

FAILED = "Something went wrong while answering. The details are in the terminal that runs the app."

_log = logging.getLogger(__name__)


def ask_in_turn(
    engine: WarmingEngine,
    question: str,
    conversation: Conversation,
    left_out: LeftOut = ALL_ASKED,
) -> Iterator[Conversation]:
    """The conversation with the question still open, then with its answer.

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
        opened, documents = engine.wait(), engine.documents()
        document_ids = asked_ids(documents, left_out)
        answer = opened.ask(question, history_of(conversation[:-1]), document_ids)
        yield settled(conversation, exchange.answered(answer))
    except ReportQAError as fault:
        yield settled(conversation, exchange.refused(str(fault)))
    except Exception:
        _log.exception("a question could not be answered")
        yield settled(conversation, exchange.refused(FAILED))
