"""Where a story plays: the whole bot and the look-alike, on a clock that stands still until the story moves it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App, build
from bot.clock import MovedClock
from bot.commands_hosting import undo
from bot.demo.server import LookAlike
from bot.pacing import Limits
from bot.settings import Settings
from bot.store import residents
from bot.store.copies import back_up
from bot.store.restoring import restore

TOKEN = "123456:a-token-of-the-stories"
AT_ONCE = Limits(per_second=10_000, per_group_minute=(10_000, 10_000, 10_000), chat_every_s=0.0, chat_burst=10_000)
PATIENCE_S = 20.0
VOLUNTEERS = {"Fatima": "creator", "Jan": "member", "Roos": "member"}


class Stage:
    """One town with the bot in it. Everything here is what a person could do; nothing looks into the bot."""

    def __init__(self, it: LookAlike, clock: MovedClock, folder: Path, catalogue: Path) -> None:
        self.it = it
        self.clock = clock
        self.group = it.people.add_group("Team West")
        self.people = {name: it.people.add_user(name, "nl") for name in VOLUNTEERS}
        for name, status in VOLUNTEERS.items():
            it.people.set_member(self.group, self.people[name], status)
        it.people.set_bot(self.group)
        self.told: list[str] = []
        self._settings = Settings(
            bot_token=SecretStr(TOKEN), bot_api_url=it.url, database=folder / "story.db", catalogue=catalogue,
            allow_example=True,
        )
        self._running = AsyncExitStack()
        self._backup = folder / "there is none yet"
        self.app: App

    async def open(self) -> None:
        """Start the bot."""
        self.app = await self._running.enter_async_context(build(self._settings, self.clock, self.told.append, AT_ONCE))
        run = asyncio.ensure_future(self.app.run())
        self._running.push_async_callback(self._closed, run)
        await self.settle()

    async def close(self) -> None:
        """Stop the bot."""
        await self._running.aclose()

    async def _closed(self, run: asyncio.Future[None]) -> None:
        self.app.stop()
        await run

    async def restart(self) -> None:
        """Stop it and start it again, on the same database."""
        await self.close()
        self._running = AsyncExitStack()
        await self.open()

    def back_up(self) -> None:
        """What a maintainer does with `schuifaan backup`."""
        database = self._settings.database
        self._backup = back_up(database, database.parent, self.clock.now()).path

    async def restore(self) -> None:
        """Stop the bot, put the last backup back, and start it again."""
        await self.close()
        now = self.clock.now()
        restore(self._settings.database, self._backup, now, undo(now))
        self._running = AsyncExitStack()
        await self.open()

    async def link(self) -> None:
        """Make the group a team, as its administrator does: with the code that the bot shows."""
        code = next(word for line in reversed(self.told) for word in line.split() if word.isdecimal())
        self.it.people.say(self.people["Fatima"], self.group, f"/koppel {code}")
        await self.settle()

    async def settle(self) -> None:
        """Wait until the bot has fetched everything, decided about it and said what it had to say."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                seen = self.it.town.happened.number
                await self.app.settled()
                if not self.it.town.updates.pending() and self.it.town.updates.open_polls:
                    await self.app.settled()
                    if not self.it.town.updates.pending():
                        return
                await self.it.town.happened.after(seen)

    async def move_to(self, moment: datetime) -> None:
        """Move the clock there, stopping wherever something is due, as time itself would."""
        while True:
            due = await self.app.store.read(residents.next_due)
            if due is None or due > moment:
                break
            self.clock.move_to(max(due, self.clock.now()))
            await self.settle()
        self.clock.move_to(moment)
        await self.settle()

    def shown(self, chat: int, viewer: int) -> list[dict[str, Any]]:
        """The messages of a chat, as somebody in it sees them."""
        messages: list[dict[str, Any]] = self.it.shows(chat, viewer)["messages"]
        return messages


@asynccontextmanager
async def a_stage(
    start: datetime, folder: Path, catalogue: Path, *, linked: bool = True
) -> AsyncIterator[Stage]:
    """A town at this moment, with a linked team unless told otherwise, until the end of the block."""
    clock = MovedClock(start)
    async with LookAlike(TOKEN, clock=clock.now, on_clock=clock.move_to, limits=False) as it:
        stage = Stage(it, clock, folder, catalogue)
        await stage.open()
        try:
            if linked:
                await stage.link()
            yield stage
        finally:
            await stage.close()
