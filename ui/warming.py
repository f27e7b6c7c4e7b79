"""The engine, opened behind the page: the page is up at once, the first question waits."""

import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from typing import Protocol, runtime_checkable

from corpus.document import Document
from index.errors import LibraryError
from index.intake import TakesDocuments
from qa.answer import Answer, SearchHit
from qa.conversation import Turn
from qa.timing import OnStage
from qa.trace import Trace


class OpenLibrary(Protocol):
    """The part of a library that the page reads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The reports, in a stable order."""


@runtime_checkable
class ChangeableLibrary(TakesDocuments, Protocol):
    """The part of a library that the page changes; `Library` is one, a collection in memory not."""

    def remove(self, document_id: str) -> Document:
        """Remove a report and return it; LibraryError if it is not there."""


class AnsweringEngine(Protocol):
    """What the page needs of an engine; `qa.engine.Engine` is one, the tests' is another."""

    @property
    def library(self) -> OpenLibrary:
        """The library that is asked."""

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for it while it is at another question."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        document_ids: Collection[str] | None = None,
        *,
        on_stage: OnStage | None = None,
    ) -> Answer:
        """Answer a question, telling of its stages; ReportQAError for one that cannot be asked."""

    def search(
        self, query: str, k: int = 10, document_ids: Collection[str] | None = None
    ) -> list[SearchHit]:
        """The `k` best passages for a query."""

    def inspect(
        self,
        question: str,
        history: Sequence[Turn] = (),
        document_ids: Collection[str] | None = None,
    ) -> Trace:
        """What each stage makes of a question; errors as of `ask`."""


class WarmingEngine:
    """An engine that opens in a thread of its own, once; `wait` gives it when it is there."""

    def __init__(self, open_engine: Callable[[], AnsweringEngine]) -> None:
        self._open_engine = open_engine
        self._opened: Future[AnsweringEngine] = Future()
        self._start_lock = threading.Lock()
        self._has_started = False

    def start(self, on_failure: Callable[[], None] | None = None) -> None:
        """Begin to open the engine, unless that has begun; `on_failure` is called if it fails."""
        with self._start_lock:
            if self._has_started:
                return
            self._has_started = True
        threading.Thread(
            target=self._open, args=(on_failure,), name="opening-engine", daemon=True
        ).start()

    @property
    def is_ready(self) -> bool:
        """Whether a question would be answered without waiting for the engine."""
        return self._opened.done() and self._opened.exception() is None

    @property
    def failure(self) -> BaseException | None:
        """What went wrong when the engine was opened; None while it opens, or if all is well."""
        return self._opened.exception() if self._opened.done() else None

    def wait(self) -> AnsweringEngine:
        """The engine, as soon as it is open; raises what went wrong when it was opened."""
        self.start()
        return self._opened.result()

    def changeable_library(self) -> ChangeableLibrary:
        """The library, to be changed; LibraryError for one that cannot be."""
        library = self.wait().library
        if not isinstance(library, ChangeableLibrary):
            raise LibraryError("these reports are held in memory: none can be added or removed")
        return library

    def documents(self) -> dict[str, Document]:
        """The library's reports by id, in the library's order; empty until the engine is open."""
        if not self.is_ready:
            return {}
        return {document.id: document for document in self.wait().library.documents}

    def _open(self, on_failure: Callable[[], None] | None) -> None:
        try:
            self._opened.set_result(self._open_engine())
        except BaseException as failure:
            self._opened.set_exception(failure)
            if on_failure is not None:
                on_failure()
