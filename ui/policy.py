"""What a page may do: headers on every response, a content security policy on every page.

The policy allows nothing from elsewhere and runs no script but Gradio's own files and the inline
scripts that the server itself wrote, by their hash: markup smuggled into a page cannot run.
"""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

_INLINE_SCRIPT = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.S | re.I)
_FIXED_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_security_policy(html: bytes = b"") -> str:
    """The policy for a page: the inline scripts in it, by their sha256, and files from here.

    'unsafe-eval' is there because Gradio compiles the templates of its HTML component, which are
    constants of this program, with `Function`; text from a document is only ever their argument.
    """
    scripts = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(code).digest()).decode()}'"
        for code in inline_scripts(html)
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'unsafe-eval' {scripts}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def inline_scripts(html: bytes) -> list[bytes]:
    """The code of each script that stands in a page itself, in order."""
    return [
        match["code"]
        for match in _INLINE_SCRIPT.finditer(html)
        if b"src=" not in match["attributes"].lower()
    ]


class PolicySender:
    """Passes a response on with the fixed headers; a page is held back until its scripts are known.

    Gradio writes the page's settings into inline scripts, so the hashes differ from page to page.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._page_start: Message | None = None
        self._page = bytearray()

    async def send(self, message: Message) -> None:
        """Send a message of the response, or keep it while its page is incomplete."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_FIXED_HEADERS)
            if headers.get("content-type", "").startswith("text/html"):
                self._page_start = message
                return
            headers["content-security-policy"] = content_security_policy()
        elif message["type"] == "http.response.body" and self._page_start is not None:
            self._page += message.get("body", b"")
            if message.get("more_body", False):
                return
            headers = MutableHeaders(scope=self._page_start)
            headers["content-security-policy"] = content_security_policy(bytes(self._page))
            headers["cache-control"] = "no-store"
            await self._send(self._page_start)
            message = {"type": "http.response.body", "body": bytes(self._page)}
            self._page_start = None
        await self._send(message)
