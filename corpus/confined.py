"""Read a file in a process of its own, within limits of time and memory.

What a stranger's file does to a parser then ends with that process: it may crash, inflate without
end or never come back, and the one that asked is told so in a sentence.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from corpus.blocks import Reading, reading_from_json
from corpus.errors import CorpusError
from corpus.formats import Format

START_SECONDS = 60.0
"""How long the process may take until it begins with the file: imports, on a busy machine."""

TOTAL_SECONDS = 600.0
"""How long the whole file may take; the process says how long each step of it may."""

OCR_TOTAL_SECONDS = 7_200.0
"""The same where pages are read by OCR, at some 4 seconds each: 1,500 pages are the most."""

TOO_LONG = getattr(signal, "SIGPROF", 0)
"""The signal that ends the process when a step of it has computed for too long; none on Windows."""

BUSY = 4.0
"""How many times as long as it may compute the process may take, where others share the machine."""

MEMORY_BYTES = 448 * 2**20
"""How much the process may allocate (where the system can limit that: not on Windows)."""


def read_confined(path: Path, kind: Format, with_ocr: bool = False) -> Reading:
    """The reading of a file; CorpusError says why there is none, or which limit it met."""
    lines: queue.Queue[bytes | None] = queue.Queue()
    with _started(path, kind, with_ocr) as process:
        assert process.stdout is not None  # it was asked for as a pipe
        reader = threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True)
        reader.start()
        try:
            left = OCR_TOTAL_SECONDS if with_ocr else TOTAL_SECONDS
            return _reading(path, process, lines, left)
        finally:
            process.kill()
            reader.join()


def _started(path: Path, kind: Format, with_ocr: bool) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-P", "-m", "corpus.reading_process", kind, os.path.abspath(path)]
    root = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    return subprocess.Popen(
        [*command, "ocr"] if with_ocr else command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([root, *([known] if known else [])]),
            "OMP_THREAD_LIMIT": "1",  # on busy cores, tesseract's threads wait for one another
            "OPENBLAS_NUM_THREADS": "1",  # each thread takes memory from the start, used or not
        },
    )


def _pass_on(stdout: IO[bytes], lines: "queue.Queue[bytes | None]") -> None:
    for line in stdout:
        lines.put(line)
    lines.put(None)


def _reading(
    path: Path,
    process: "subprocess.Popen[bytes]",
    lines: "queue.Queue[bytes | None]",
    left: float,
) -> Reading:
    """The last thing that the process says; until then it says how long the next step may take."""
    allowed = START_SECONDS
    while left > 0:
        try:
            line = lines.get(timeout=min(BUSY * allowed, left))
        except queue.Empty:
            break
        message = _parsed(line)
        if message is None and TOO_LONG and process.wait() == -TOO_LONG:
            break
        if message is None:
            raise CorpusError(
                f"{path}: reading it failed, or took more than {MEMORY_BYTES // 2**20} MB of "
                "memory; the file is damaged, or made to be too large"
            )
        if "reading" in message:
            return reading_from_json(message["reading"])
        if "error" in message:
            raise CorpusError(f"{path}: {message['error']}")
        left -= message["after"]
        allowed = message["allow"]
    raise CorpusError(
        f"{path}: reading it takes too long ({min(allowed, left):.0f} seconds were not enough "
        "for a part of it); save it anew, or in smaller parts"
    )


def _parsed(line: bytes | None) -> dict[str, Any] | None:
    """What the process says in a line; None where it ended before it was done."""
    if line is None:
        return None
    try:
        message = json.loads(line)
    except ValueError:
        return None  # it was ended in the middle of a line
    return message if isinstance(message, dict) else None
