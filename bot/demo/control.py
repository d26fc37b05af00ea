"""The control routes: what the page and the tests do in the place of people. Not part of any Bot API."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.demo.errors import NotPossible
from bot.demo.view import chat_view, town_view

if TYPE_CHECKING:
    from bot.demo.server import LookAlike

STATIC = Path(__file__).with_name("static")
LONGEST_WAIT_S = 55.0
NOTHING: dict[str, Any] = {"ok": True}
FRESH = {"Cache-Control": "no-store"}

Deed = Callable[["LookAlike", dict[str, Any]], Any]


def add_routes(app: web.Application, it: LookAlike) -> None:
    """Everything below /control/, and the page at the root."""
    for path, deed in _POSTS.items():
        app.router.add_post(f"/control/{path}", _guarded(it, deed))
    for path, look in _GETS.items():
        app.router.add_get(f"/control/{path}", _guarded(it, look))
    app.router.add_delete("/control/faults", _guarded(it, lambda one, _: one.faults.clear()))
    app.router.add_get("/control/events", _events(it))
    app.router.add_get("/control/file/{id}", _file(it))
    app.router.add_get("/", _page("index.html"))
    app.router.add_get("/{name:[a-z]+\\.(?:css|js|svg)}", _static)
    app.router.add_get("/static/{name:[a-z]+\\.(?:css|js|svg)}", _static)


def _guarded(it: LookAlike, deed: Deed) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A deed with its arguments from path, query and body. What is not possible is told in one sentence."""

    async def answer(request: web.Request) -> web.StreamResponse:
        given = {**request.query, **request.match_info}
        try:
            if request.can_read_body:
                given |= await request.json()
            result = deed(it, given)
            if inspect.isawaitable(result):
                result = await result
        except (NotPossible, KeyError, ValueError, TypeError) as wrong:
            return web.json_response({"error": str(wrong)}, status=400, headers=FRESH)
        return web.json_response(NOTHING if result is None else result, headers=FRESH)

    return answer


def _events(it: LookAlike) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        since, seconds = int(request.query.get("since", 0)), float(request.query.get("timeout", 25))
        try:
            number = await asyncio.wait_for(it.town.shown.after(since), min(seconds, LONGEST_WAIT_S))
        except TimeoutError:
            number = it.town.shown.number
        return web.json_response({"change": number}, headers=FRESH)

    return answer


def _file(it: LookAlike) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        kept = it.town.files.get(request.match_info["id"])
        if kept is None:
            raise web.HTTPNotFound
        kind = "text/calendar" if kept.name.endswith(".ics") else "application/octet-stream"
        return web.Response(body=kept.content, content_type=kind, headers=FRESH)

    return answer


def _page(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / name, headers=FRESH)

    return answer


async def _static(request: web.Request) -> web.StreamResponse:
    path = STATIC / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=FRESH)


# ── what can be asked and done ──────────────────────────────────────────────────────────────────────────────────
def _say(it: LookAlike, given: dict[str, Any]) -> dict[str, Any]:
    number = it.people.say(
        given["user"], given["chat"], given["text"], topic=given.get("topic"), reply_to=given.get("reply_to"),
        edit=given.get("edit"),
    )
    return {"message_id": number}


def _media(it: LookAlike, given: dict[str, Any]) -> dict[str, Any]:
    names = ("caption", "topic", "lat", "lon", "album", "reply_to")
    wanted = {name: given[name] for name in names if given.get(name) is not None}
    return {"message_id": it.people.send(given["user"], given["chat"], given["kind"], **wanted)}


def _press(it: LookAlike, given: dict[str, Any]) -> dict[str, Any]:
    return {"id": it.people.press(given["user"], given["chat"], given["message_id"], given["data"])}


def _group(it: LookAlike, given: dict[str, Any]) -> dict[str, Any]:
    return {"id": it.people.add_group(given["title"], forum=given.get("forum", True))}


def _member(it: LookAlike, given: dict[str, Any]) -> None:
    it.people.set_member(
        int(given["id"]), given["user"], given.get("status", "member"), anonymous=given.get("anonymous", False)
    )


def _bot(it: LookAlike, given: dict[str, Any]) -> None:
    rights = {name: value for name, value in given.items() if name.startswith("can_")}
    it.people.set_bot(int(given["id"]), given.get("status", "administrator"), **rights)


def _user(it: LookAlike, given: dict[str, Any]) -> dict[str, Any]:
    return {"id": it.people.add_user(given["first_name"], given.get("language_code"), given.get("username"))}


async def _set_clock(it: LookAlike, given: dict[str, Any]) -> dict[str, Any]:
    if "advance_s" in given:
        await it.town.moments.advance(timedelta(seconds=given["advance_s"]))
    else:
        await it.town.moments.move_to(datetime.fromisoformat(given["now"]))
    it.town.changed()
    return _clock(it, given)


def _clock(it: LookAlike, _: dict[str, Any]) -> dict[str, Any]:
    return {"now": it.town.moments.now().isoformat()}


def _start_over(it: LookAlike, _: dict[str, Any]) -> None:
    if it.start_over is None:
        raise NotPossible("only the demo can begin again")
    it.start_over()


def _chat(it: LookAlike, given: dict[str, Any]) -> dict[str, Any]:
    user, since = given.get("user"), int(given.get("since", 0))
    return chat_view(it.town, it.town.chats[int(given["chat"])], int(user) if user else None, since)


def _state(it: LookAlike, _: dict[str, Any]) -> dict[str, Any]:
    updates = it.town.updates
    return {"pending_updates": len(updates.pending()), "open_polls": updates.open_polls, "lost": updates.lost,
            "calls": len(it.calls), "change": it.town.shown.number}


_GETS: dict[str, Deed] = {
    "town": lambda it, _: town_view(it.town),
    "chat/{chat}": _chat,
    "clock": _clock,
    "calls": lambda it, given: it.calls[int(given.get("since", 0)):],
    "press/{id}": lambda it, given: it.town.presses[given["id"]],
    "state": _state,
    "bot": lambda it, _: it.status() if it.status else {},
}
_POSTS: dict[str, Deed] = {
    "users": _user,
    "groups": _group,
    "groups/{id}/members": _member,
    "groups/{id}/bot": _bot,
    "groups/{id}/migrate": lambda it, given: {"id": it.people.migrate(int(given["id"]))},
    "say": _say,
    "media": _media,
    "press": _press,
    "react": lambda it, given: it.people.react(given["user"], given["chat"], given["message_id"], given["emoji"]),
    "block": lambda it, given: it.people.block(given["user"]),
    "unblock": lambda it, given: it.people.unblock(given["user"]),
    "deactivate": lambda it, given: it.people.deactivate(given["user"]),
    "delete": lambda it, given: it.people.delete(given["user"], given["chat"], given["message_id"]),
    "close-topic": lambda it, given: it.people.close_topic(given["chat"], given["topic"], given["user"]),
    "delete-topic": lambda it, given: it.people.delete_topic(
        given["chat"], given["topic"], given.get("as") or "not found"),
    "faults": lambda it, given: it.faults.add(**given),
    "clock": _set_clock,
    "start-over": _start_over,
}
