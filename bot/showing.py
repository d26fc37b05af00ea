"""The demo: the whole bot against the Bot API look-alike, with people in it and a clock that can be moved.

Everything is real but Telegram: HTTP, SQLite (in a folder that is gone afterwards), and linking the team by its code.
"""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import logs
from bot.app import App, build
from bot.clock import MovedClock
from bot.demo.server import LookAlike
from bot.pacing import Limits
from bot.running import stop_at_a_signal
from bot.settings import Settings
from bot.store import inbox, outbox, residents, teams

TOKEN = "424242:only-on-this-computer"  # noqa: S105  nobody's: the look-alike knows no other
BEGINNING = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
LONGEST_STOP_S = 3.0
UNHURRIED = Limits(per_second=1_000, per_group_minute=(10_000,) * 3, chat_every_s=0.001)
"""No limits: a week goes by in a second here, and Telegram's minutes would still be real ones."""
RESIDENT, GROUP, COORDINATOR, VOLUNTEERS = "Anna", "Vrijwilligers Utrecht", "Fatima", ("Jan", "Samira")


async def show(port: int, *, opens_browser: bool) -> None:
    """Show the demo until a signal ends it. Uses another port where this one is taken."""
    logs.set_up("WARNING", TOKEN)
    clock = MovedClock.running(BEGINNING)
    with TemporaryDirectory(prefix="schuifaan-demo-") as folder:
        waiting, journey = Waiting(), Journey(clock)
        async with (
            _served(port, clock, journey, waiting) as town,
            build(_settings(town, Path(folder)), clock, _ignore, UNHURRIED) as app,
        ):
            stop_at_a_signal(app)
            journey.take(app)
            async with asyncio.TaskGroup() as group:
                around = [group.create_task(waiting.watch(app)), group.create_task(_open(town, app, opens_browser))]
                await app.run()
                for task in around:
                    task.cancel()


class Waiting:
    """How many rows wait, for the page."""

    def __init__(self) -> None:
        self.counts = {"inbox": 0, "outbox": 0}

    def now(self) -> dict[str, int]:
        """By table, as they were after the last commit."""
        return self.counts

    async def watch(self, app: App) -> None:
        """Count after each commit, for ever."""
        while True:
            commit = app.store.next_commit
            self.counts = await app.store.read(lambda sql: {"inbox": inbox.waiting(sql), "outbox": outbox.waiting(sql)})
            await commit.wait()


class Journey:
    """Moves the clock as time itself would: it stops wherever something is due, until the bot has done it.

    Else a step of a day would jump over the evening before, and a reminder that comes too late is not sent.
    """

    def __init__(self, clock: MovedClock) -> None:
        self._clock = clock
        self._app: App | None = None

    def take(self, app: App) -> None:
        """From now on, wait for this bot."""
        self._app = app

    async def to(self, then: datetime) -> None:
        """Go there. Setting the clock back is one step."""
        while self._app is not None:
            due = await self._app.store.read(residents.next_due)
            if due is None or due > then:
                break
            self._clock.move_to(max(due, self._clock.now()))
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_STOP_S):
                    await self._app.settled()
        self._clock.move_to(then)


async def people(town: LookAlike, app: App) -> None:
    """A resident, and a group of volunteers that becomes a team the way a real one does: by the code."""
    town.people.add_user(RESIDENT, "nl")
    group = town.people.add_group(GROUP)
    coordinator = town.people.add_user(COORDINATOR, "nl")
    town.people.set_member(group, coordinator, "creator")
    for name in VOLUNTEERS:
        town.people.set_member(group, town.people.add_user(name, "nl"))
    town.people.set_bot(group)
    code = await app.store.until(teams.link_code)
    town.people.say(coordinator, group, f"/koppel {code.code if code else ''}")
    await app.store.until(teams.every)


async def _open(town: LookAlike, app: App, opens_browser: bool) -> None:
    await app.ready.wait()
    await people(town, app)
    sys.stdout.write(f"The demo is at {town.url}/ (Ctrl-C ends it)\n")
    sys.stdout.flush()
    if opens_browser and has_browser():
        await asyncio.to_thread(webbrowser.open, f"{town.url}/")


@asynccontextmanager
async def _served(port: int, clock: MovedClock, journey: Journey, waiting: Waiting) -> AsyncIterator[LookAlike]:
    """The look-alike on this port, else on a free one."""
    async with AsyncExitStack() as stack:
        try:
            town = await stack.enter_async_context(_look_alike(port, clock, journey, waiting))
        except OSError:
            town = await stack.enter_async_context(_look_alike(0, clock, journey, waiting))
        yield town


def _look_alike(port: int, clock: MovedClock, journey: Journey, waiting: Waiting) -> LookAlike:
    return LookAlike(TOKEN, port, clock.now, journey.to, limits=False, status=waiting.now)


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
    """The lines for somebody who starts a real bot: here nobody needs them."""
