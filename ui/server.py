"""The page as a server: mounted, guarded, and run until it is told to stop."""

import asyncio
import logging
import signal
import socket
import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp

from corpus.errors import ReportQAError
from ui.security import MAX_FILE_MB, Guard
from ui.theme import reading_theme, stylesheet
from ui.tools import offer_tools

if TYPE_CHECKING:
    import gradio as gr
    import uvicorn

FIRST_PORT = 7860
N_PORTS = 100
DRAIN_SECONDS = 2
"""How long an answer under way may take when the server is told to stop."""


class ServeError(ReportQAError):
    """The app cannot be served there."""


def guarded_app(page: "gr.Blocks", host: str = "127.0.0.1") -> ASGIApp:
    """The ASGI application: the page at `/`, behind the guard."""
    from fastapi import FastAPI
    from gradio import mount_gradio_app

    undescribed: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    app = FastAPI(**undescribed)
    mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        app_kwargs={**undescribed, "lifespan": offer_tools(page)},
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=f"{MAX_FILE_MB}mb",
        ssr_mode=False,
        pwa=False,
        mcp_server=False,  # `offer_tools` has made it one, in a form of its own
        enable_monitoring=False,
        theme=reading_theme(),
        head=f"<style>{stylesheet()}</style>",
    )
    return Guard(app, host)


def listen(host: str, port: int | None) -> socket.socket:
    """A socket bound to `port`, or to the first free one from 7860; ServeError if there is none."""
    ports = range(FIRST_PORT, FIRST_PORT + N_PORTS) if port is None else (port,)
    fault: OSError | None = None
    for candidate in ports:
        try:
            return _bound(host.strip("[]"), candidate)
        except OSError as refused:
            fault = refused
    tried = f"port {port}" if port is not None else f"ports {ports[0]}-{ports[-1]}"
    raise ServeError(f"cannot listen on {host}, {tried}: {fault}")


def address_of(listening: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_server(app: ASGIApp) -> "uvicorn.Server":
    """A server that lets an answer under way finish when it is told to stop, for a few seconds."""
    import uvicorn

    logging.getLogger("uvicorn.error").addFilter(_is_no_cut_stream)
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
            ws="none",
        )
    )


def run_until_stopped(server: "uvicorn.Server", listening: socket.socket) -> None:
    """Serve until ctrl-C or SIGTERM, or until `server.should_exit` is set; then return.

    uvicorn drains and raises the signal again; the handlers set here make that a clean return.
    """
    previous = {
        number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        server.run(sockets=[listening])
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        listening.close()


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError:
        bound.close()
        raise
    return bound


def _ignore(_signal: int, _frame: FrameType | None) -> None:
    """Nothing: uvicorn's own handler has seen the signal already."""


def _is_no_cut_stream(record: logging.LogRecord) -> bool:
    """Whether a log record is more than an open page's stream, which never ends, being cut."""
    fault = record.exc_info[1] if record.exc_info else None
    is_notice = record.getMessage().startswith("Cancel ")
    return not is_notice and not isinstance(fault, asyncio.CancelledError)
