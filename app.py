"""The web app: `python app.py`, or `report-qa serve`."""

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ReportQAError
from ui.evaluation_run import Evaluating
from ui.page import build_page
from ui.server import address_of, guarded_app, listen, make_server, run_until_stopped
from ui.verdicts import Keep
from ui.warming import AnsweringEngine, WarmingEngine

if TYPE_CHECKING:
    import gradio as gr


def create_app(library_dir: Path | None = None) -> "gr.Blocks":
    """The page over a library, which is opened when the page is first shown.

    `serve` mounts it with its theme and its guard; mounted by other means it has neither.
    """
    engine = WarmingEngine(lambda: _open_engine(library_dir))
    return build_page(engine, _keeper(library_dir), _evaluating())


def serve(
    host: str = "127.0.0.1", port: int | None = None, library_dir: Path | None = None
) -> None:
    """Serve the app until ctrl-C or SIGTERM and print its address.

    Without a port, the first free one from 7860 is taken. The page is up before the models are
    loaded. ReportQAError if it cannot listen there or the library cannot be opened.
    """
    listening = listen(host, port)
    engine = WarmingEngine(lambda: _open_engine(library_dir))
    server = make_server(guarded_app(build_page(engine, _keeper(library_dir), _evaluating()), host))

    def stop() -> None:
        server.should_exit = True

    sys.stdout.write(f"Report QA is at {address_of(listening)} (ctrl-C stops it)\n")
    sys.stdout.flush()
    engine.start(on_failure=stop)
    run_until_stopped(server, listening)
    if engine.failure is not None:
        raise engine.failure
    _leave()


def _leave() -> None:
    """End the process with 0 if a model may still be at work in a thread; else do nothing.

    Python would end such a thread in the middle of C++ code, which aborts the process. Nothing is
    lost: a library is switched over in one step or not at all.
    """
    if threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _keeper(library_dir: Path | None) -> Keep:
    """Keeps verdicts in the library's folder."""
    from index.directory import default_directory
    from qa.feedback import keep

    return lambda feedback: keep(feedback, library_dir or default_directory())


def _evaluating() -> Evaluating:
    """How the page evaluates: the page itself does not import `eval`."""
    from eval.fixed_run import baseline_figures, run_fixed_set
    from eval.html_report import report_script, report_style

    return Evaluating(run_fixed_set, baseline_figures, report_style(), report_script())


def _open_engine(library_dir: Path | None) -> AnsweringEngine:
    from qa.engine import Engine

    engine = Engine.open(library_dir)
    engine.warm()
    return engine


def main() -> int:
    """Serve on the usual address; 1 with one line if that cannot be done."""
    try:
        serve()
    except ReportQAError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
