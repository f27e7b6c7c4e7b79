"""The guard in front of the app: who may call it, and how much they may send.

A web page elsewhere can make a browser call a server on the same machine. So only requests that
name this machine in `Host` are let through (that stops DNS rebinding), and only those whose
`Origin`, if there is one, is the same place.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.policy import PolicySender

MAX_FILE_MB = 20
"""A larger file is refused while it is sent."""

MAX_BODY_BYTES = 32 * 2**20
"""A larger request is refused before it is read."""

MAX_UPLOAD_BODY_BYTES = 256 * 2**20
"""The same for files, several of which come in one request; they go to the disk, not to memory."""

MAX_DROP_MB = 250
"""How much of that the files themselves may be; what is around them in the request takes some."""

MAX_DROP_FILES = 1000
"""More in one request are refused by Gradio."""

_UPLOAD_PATH = "/gradio_api/upload"

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_WILDCARDS = frozenset({"", "0.0.0.0", "::"})


def allowed_hosts(host: str) -> frozenset[str] | None:
    """The names by which a server bound to `host` may be called; None for any IP address.

    Loopback names always. A server bound to every address may be called by any of its IP
    addresses (rebinding needs a name) and by the machine's own name.
    """
    if host.strip("[]") in _WILDCARDS:
        return None
    return _LOOPBACK_NAMES | {host.strip("[]").lower()}


class Guard:
    """ASGI middleware that refuses foreign callers and large bodies and sets the headers."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1") -> None:
        self._app = app
        self._hosts = allowed_hosts(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403, 411 or 413."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(_uncompressed(scope), receive, PolicySender(send).send)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_allowed(hosts[0]):
            return PlainTextResponse("This server is not called by that name.", 403)
        if any(not _is_same_place(origin, hosts[0]) for origin in headers.getlist("origin")):
            return PlainTextResponse("Requests from other sites are refused.", 403)
        if scope["type"] != "http":
            return None
        if "transfer-encoding" in headers:
            return PlainTextResponse("Say how long the request is (Content-Length).", 411)
        is_upload = scope["path"] == _UPLOAD_PATH
        limit = MAX_UPLOAD_BODY_BYTES if is_upload else MAX_BODY_BYTES
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > limit:
            return PlainTextResponse(f"At most {limit:,} bytes are taken at once.", 413)
        return None

    def _is_allowed(self, host: str) -> bool:
        name = _host_name(f"//{host}")
        if self._hosts is not None:
            return name in self._hosts
        return name in _LOOPBACK_NAMES or name == socket.gethostname().lower() or _is_address(name)


def _uncompressed(scope: Scope) -> Scope:
    """The request without Accept-Encoding: a page's scripts must be readable to be hashed.

    Compression wins nothing on the way from a machine to itself.
    """
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


def _is_same_place(origin: str, host: str) -> bool:
    scheme, separator, place = origin.partition("://")
    return bool(separator) and scheme in ("http", "https") and place.lower() == host.lower()


def _host_name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
