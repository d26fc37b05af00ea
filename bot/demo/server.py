"""The look-alike: the Bot API over HTTP on this machine only, the page, and the control routes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.demo import control
from bot.demo.calling import METHODS, check, method_named
from bot.demo.errors import Dropped, Refusal
from bot.demo.faults import Fault, Faults
from bot.demo.moments import Moments, Move, Now
from bot.demo.people import People
from bot.demo.rates import Rates
from bot.demo.requests import params_of, told
from bot.demo.spoilt import AFTER, Spoilt, answer
from bot.demo.town import Json, Town, User
from bot.demo.view import chat_view

log = logging.getLogger(__name__)
BOT_NAME, BOT_USERNAME = "Schuifaan", "schuifaan_demo_bot"


class LookAlike:
    """`async with LookAlike(token) as it:` serves at `it.url` until the end of the block.

    `people` does what people do, `town` is the whole state, `calls` every call there was. With `limits=False` nothing
    is ever too fast.
    """

    def __init__(
        self,
        token: str,
        port: int = 0,
        clock: Now | None = None,
        on_clock: Move | None = None,
        *,
        limits: bool = True,
        status: Callable[[], Awaitable[dict[str, Any]]] | None = None,
        start_over: Callable[[], None] | None = None,
    ) -> None:
        self.token: str = token
        bot = User(int(token.split(":")[0]), BOT_NAME, username=BOT_USERNAME, is_bot=True)
        self.town: Town = Town(bot, Moments(clock, on_clock))
        self.people: People = People(self.town)
        self.faults: Faults = Faults(lambda: self.town.updates.end_poll("drop"))
        self.rates = Rates(off=not limits)
        self.calls: list[Json] = []
        self.status: Callable[[], Awaitable[dict[str, Any]]] | None = status
        self.start_over: Callable[[], None] | None = start_over
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._port

    @property
    def url(self) -> str:
        """The root: what BOT_API_URL must be, and the page."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        control.add_routes(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.town.updates.end_poll("drop")
        if self._runner is not None:
            await self._runner.cleanup()

    def shows(self, chat: int, user: int | None = None) -> Json:
        """What a chat shows to somebody in it."""
        return chat_view(self.town, self.town.chats[chat], user)

    # ── the Bot API ─────────────────────────────────────────────────────────────────────────────────────────────
    async def _api(self, request: web.Request) -> web.StreamResponse:
        call: Json = {"method": request.match_info["method"], "params": {}, "status": 0, "t": monotonic()}
        self.calls.append(call)
        try:
            result = await self._carried_out(request, call)
        except Refusal as refusal:
            call["status"], call["description"] = refusal.code, refusal.description
            self.town.happened.note()
            return _refused(refusal)
        except Spoilt as spoilt:
            call["status"] = -1
            self.town.happened.note()
            return await answer(spoilt, request)
        except Dropped:
            call["status"] = -1
            self.town.happened.note()
            return _end(request)
        call["status"] = 200
        self.town.happened.note()
        return web.json_response({"ok": True, "result": result})

    async def _carried_out(self, request: web.Request, call: Json) -> Any:
        if request.match_info["token"] != self.token:
            well_formed = request.match_info["token"].partition(":")[0].isdigit()
            raise Refusal(401, "Unauthorized") if well_formed else Refusal(404, "Not Found")
        method = call["method"] = method_named(request.match_info["method"])
        params = await params_of(request, method)
        call["params"] = told(params)
        fault = self.faults.take(method, params)
        await _before(fault)
        check(method, params)
        chat = params.get("chat_id")
        self.rates.count(method, chat if isinstance(chat, int) else None, len(params.get("message_ids", [0])))
        result = await self._result(method, params)
        if fault is None and method == "getUpdates":  # it may have been open for long
            fault = self.faults.take(method, params, "drop_after", "half", "outage")
        if fault is not None and fault.kind in ("drop_after", "outage"):
            raise Dropped
        if fault is not None and fault.kind in AFTER:
            raise Spoilt(fault.kind, result)
        return result

    async def _result(self, method: str, params: Json) -> Any:
        if method == "getUpdates":
            return await self.town.updates.fetch(
                params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0),
                params.get("allowed_updates"),
            )
        return METHODS[method](self.town, params)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if self.faults.take("file", {}, "outage"):
            return _end(request)
        kept = [one for one in self.town.files.values() if one.path == request.match_info["path"]]
        if request.match_info["token"] != self.token or not kept:
            return web.json_response(Refusal(404, "Not Found").body(), status=404)
        return web.Response(body=kept[0].content, content_type="application/octet-stream")


async def _before(fault: Fault | None) -> None:
    """The trouble that comes before anything is done."""
    match fault:
        case None | Fault(kind="drop_after" | "half"):
            return
        case Fault(kind="html" | "json" as kind):
            raise Spoilt(kind)
        case Fault(kind="slow", seconds=seconds):
            await asyncio.sleep(seconds)
        case Fault(kind="429", retry_after=seconds):
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        case Fault(kind="500" | "502" as kind):
            raise Refusal(int(kind), "Internal Server Error" if kind == "500" else "Bad Gateway")
        case _:
            raise Dropped


def _refused(refusal: Refusal) -> web.Response:
    """A refusal; a 502 does not come from the Bot API itself, and looks like it."""
    if refusal.code == 502:
        return web.Response(text="<html><title>502 Bad Gateway</title></html>", content_type="text/html", status=502)
    return web.json_response(refusal.body(), status=refusal.code)


def _end(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()
