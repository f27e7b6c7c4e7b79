"""Files being added to the library: in a thread of their own, told of step by step."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from queue import SimpleQueue
from time import monotonic

from corpus.errors import ReportQAError
from corpus.folder import NamedFile
from index.encoder import Progress
from index.intake import Outcome, TakesDocuments, take_in
from ui.uploads import discard, in_own_names

FAILED = "Something went wrong while adding. The details are in the terminal that runs the app."

TELL_SECONDS = 0.2
"""How often at most the page is told how far the encoding is."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Adding:
    """How far it is: what became of the first files, how many are read, what is encoded.

    `encoded` is `(n_done, n_passages)` while the files that were read are put into the indexes.
    """

    files: tuple[NamedFile, ...]
    outcomes: tuple[Outcome, ...] = ()
    n_read: int = 0
    encoded: tuple[int, int] | None = None
    is_waiting: bool = False
    is_over: bool = False
    problem: str | None = None


class Intake:
    """Adds files to a library, one set at a time; a further one waits for its turn."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def add(
        self, library: TakesDocuments, files: Sequence[NamedFile], with_ocr: bool = False
    ) -> Iterator[Adding]:
        """Add the files and discard their copies; the last state says what became of each.

        The work goes on when nobody listens any more. A known error, or an apology for a bug, is
        the `problem` of the last state; what was added before it stays.
        """
        states: SimpleQueue[Adding] = SimpleQueue()
        work = _Work(library, Adding(tuple(files)), states.put, self._turn, with_ocr)
        threading.Thread(target=work.run, name="adding-files", daemon=True).start()
        while not (state := states.get()).is_over:
            yield state
        yield state


class _Work:
    def __init__(
        self,
        library: TakesDocuments,
        state: Adding,
        tell: Callable[[Adding], None],
        turn: threading.Lock,
        with_ocr: bool,
    ) -> None:
        self._library = library
        self._state = state
        self._tell = tell
        self._turn = turn
        self._with_ocr = with_ocr

    def run(self) -> None:
        problem = None
        try:
            if self._turn.locked():
                self._now(is_waiting=True)
            with self._turn:
                self._now(is_waiting=False)
                self._take_in()
        except ReportQAError as fault:
            problem = str(fault)
        except Exception:
            _log.exception("files could not be added")
            problem = FAILED
        finally:
            discard(self._state.files)
            self._now(is_waiting=False, encoded=None, is_over=True, problem=problem)

    def _take_in(self) -> None:
        files = self._state.files
        for step in take_in(self._library, files, self._bar, self._with_ocr):
            told = [
                replace(outcome, reason=in_own_names(outcome.reason, files)) for outcome in step
            ]
            self._now(outcomes=(*self._state.outcomes, *told), encoded=None)

    @contextmanager
    def _bar(self, label: str) -> Iterator[Progress]:
        """What `take_in` tells its progress to: of reading first, then of encoding."""
        if label == "reading":
            yield lambda n_done, _total: self._now(n_read=n_done)
            self._now(n_read=self._state.n_read + 1)
        else:
            self._now(encoded=(0, 0))
            yield self._encoding_progress()

    def _encoding_progress(self) -> Progress:
        told_at = monotonic()

        def tell(n_done: int, n_passages: int) -> None:
            nonlocal told_at
            if monotonic() - told_at >= TELL_SECONDS:
                told_at = monotonic()
                self._now(encoded=(n_done, n_passages))

        return tell

    def _now(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._tell(self._state)
