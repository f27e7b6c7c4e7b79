"""A conversation as the page keeps it: each question with what came of it."""

from collections.abc import Iterable
from typing import Self

from corpus.document import Frozen
from qa.answer import Answer
from qa.conversation import Turn

MAX_EXCHANGES = 40
"""A longer conversation forgets its oldest exchange, so that a page cannot grow without end."""


class Exchange(Frozen):
    """A question; then its answer, or the polite message that says why there is none.

    With neither, the answer is still being looked for. `serial` starts at 1 and stays the
    exchange's own for the life of the conversation: links into its evidence are made of it.
    `step` says what is being done for the answer meanwhile. `verdict` is what came of the reader's
    judgement, in a sentence.
    """

    serial: int
    question: str
    answer: Answer | None = None
    problem: str | None = None
    step: str | None = None
    verdict: str | None = None

    def at_step(self, step: str) -> Self:
        """The same exchange, still open, with what is being done for its answer."""
        return self.model_copy(update={"step": step})

    def answered(self, answer: Answer) -> Self:
        """The same exchange with its answer."""
        return self.model_copy(update={"answer": answer})

    def refused(self, problem: str) -> Self:
        """The same exchange with the message that says why there is no answer."""
        return self.model_copy(update={"problem": problem})

    def judged(self, verdict: str) -> Self:
        """The same exchange with what came of the reader's verdict."""
        return self.model_copy(update={"verdict": verdict})

    @property
    def is_open(self) -> bool:
        """Whether the answer is still being looked for."""
        return self.answer is None and self.problem is None


Conversation = tuple[Exchange, ...]


def asked(conversation: Conversation, question: str) -> Conversation:
    """The conversation with one more question, still open; what was left open before is dropped."""
    kept = [exchange for exchange in conversation if not exchange.is_open]
    serial = conversation[-1].serial + 1 if conversation else 1
    return (*kept, Exchange(serial=serial, question=question))[-MAX_EXCHANGES:]


def settled(conversation: Conversation, exchange: Exchange) -> Conversation:
    """The conversation with its last, open exchange replaced by `exchange`."""
    return (*conversation[:-1], exchange)


def history_of(exchanges: Iterable[Exchange]) -> tuple[Turn, ...]:
    """The turns of all answered exchanges, as the engine reads them."""
    turns: list[Turn] = []
    for exchange in exchanges:
        if exchange.answer is not None:
            turns.append(Turn(role="user", text=exchange.question))
            turns.append(Turn(role="assistant", text=exchange.answer.text))
    return tuple(turns)
