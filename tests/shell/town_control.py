"""The look-alike as a process of its own, and what people do in it, over its control routes."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import aiohttp

from tests.shell.processes import ROOT

LOOK_S = 0.2  # polls change nothing that people see, but are calls too
LOST_S = 3.0  # a call that was cut off never gets a status
Json = dict[str, Any]


class Town:
    """What people can do and see. Messages are the look-alike's own JSON."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.url = url
        self._session = session
        self.calls: Counter[int] = Counter()  # by chat, 0 for those without: how many the bot made that ended
        self._news = asyncio.Condition()
        self._read = 0

    async def user(self, name: str) -> int:
        """Somebody with Telegram on their phone."""
        return int((await self._post("users", first_name=name, language_code="nl"))["id"])

    async def group(self, title: str, creator: int, members: list[int]) -> int:
        """A forum with the bot as administrator."""
        group = int((await self._post("groups", title=title))["id"])
        await self._post(f"groups/{group}/members", user=creator, status="creator")
        for member in members:
            await self._post(f"groups/{group}/members", user=member)
        await self._post(f"groups/{group}/bot")
        return group

    async def say(self, user: int, chat: int, text: str, topic: int | None = None) -> int:
        """Write something; gives the id of the message."""
        return int((await self._post("say", user=user, chat=chat, text=text, topic=topic))["message_id"])

    async def press(self, user: int, chat: int, label: str) -> None:
        """Press the newest button with this label, as soon as there is one."""
        message, data = await self.button(chat, label)
        await self._post("press", user=user, chat=chat, message_id=message, data=data)

    async def button(self, chat: int, label: str) -> tuple[int, str]:
        """Wait until there is a button with this label; gives the newest one's message and data."""
        while True:
            seen = self.calls[chat]
            found = _button(await self.messages(chat), label)
            if found is not None:
                return found
            await self.more_calls(chat, seen)

    async def messages(self, chat: int, since: int = 0) -> list[Json]:
        """Everything in a chat after the message `since`, oldest first."""
        found: list[Json] = (await self._get(f"chat/{chat}", since=since))["messages"]
        return found

    async def topics(self, group: int) -> list[int]:
        """The topics of a group, oldest first."""
        return [int(topic["id"]) for topic in (await self._get(f"chat/{group}"))["topics"]]

    async def said(self) -> list[Json]:
        """Every call with which the bot said something that arrived, in order."""
        calls: list[Json] = await self._get("calls", since=0)
        return [call for call in calls if call["method"] in ("sendMessage", "copyMessage") and call["status"] == 200]

    async def more_calls(self, chat: int, since: int) -> None:
        """Wait until the bot has made more than `since` calls to this chat."""
        async with self._news:
            await self._news.wait_for(lambda: self.calls[chat] > since)

    def to_people(self) -> int:
        """How many calls the bot made that went to a chat."""
        return self.calls.total() - self.calls[0]

    async def more_to_people(self, since: int) -> None:
        """Wait until there are more of them."""
        async with self._news:
            await self._news.wait_for(lambda: self.to_people() > since)

    async def anything(self) -> None:
        """Wait a moment for something to happen."""
        async with self._news:
            await self._news.wait()

    async def follow(self) -> None:
        """Count the bot's calls as they come, for ever."""
        change = 0
        while True:
            change = (await self._get("events", since=change, timeout=LOOK_S))["change"]
            async with self._news:
                for call in await self._get("calls", since=self._read):
                    if not _is_over(call):
                        break
                    self._read += 1
                    self.calls[_chat_of(call)] += 1
                self._news.notify_all()

    async def _post(self, path: str, **what: Any) -> Json:
        async with self._session.post(f"{self.url}/control/{path}", json=what) as answer:
            assert answer.status == 200, await answer.text()
            found: Json = await answer.json()
            return found

    async def _get(self, path: str, **query: Any) -> Any:
        async with self._session.get(f"{self.url}/control/{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


def _button(messages: list[Json], label: str) -> tuple[int, str] | None:
    for message in reversed(messages):
        for button in (one for row in message["buttons"] for one in row):
            if button["text"] == label:
                return message["id"], button["callback_data"]
    return None


def _is_over(call: Json) -> bool:
    return bool(call["status"]) or call["method"] == "getUpdates" or monotonic() - call["t"] > LOST_S


def _chat_of(call: Json) -> int:
    chat = call["params"].get("chat_id", 0)
    return chat if isinstance(chat, int) else 0


@asynccontextmanager
async def a_town(token: str) -> AsyncIterator[Town]:
    """The look-alike in a process of its own, as long as the block lasts. Nothing is ever too fast there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.demo", "--token", token, "--no-limits", cwd=ROOT, stdout=PIPE
    )
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode().split()
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            town = Town(session, line[-1])
            following = group.create_task(town.follow())
            yield town
            following.cancel()
    finally:
        process.kill()
        await process.wait()
