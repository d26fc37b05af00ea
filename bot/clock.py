"""What time it is, and what the clock sets off: everything due becomes a row of the inbox.

Due times, cron runs included, are rows. APScheduler gives its cron arithmetic as a pure function and one waking job,
which may come too early or too often without harm. A run that was missed while the bot was down is made up once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.store import Sql, Store, contacts, deadlines, inbox, residents, runs

LONGEST_NAP = timedelta(seconds=60)
"""So that a computer that slept, or a clock that was set, is noticed within a minute."""
MOST_AT_ONCE = 500
FAR_AWAY = datetime.max.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """The moment, timezone-aware UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The moment, timezone-aware UTC."""
        return datetime.now(UTC)


class MovedClock:
    """A clock that starts at a given moment and can be moved: for the demo, and for tests.

    `elapsed` counts the seconds that really pass; without it the clock stands still until it is moved.
    """

    def __init__(self, start: datetime, elapsed: Callable[[], float] = lambda: 0.0) -> None:
        self._start = start.astimezone(UTC) - timedelta(seconds=elapsed())
        self._elapsed = elapsed
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def running(cls, start: datetime) -> MovedClock:
        """A clock that runs on from `start`, as fast as a real one."""
        return cls(start, time.monotonic)

    def now(self) -> datetime:
        """The moment, timezone-aware UTC."""
        return self._start + timedelta(seconds=self._elapsed())

    def move_to(self, moment: datetime) -> None:
        """Set the clock, forwards or backwards, and tell everybody who wants to know."""
        self._start += moment.astimezone(UTC) - self.now()
        for tell in self._listeners:
            tell()

    def move(self, by: timedelta) -> None:
        """Set the clock so much later (or earlier)."""
        self.move_to(self.now() + by)

    def when_moved(self, tell: Callable[[], None]) -> None:
        """Have `tell` called after each move."""
        self._listeners.append(tell)


@dataclass(frozen=True, slots=True)
class Cron:
    """Something that is done at set local times, in a transaction. The fields are those of a crontab."""

    name: str
    do: Callable[[Sql, datetime], None]
    hour: str
    minute: str
    day_of_week: str = "*"

    def trigger(self, zone: ZoneInfo) -> Any:
        """The same as a `CronTrigger`. Imported late: nothing of it is needed before the first poll."""
        from apscheduler.triggers.cron import CronTrigger

        return CronTrigger(hour=self.hour, minute=self.minute, day_of_week=self.day_of_week, timezone=zone)


def next_after(trigger: Any, last: datetime) -> datetime:
    """The first moment of a `CronTrigger` after `last`, in UTC."""
    start = (last + timedelta(microseconds=1)).astimezone(trigger.timezone)
    found: datetime = trigger.get_next_fire_time(None, start)
    return found.astimezone(UTC)


class Clockwork:
    """Sets off what is due, and naps till the next. `happened` is called when there may be new rows in the inbox."""

    def __init__(
        self, store: Store, clock: Clock, zone: ZoneInfo, crons: Sequence[Cron], happened: Callable[[], None]
    ) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self._crons = crons
        self._happened = happened
        self._woken = asyncio.Event()
        self._woken.set()
        self._looking = False

    @property
    def is_busy(self) -> bool:
        """Whether it looks what is due, or still has to."""
        return self._woken.is_set() or self._looking

    def wake(self) -> None:
        """Look again now: the clock was moved, or something may be due."""
        self._woken.set()

    async def run(self) -> None:
        """Look, nap, look, for ever."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # not needed before the first poll

        usual = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=usual)
        scheduler.start()
        try:
            while True:
                due = await self.tick()
                nap = min(max(due - self._clock.now(), timedelta(0)), LONGEST_NAP)
                scheduler.add_job(
                    self._alarm, "date", run_date=datetime.now(UTC) + nap, id="alarm", replace_existing=True
                )
                await self._nap()
        finally:
            scheduler.shutdown(wait=False)

    async def tick(self) -> datetime:
        """Set off everything that is due; gives the moment of the next thing, in the future or not."""
        self._woken.clear()
        self._looking = True
        try:
            now = self._clock.now()
            due = await self._store.transaction(lambda sql: self._set_off(sql, now))
        finally:
            self._looking = False
        self._happened()
        return due

    def _set_off(self, sql: Sql, now: datetime) -> datetime:
        for run in self._due_runs(sql, now):
            cron = next(cron for cron in self._crons if cron.name == run)
            cron.do(sql, now)
            runs.plan(sql, run, next_after(self._triggers[run], now))
        news = [*contacts.due_contacts(sql, now, MOST_AT_ONCE), *deadlines.due_deadlines(sql, now, MOST_AT_ONCE)]
        inbox.accept(sql, news, now)
        moments = (residents.next_due(sql), runs.next_due(sql))
        return min((moment for moment in moments if moment is not None), default=FAR_AWAY)

    def _due_runs(self, sql: Sql, now: datetime) -> list[str]:
        """Plan what is new, and what a wrong clock planned too far ahead; gives the names of what is due."""
        planned = {run.name: run.due for run in runs.due(sql, FAR_AWAY)}
        for name, trigger in self._triggers.items():
            upcoming = next_after(trigger, now)
            if planned.get(name, FAR_AWAY) > upcoming:
                planned[name] = upcoming
                runs.plan(sql, name, upcoming)
        return [name for name in self._triggers if planned[name] <= now]

    @cached_property
    def _triggers(self) -> dict[str, Any]:
        return {cron.name: cron.trigger(self._zone) for cron in self._crons}

    async def _alarm(self) -> None:
        self._woken.set()

    async def _nap(self) -> None:
        """Wait for the alarm. That goes by the computer's clock, and if somebody sets it back, no nap gets longer."""
        try:
            async with asyncio.timeout(LONGEST_NAP.total_seconds()):
                await self._woken.wait()
        except TimeoutError:
            self._woken.set()
