"""A Bot API on localhost that answers as it is told, and remembers what it was asked: for the errors of the outside."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias

from aiohttp import web

TOKEN = "123456:an-invented-token-for-tests-only"
Reply: TypeAlias = Callable[["Call"], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    """One call as it arrived: every parameter as text, files by name."""

    method: str
    params: dict[str, str]
    files: dict[str, tuple[str, bytes]]
    request: web.Request


@dataclass
class ScriptedApi:
    """`plan` puts replies in a queue per method; where the queue is empty, the usual answer is given."""

    root: str = ""
    calls: list[Call] = field(default_factory=list)
    delivered: list[Call] = field(default_factory=list)
    _planned: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    _always: dict[str, Reply] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1))
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def plan(self, method: str, *replies: Reply) -> None:
        self._planned[method].extend(replies)

    def always(self, method: str, reply: Reply | None) -> None:
        if reply is None:
            self._always.pop(method, None)
        else:
            self._always[method] = reply

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for calls until something is true of them; five seconds at most."""
        async with asyncio.timeout(5):
            while not true():
                self._news.clear()
                await self._news.wait()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        call = await _read(request)
        self.calls.append(call)
        self._news.set()
        planned = self._planned[call.method]
        reply = planned.popleft() if planned else self._always.get(call.method, self.deliver)
        return await reply(call)

    async def deliver(self, call: Call) -> web.StreamResponse:
        """What Telegram answers when all is well."""
        self._note(call)
        return ok(self._usual(call))

    async def deliver_and_drop(self, call: Call) -> web.StreamResponse:
        self._note(call)
        return await drop(call)

    def _note(self, call: Call) -> None:
        self.delivered.append(call)
        self._news.set()

    def _usual(self, call: Call) -> object:
        if call.method == "getUpdates":
            return []
        if call.method == "getMe":
            return {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "stoel_test_bot"}
        if call.method == "createForumTopic":
            return {"message_thread_id": next(self._numbers), "name": call.params["name"], "icon_color": 7322096}
        if call.method == "copyMessage":
            return {"message_id": next(self._numbers)}
        if call.method.startswith("send"):
            return {"message_id": next(self._numbers), "date": 1_780_000_000, "chat": {"id": 1, "type": "private"}}
        return True


async def drop(call: Call) -> web.StreamResponse:
    """The connection is gone before there is an answer."""
    if call.request.transport:
        call.request.transport.close()
    return web.Response()


async def hang(_: Call) -> web.StreamResponse:
    """No answer, ever."""
    await asyncio.Event().wait()
    raise AssertionError("nobody sets that event")


def ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def answer(result: object) -> Reply:
    async def reply(_: Call) -> web.StreamResponse:
        return ok(result)

    return reply


def refuse(code: int, description: str, **parameters: object) -> Reply:
    async def reply(_: Call) -> web.StreamResponse:
        body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
        return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=code)

    return reply


def say_html(code: int, html: str = "<html>a proxy's own page</html>") -> Reply:
    async def reply(_: Call) -> web.StreamResponse:
        return web.Response(status=code, text=html)

    return reply


async def _read(request: web.Request) -> Call:
    params: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        given = await request.json()
        params = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
        return Call(request.match_info["method"], params, files, request)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            params[name] = str(value)
    return Call(request.match_info["method"], params, files, request)


@asynccontextmanager
async def scripted_api() -> AsyncIterator[ScriptedApi]:
    """A server on a free port of this machine, for one test."""
    api = ScriptedApi()
    app = web.Application()
    app.router.add_route("*", f"/bot{TOKEN}/{{method}}", api.handle)
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    api.root = f"http://{host}:{port}"
    try:
        yield api
    finally:
        await runner.cleanup()
