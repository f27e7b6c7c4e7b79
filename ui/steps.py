"""The steps of an answer, told as they happen, and the answer at the end."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from corpus.document import Document
from qa.answer import Answer
from qa.timing import OnStage
from ui.markup import counted


def steps_of(ask: Callable[[OnStage], Answer]) -> Iterator[str | Answer]:
    """Each stage that `ask` tells of as it begins, then the answer; raises what `ask` raises.

    `ask` runs in a thread of its own, so that a stage can be shown while it lasts.
    """
    stages: SimpleQueue[str | None] = SimpleQueue()
    with ThreadPoolExecutor(1, thread_name_prefix="asking") as pool:
        asked = pool.submit(ask, stages.put)
        asked.add_done_callback(lambda _: stages.put(None))
        while (stage := stages.get()) is not None:
            yield stage
        yield asked.result()


def step_text(stage: str, documents: Iterable[Document]) -> str | None:
    """A stage over these reports as the page says it; None for one that is soon over."""
    if stage == "search":
        n_paragraphs = sum(document.n_searchable_paragraphs for document in documents)
        return f"Searching {counted(n_paragraphs, 'paragraph')}"
    if stage == "rerank":
        return "Comparing the closest passages"
    return "Reading the closest paragraphs" if stage == "read" else None
