"""The process that reads one file: `python -m corpus.reading_process FORMAT PATH [ocr]`.

It writes JSON lines: `{"after", "allow"}` before each step (the seconds since the last one, and how
long this one may take), then `{"reading"}` or `{"error"}`. `corpus.confined` is the other end.
"""

import json
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from corpus.blocks import Reading
from corpus.confined import MEMORY_BYTES, TOO_LONG, TOTAL_SECONDS
from corpus.errors import CorpusError
from corpus.formats import Format

STEP_SECONDS = 5.0
"""A page, or the opening of a file, takes no longer; most take hundredths of it."""

MAX_CHARS = 20_000_000
"""A report with more characters is refused: it would be 5,000 pages and more."""

Progress = Callable[[float], None]
"""Tells how many seconds the next step may take."""


def main() -> None:
    """Read the file of the command line."""
    kind: Format = sys.argv[1]  # type: ignore[assignment]
    path = Path(sys.argv[2])
    with_ocr = "ocr" in sys.argv[3:]
    _limit()
    last = time.monotonic()

    def progress(allow: float) -> None:
        nonlocal last
        now = time.monotonic()
        _say({"after": now - last, "allow": allow})
        last = now
        _limit_step(allow)

    try:
        reading = _read(_reader(kind, with_ocr), path, progress)
    except CorpusError as error:
        _say({"error": str(error)})
    except MemoryError:
        _say({"error": f"reading it takes more than {MEMORY_BYTES // 2**20} MB of memory"})
    except Exception as error:  # it ends here, and is told: the files after this one go on
        place = traceback.extract_tb(error.__traceback__)[-1]
        _say(
            {
                "error": f"reading it failed ({type(error).__name__}: {error}; "
                f"{Path(place.filename).name}, line {place.lineno}); this is a fault of Report QA"
            }
        )
    else:
        progress(STEP_SECONDS)
        _say({"reading": asdict(reading)})


def _read(reader: Callable[[Path, Progress], Reading], path: Path, progress: Progress) -> Reading:
    progress(STEP_SECONDS)
    reading = reader(path, progress)
    n_chars = sum(len(block.words) for block in reading.blocks)
    if n_chars > MAX_CHARS:
        raise CorpusError(f"the file has {n_chars:,} characters; up to {MAX_CHARS:,} are read")
    return reading


def _reader(kind: Format, with_ocr: bool) -> Callable[[Path, Progress], Reading]:
    """The function that reads a format; only what that one needs is imported."""
    if kind == "pdf":
        from corpus.pdf.reader import read_pdf

        return partial(read_pdf, with_ocr=with_ocr)
    if kind == "docx":
        from corpus.docx.reader import read_docx

        return read_docx
    if kind == "html":
        from corpus.html import read_html

        return read_html
    from corpus.markdown import read_markdown

    return read_markdown


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for limit, value in (
        (resource.RLIMIT_DATA, MEMORY_BYTES),
        (resource.RLIMIT_CPU, int(TOTAL_SECONDS)),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        if hard == resource.RLIM_INFINITY or value < hard:
            resource.setrlimit(limit, (value, hard))


def _limit_step(seconds: float) -> None:
    """End this process when it has computed for so long: a busy machine makes no page too long."""
    if TOO_LONG:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
