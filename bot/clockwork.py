"""What the clock sets off: everything due becomes a row of the inbox.

Due times, cron runs included, are rows. APScheduler gives its cron arithmetic as a pure function and one waking job,
which may come too early or too often without harm. A run that was missed while the bot was down is made up once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock, SystemClock
from bot.store import Sql, Store, StoreFull, contacts, deadlines, inbox, residents, runs

LONGEST_NAP = timedelta(seconds=60)
"""So that a computer that slept, or a clock that was set, is noticed within a minute."""
SET_BACK = timedelta(hours=1)
"""Less is a clock that is kept right: it does no harm."""
FULL_DISK_PAUSE = timedelta(seconds=2)
MOST_AT_ONCE = 500
FAR_AWAY = datetime.max.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cron:
    """Something that is done at set local times. The fields are those of a crontab.

    It counts as done when `do` came back: a death on the way makes it run again, so a repeat must do no harm.
    """

    name: str
    do: Callable[[datetime], Awaitable[object]]
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
        self,
        store: Store,
        clock: Clock,
        zone: ZoneInfo,
        crons: Sequence[Cron],
        happened: Callable[[], None],
        set_back: Callable[[], Awaitable[object]] | None = None,
        can_be_said: Callable[[], bool] = lambda: True,
    ) -> None:
        """`set_back` is awaited when the clock turns out to be earlier than it was.

        While nothing `can_be_said` what is due waits: decided afterwards it says what is true then, and by day.
        """
        self._store = store
        self._clock = clock
        self._zone = zone
        self._crons = crons
        self._happened = happened
        self._set_back = set_back
        self._can_be_said = can_be_said
        self._latest: datetime | None = None
        self.is_held = False
        """Whether something due may be waiting till it can be said. Then somebody has to `wake` us."""
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
        """Look, nap, look, for ever. On a full disk everything stays as it is and waits."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # not needed before the first poll

        usual = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=usual)
        scheduler.start()
        try:
            while True:
                nap = await self._look()
                at = SystemClock().now() + nap
                scheduler.add_job(self._alarm, "date", run_date=at, id="alarm", replace_existing=True)
                await self._nap()
        finally:
            scheduler.shutdown(wait=False)

    async def tick(self) -> datetime:
        """Set off everything that is due; gives the moment of the next thing, which may be now."""
        self._woken.clear()
        self._looking = True
        try:
            now = self._clock.now()
            await self._notice_a_clock_set_back(now)
            due_runs, due = await self._store.transaction(lambda sql: self._set_off(sql, now))
            for name in due_runs:
                await self._run(name, now)
        finally:
            self._looking = False
        self._happened()
        return now if due_runs else due

    async def _notice_a_clock_set_back(self, now: datetime) -> None:
        latest = self._latest or await self._store.read(inbox.latest) or now
        if self._set_back and now < latest - SET_BACK:
            log.warning(
                "The clock was set back from %s to %s: set it right if that is wrong. What lay too far ahead is planned"
                " anew.", latest.isoformat(" ", "seconds"), now.isoformat(" ", "seconds"),
            )
            await self._set_back()
        self._latest = now

    async def _look(self) -> timedelta:
        try:
            due = await self.tick()
        except StoreFull:
            log.error("The disk is full: nothing that is due can be done until there is room.")  # noqa: TRY400 - a stack says nothing
            return FULL_DISK_PAUSE
        return min(max(due - self._clock.now(), timedelta(0)), LONGEST_NAP)

    async def _run(self, name: str, now: datetime) -> None:
        await next(cron for cron in self._crons if cron.name == name).do(now)
        await self._store.transaction(lambda sql: runs.plan(sql, name, next_after(self._triggers[name], now)))

    def _set_off(self, sql: Sql, now: datetime) -> tuple[list[str], datetime]:
        due_runs = self._due_runs(sql, now)
        self.is_held = not self._can_be_said()
        if self.is_held:
            return due_runs, runs.next_due(sql) or FAR_AWAY
        news = [*contacts.due_contacts(sql, now, MOST_AT_ONCE), *deadlines.due_deadlines(sql, now, MOST_AT_ONCE)]
        inbox.accept(sql, news, now)
        moments = (residents.next_due(sql), runs.next_due(sql))
        return due_runs, min((moment for moment in moments if moment is not None), default=FAR_AWAY)

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
