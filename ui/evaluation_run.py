"""The evaluation that the page runs: one at a time, in a thread of its own.

A page only looks on. Whoever opens the view while a run is under way sees it, and a page that is
closed stops nothing.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import ReportQAError
from ui.warming import WarmingEngine

FAILED = "The evaluation failed. The details are in the terminal that runs the app."
PAUSE_SECONDS = 0.01
"""Rest between two questions, in which the engine is free for a reader who waits for it."""

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Told how many questions of how many are done."""


@dataclass(frozen=True)
class Evaluating:
    """How the page evaluates, handed in by the app: it knows nothing of the questions itself.

    `run` asks an engine the questions, tells its progress, and gives the figures as HTML;
    ReportQAError where they cannot be asked. `baseline` gives those of the last accepted run, to be
    shown before there is another. `style` and `script` belong to that HTML; the script
    defines `wire(root)`.
    """

    run: Callable[[Any, Progress], str]
    baseline: Callable[[], str]
    style: str
    script: str


@dataclass(frozen=True)
class RunState:
    """Where the run is; `figures` are those of the last one that ended, as HTML."""

    is_running: bool = False
    n_done: int = 0
    n_questions: int = 0
    seconds: float = 0.0
    note: str = ""
    figures: str = ""


class _Stopped(Exception):
    """The run was told to stop."""


class EvaluationRun:
    """The one run of a process, as all pages see it."""

    def __init__(self, engine: WarmingEngine, run: Callable[[Any, Progress], str]) -> None:
        self._engine = engine
        self._run = run
        self._lock = threading.Lock()
        self._is_stopping = threading.Event()
        self._state = RunState()

    @property
    def state(self) -> RunState:
        """Where it is now."""
        return self._state

    def start(self) -> None:
        """Begin, unless a run is under way."""
        with self._lock:
            if self._state.is_running:
                return
            self._is_stopping.clear()
            self._state = RunState(is_running=True, figures=self._state.figures)
        threading.Thread(target=self._work, name="evaluating", daemon=True).start()

    def stop(self) -> None:
        """End the run after the question that it is at."""
        self._is_stopping.set()

    def _work(self) -> None:
        begin = time.monotonic()

        def progress(n_done: int, n_questions: int) -> None:
            seconds = time.monotonic() - begin
            self._state = replace(
                self._state, n_done=n_done, n_questions=n_questions, seconds=seconds
            )
            if self._is_stopping.wait(PAUSE_SECONDS) and n_done < n_questions:
                raise _Stopped

        note, figures = "", self._state.figures
        try:
            figures = self._run(self._engine.wait(), progress)
        except _Stopped:
            note = f"Stopped after {self._state.n_done} of {self._state.n_questions} questions."
        except ReportQAError as fault:
            note = str(fault)
        except Exception:
            _log.exception("the evaluation failed")
            note = FAILED
        self._state = replace(self._state, is_running=False, note=note, figures=figures)
