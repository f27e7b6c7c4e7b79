"""An assistant's side of the tools: the `mcp` package's own client."""

import asyncio
import json
from contextlib import asynccontextmanager

from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client


def tools_at(address):
    """The tools that a server offers."""

    async def listed():
        async with _session(address) as session:
            return (await session.list_tools()).tools

    return asyncio.run(listed())


def called(address, name, **arguments):
    """What a tool gives, read as JSON; RuntimeError with its words if it is an error."""

    async def call():
        async with _session(address) as session:
            return await session.call_tool(name, arguments)

    outcome = asyncio.run(call())
    (content,) = outcome.content
    if outcome.isError:
        raise RuntimeError(content.text)
    return json.loads(content.text)


@asynccontextmanager
async def _session(address):
    async with streamable_http_client(f"{address}/gradio_api/mcp/") as (read, write, _):
        async with ClientSession(read, write) as session:
            await session.initialize()
            yield session
