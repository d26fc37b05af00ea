"""The demo: the whole bot against the Bot API look-alike, with people in it and a clock that can be moved.

Everything is real but Telegram: HTTP, SQLite (in a folder that is gone afterwards), and linking the team by its code.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import logs
from bot.app import App, build
from bot.clock import MovedClock
from bot.demo.server import LookAlike
from bot.pacing import Limits
from bot.running import STOPPING
from bot.settings import Settings
from bot.store import contacts, inbox, outbox, residents, teams
from bot.store.sql import Sql

TOKEN = "424242:only-on-this-computer"  # noqa: S105  nobody's: the look-alike knows no other
BEGINNING = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
LONGEST_STOP_S = 3.0
UNHURRIED = Limits(per_second=1_000, per_group_minute=(10_000,) * 3, chat_every_s=0.001)
"""No limits: a week goes by in a second here, and Telegram's minutes would still be real ones."""
RESIDENT, GROUP, COORDINATOR, VOLUNTEERS = "Anna", "Vrijwilligers Utrecht", "Fatima", ("Jan", "Samira")


async def show(port: int, *, opens_browser: bool) -> None:
    """Show the demo until a signal ends it, anew each time the page asks. Uses another port where this one is taken."""
    logs.set_up("WARNING", TOKEN)
    practice = Practice()
    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, practice.end)
    port = await _one_round(practice, port, partial(_welcome, opens_browser=opens_browser))
    while not practice.ended:
        port = await _one_round(practice, port, _ignore)


class Practice:
    """What the page may ask of the bot behind it. While there is none (it begins, or ends), nothing waits."""

    def __init__(self) -> None:
        self.clock = MovedClock.running(BEGINNING)
        self.ended = False
        self._app: App | None = None

    @contextmanager
    def of(self, app: App) -> Iterator[None]:
        """Inside this block, the bot is this one."""
        self._app = app
        if self.ended:
            app.stop()
        try:
            yield
        finally:
            self._app = None

    def end(self) -> None:
        """End the demo."""
        self.ended = True
        self.start_over()

    def start_over(self) -> None:
        """End this bot and everybody around it; the next one begins with nothing."""
        if self._app is not None:
            self._app.stop()

    async def waiting(self) -> dict[str, Any]:
        """How many rows wait, by table, and the next contact of each resident."""
        return await self._app.store.read(_what_waits) if self._app else {}

    async def to(self, then: datetime) -> None:
        """Move the clock as time itself would: it stops wherever something is due, until the bot has done it.

        Else a step of a day would jump over the evening before, and a reminder that comes too late is not sent.
        Setting the clock back is one step.
        """
        while self._app is not None:
            due = await self._app.store.read(residents.next_due)
            if due is None or due > then:
                break
            self.clock.move_to(max(due, self.clock.now()))
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_STOP_S):
                    await self._app.settled()
        self.clock.move_to(then)


def _what_waits(sql: Sql) -> dict[str, Any]:
    coming = [
        {"chat": chat, "kind": contact.kind, "due": contact.due.isoformat(), "by": contact.owner_name}
        for chat, contact in contacts.upcoming(sql)
    ]
    return {"inbox": inbox.waiting(sql), "outbox": outbox.waiting(sql), "next": coming}


async def _one_round(practice: Practice, port: int, welcome: Callable[[str], None]) -> int:
    """From a fresh town to its end. `welcome` is told where the page is. Returns the port it was on."""
    practice.clock = MovedClock.running(BEGINNING)
    with TemporaryDirectory(prefix="schuifaan-demo-") as folder:
        async with (
            _served(port, practice) as town,
            build(_settings(town, Path(folder)), practice.clock, _ignore, UNHURRIED) as app,
        ):
            with practice.of(app):
                async with asyncio.TaskGroup() as group:
                    opening = group.create_task(_open(town, app, welcome))
                    await app.run()
                    opening.cancel()
    gc.unfreeze()  # the bot keeps for good what it has, and this one is gone
    return town.port


async def _open(town: LookAlike, app: App, welcome: Callable[[str], None]) -> None:
    await app.ready.wait()
    await _team(town, app)
    await asyncio.to_thread(welcome, f"{town.url}/")


async def _team(town: LookAlike, app: App) -> None:
    """A group of volunteers that becomes a team the way a real one does: by the code."""
    group = town.people.add_group(GROUP)
    coordinator = town.people.add_user(COORDINATOR, "nl")
    town.people.set_member(group, coordinator, "creator")
    for name in VOLUNTEERS:
        town.people.set_member(group, town.people.add_user(name, "nl"))
    town.people.set_bot(group)
    code = await app.store.until(teams.link_code)
    town.people.say(coordinator, group, f"/koppel {code.code if code else ''}")
    await app.store.until(teams.every)


def _welcome(address: str, *, opens_browser: bool) -> None:
    sys.stdout.write(f"The demo is at {address} (Ctrl-C ends it)\n")
    sys.stdout.flush()
    if opens_browser and has_browser():
        webbrowser.open(address)


@asynccontextmanager
async def _served(port: int, practice: Practice) -> AsyncIterator[LookAlike]:
    """The look-alike on this port, else on a free one."""
    async with AsyncExitStack() as stack:
        try:
            town = await stack.enter_async_context(_look_alike(port, practice))
        except OSError:
            town = await stack.enter_async_context(_look_alike(0, practice))
        yield town


def _look_alike(port: int, practice: Practice) -> LookAlike:
    """With a resident in it before anybody can look."""
    town = LookAlike(
        TOKEN, port, practice.clock.now, practice.to, limits=False, status=practice.waiting,
        start_over=practice.start_over,
    )
    town.people.add_user(RESIDENT, "nl")
    return town


def _settings(town: LookAlike, folder: Path) -> Settings:
    """What the environment would say, without asking it."""
    here = Path(__file__).parent
    example = next(place / "activities.yaml" for place in (here, here.parent) if (place / "activities.yaml").exists())
    return Settings(
        _env_file=None, bot_token=SecretStr(TOKEN), bot_api_url=town.url, database=folder / "schuifaan.db",
        catalogue=example, allow_example=True, log_level="WARNING",
    )


def has_browser() -> bool:
    """Whether there is a screen on which a page can be opened."""
    if os.environ.get("CI"):
        return False
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _ignore(_: str) -> None:
    """What is told to whoever starts a bot, where nobody has to hear it."""
