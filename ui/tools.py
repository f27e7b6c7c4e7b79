"""The endpoints as tools of an assistant: Gradio's MCP server, with results in JSON.

It is at `/gradio_api/mcp/` (Model Context Protocol, streamable HTTP), behind the same guard and
the same queue as the page. Every public endpoint is a tool, and nothing else is.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from qa.json_text import json_text

if TYPE_CHECKING:
    import gradio as gr
    from starlette.applications import Starlette

Lifespan = Callable[["Starlette"], AbstractAsyncContextManager[None]]


def offer_tools(page: "gr.Blocks") -> Lifespan:
    """Have a built page offer its endpoints as tools; gives the lifespan that its app must run in.

    Gradio's own `mcp_server=True` hands results over as Python's `repr`, which an assistant can
    misread and a program cannot parse.
    """
    from gradio.mcp import GradioMCPServer
    from mcp.types import ImageContent, TextContent

    class JsonTools(GradioMCPServer):
        def postprocess_output_data(
            self, data: Iterable[object], root_url: str
        ) -> list[TextContent | ImageContent]:
            del root_url
            return [TextContent(type="text", text=json_text(output)) for output in data]

    server = JsonTools(page)
    page.mcp_server, page.mcp_server_obj = True, server
    return server.lifespan
