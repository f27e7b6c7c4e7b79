"""Twenty people at once, and then far too many: `python -m bench.crowd [LIBRARY]`.

The app is served in a process of its own. Five conversations of five development questions are
first held alone; then twenty clients hold them at the same time, each its own. Every answer must
be the one that was given alone. Then 200 questions are asked at once: the queue takes what it
holds and says of the others that it is busy.
"""

import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from bench.machine import machine
from bench.processes import ROOT
from eval.question_set import development_set

if TYPE_CHECKING:
    from gradio_client import Client

N_CLIENTS = 20
N_QUESTIONS = 5
N_AT_ONCE = 200
DRAIN_SECONDS = 600
SECONDS_TO_REPLY = 120
"""How long a busy machine may leave a request unanswered."""

Reply = tuple[float, dict[str, Any]]
"""How many seconds an answer took, and the answer without its timings."""


def main(library: Path | None) -> None:
    """Print the figures; the exit code is 1 if an answer is another than the one given alone."""
    questions = [each.question for each in development_set().questions if not each.history]
    conversations = [
        [questions[(first + place) % N_QUESTIONS] for place in range(N_QUESTIONS)]
        for first in range(N_QUESTIONS)
    ]
    with _served(library) as (address, process_id):
        alone = _at_once(address, conversations, n_threads=1)
        crowd = _at_once(address, [*conversations] * (N_CLIENTS // N_QUESTIONS), N_CLIENTS)
        again = _at_once(address, conversations, n_threads=1)  # the machine may be busier by now
        lone = statistics.median(seconds for replies in alone + again for seconds, _ in replies)
        waits = sorted(seconds for replies in crowd for seconds, _ in replies)
        n_other = sum(
            reply[1] != expected[1]
            for place, replies in enumerate(crowd)
            for reply, expected in zip(replies, alone[place % N_QUESTIONS], strict=True)
        )
        p95 = waits[int(0.95 * len(waits))]
        sys.stdout.write(
            f"{machine()}\n{N_CLIENTS} clients, {len(waits)} questions: a lone one "
            f"{lone:.2f} s; median {statistics.median(waits):.2f} s, p95 {p95:.2f} s, "
            f"{p95 / lone:.1f} × a lone one; {n_other} answers differ\n"
        )
        _overwhelm(address, process_id, questions[0])
    sys.exit(1 if n_other else 0)


def _at_once(
    address: str, conversations: Sequence[Sequence[str]], n_threads: int
) -> list[list[Reply]]:
    """Every conversation held by a client of its own, `n_threads` of them at the same time."""
    from gradio_client import Client

    patient = {"timeout": SECONDS_TO_REPLY}
    clients = [
        Client(address, verbose=False, analytics_enabled=False, httpx_kwargs=patient)
        for _ in conversations
    ]
    with ThreadPoolExecutor(n_threads) as pool:
        return list(pool.map(_hold, clients, conversations))


def _hold(client: "Client", questions: Sequence[str]) -> list[Reply]:
    history: list[dict[str, str]] = []
    replies: list[Reply] = []
    for question in questions:
        begin = time.perf_counter()
        answer = client.predict(question, history, api_name="/ask")
        replies.append((time.perf_counter() - begin, {**answer, "timings": {}}))
        history.append({"question": question, "answer": answer["text"]})
    return replies


def _overwhelm(address: str, process_id: int, question: str) -> None:
    """Ask far more than the queue holds, wait until it is empty, and ask once more."""
    before = _resident_bytes(process_id)

    def ask(_: int) -> int:
        place = f"{address}/gradio_api/call/v2/ask"
        return httpx.post(place, json={"question": question}, timeout=SECONDS_TO_REPLY).status_code

    with ThreadPoolExecutor(N_AT_ONCE) as pool:
        codes = Counter(pool.map(ask, range(N_AT_ONCE)))
    highest = before

    def is_empty() -> bool:
        nonlocal highest
        highest = max(highest, _resident_bytes(process_id))
        status = httpx.get(f"{address}/gradio_api/queue/status", timeout=SECONDS_TO_REPLY).json()
        return bool(status["queue_size"] == 0)

    _wait_until(is_empty)
    sys.stdout.write(
        f"{N_AT_ONCE} at once: {codes[200]} taken, {codes[503]} told that the app is busy, "
        f"{N_AT_ONCE - codes[200] - codes[503]} other replies; memory "
        f"+{(highest - before) / 2**20:.0f} MB\n"
    )


@contextmanager
def _served(library: Path | None) -> Iterator[tuple[str, int]]:
    """The address of a served app that is ready, and its process."""
    command = [sys.executable, "-m", "cli", "serve", *(["--library", str(library)] * bool(library))]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split(" (")[0].removeprefix("Report QA is at ")
        try:
            _wait_until(lambda: _answers(address))
            yield address, server.pid
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/config", timeout=SECONDS_TO_REPLY).is_success
    except httpx.TransportError:
        return False


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + DRAIN_SECONDS
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {DRAIN_SECONDS} s")
        time.sleep(0.1)


def _resident_bytes(process_id: int) -> int:
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return 1024 * int(line.split()[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
