"""Serve the app over the small engine, as `report-qa serve` does over the real one.

`python ui_server_process.py PORT [broken]` in a process of its own: what Gradio's libraries warn
of is then not this project's failure, and the signals are real.
"""

import sys

from ui_samples import SmallEngine

import app
from corpus.errors import ReportQAError


def open_engine(_library_dir):
    if "broken" in sys.argv:
        raise ReportQAError("the library is a file")
    return SmallEngine()


if __name__ == "__main__":
    app._open_engine = open_engine
    try:
        app.serve(port=int(sys.argv[1]))
    except ReportQAError as fault:
        sys.exit(f"refused: {fault}")
