"""The look-alike with a few people in it, and a bare HTTP client that holds every answer to the Bot API's own table."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.demo.server import LookAlike
from bot.demo.spec import misfit, returned_by

TOKEN = "123456:an-invented-token-for-tests-only"
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
Json = dict[str, Any]


class Hands:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class No:
    """A refusal: what a bot sees of it."""

    code: int
    why: str
    parameters: Json | None = None


@dataclass
class Line:
    """The look-alike, its clock, Anna who has said hello, Fatima who owns the group, and the bot as administrator."""

    it: LookAlike
    session: aiohttp.ClientSession
    clock: Hands
    anna: int = 0
    fatima: int = 0
    group: int = 0

    async def answer(self, method: str, token: str = TOKEN, **params: Any) -> tuple[int, Json]:
        """The status and the JSON of a call."""
        async with self.session.post(f"{self.it.url}/bot{token}/{method}", json=params) as response:
            return response.status, await response.json()

    async def call(self, method: str, **params: Any) -> Any:
        """The result of a call that is well, of exactly the types that the Bot API tells."""
        status, body = await self.answer(method, **params)
        assert (status, body["ok"]) == (200, True), body
        assert misfit(body["result"], returned_by(method)) is None, misfit(body["result"], returned_by(method))
        return body["result"]

    async def refused(self, method: str, **params: Any) -> No:
        """What a call is refused with."""
        status, body = await self.answer(method, **params)
        assert not body["ok"], body
        assert body["error_code"] == status
        return No(status, body["description"], body.get("parameters"))

    async def say(self, chat: int, text: str = "hoi", **more: Any) -> int:
        """The bot says something; the id of the message."""
        return int((await self.call("sendMessage", chat_id=chat, text=text, **more))["message_id"])

    async def topic(self, name: str = "Anna · k7") -> int:
        """A new topic in the group."""
        return int((await self.call("createForumTopic", chat_id=self.group, name=name))["message_thread_id"])

    async def heard(self, **params: Any) -> list[Json]:
        """The updates that wait, all of them confirmed."""
        allowed = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]
        updates: list[Json] = await self.call("getUpdates", allowed_updates=allowed, **params)
        if updates:
            await self.call("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates

    def poll(self, **params: Any) -> asyncio.Task[tuple[int, Json]]:
        """A long poll, begun."""
        return asyncio.ensure_future(self.answer("getUpdates", **{"timeout": 50} | params))

    async def polled(self, count: int = 1) -> None:
        """Wait until so many polls are open."""
        while self.it.town.updates.open_polls < count:
            await self.it.town.happened.after(self.it.town.happened.number)

    def content(self, chat: int, message: int) -> Json:
        """What a message holds now."""
        return self.it.town.chats[chat].messages[message].content


@asynccontextmanager
async def a_line(*, limits: bool = False) -> AsyncIterator[Line]:
    """The look-alike and everybody in it, for one test."""
    clock = Hands()
    async with LookAlike(TOKEN, clock=lambda: clock.now, limits=limits) as it, aiohttp.ClientSession() as session:
        line = Line(it, session, clock)
        line.anna, line.fatima = it.people.add_user("Anna", "nl"), it.people.add_user("Fatima", "nl")
        line.group = it.people.add_group("Buurt")
        it.people.set_member(line.group, line.fatima, "creator")
        it.people.set_bot(line.group)
        it.people.say(line.anna, line.anna, "/start")
        await line.heard()
        yield line
