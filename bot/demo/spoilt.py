"""Answers that are none: half of one, a page of somebody in between, JSON that says nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from aiohttp import ClientConnectionResetError, web

AFTER = frozenset({"half"})
BEFORE = frozenset({"html", "json"})
PORTAL = "<html><title>Welcome to the guest network</title></html>"


class Spoilt(Exception):
    """The call is answered with something that is no answer."""

    def __init__(self, kind: str, result: Any = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.result = result


async def answer(spoilt: Spoilt, request: web.Request) -> web.StreamResponse:
    """What comes back in its place, always with status 200."""
    if spoilt.kind == "html":
        return web.Response(text=PORTAL, content_type="text/html")
    if spoilt.kind == "json":
        return web.json_response({"captive": "portal"})
    return await _half(request, json.dumps({"ok": True, "result": spoilt.result}).encode())


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    """Status, headers and the first half; then the connection ends."""
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    response = web.StreamResponse(headers=headers)
    with suppress(ClientConnectionResetError):
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
