"""An app served in a process of its own, and told to stop at the end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS_TO_START = 120


def free_port():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


def start(*arguments):
    """Python with these arguments, where our modules and the tests' are found."""
    path = os.pathsep.join([str(HERE.parent), str(HERE)])
    return subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": path, "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def served(*arguments):
    """The address of the app that Python serves with these arguments; it must end cleanly."""
    server = start(*arguments)
    try:
        line = server.stdout.readline()
        if not line:
            pytest.fail(f"the app did not start: {server.communicate()[1]}")
        address = line.split(" (")[0].removeprefix("Report QA is at ")
        _wait_for(address)
        yield address
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=20)
        assert (server.returncode, out) == (0, ""), err
    finally:
        server.kill()
        server.communicate()


@pytest.fixture(scope="module")
def address():
    """The app over the small engine; at the end it is told to stop and must end cleanly."""
    with served(HERE / "ui_server_process.py", str(free_port())) as found:
        yield found


@pytest.fixture(scope="module")
def client(address):
    """A program that is connected to it."""
    from gradio_client import Client

    connected = Client(address, verbose=False, analytics_enabled=False)
    yield connected
    connected.close()


def _wait_for(address):
    for _ in range(10 * SECONDS_TO_START):
        try:
            urllib.request.urlopen(f"{address}/config", timeout=30).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
