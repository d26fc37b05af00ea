"""What time it is, and what the clock sets off: everything due becomes a row of the inbox.

Due times, cron runs included, are rows; APScheduler gives its cron arithmetic as a pure function and one waking job.
A run that was missed while the bot was down is made up once. Wake-ups may come too early or too often without harm.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONGEST_NAP = timedelta(seconds=60)
"""So that a computer that slept, or a clock that was set, is noticed within a minute."""

log = logging.getLogger(__name__)


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """The moment, timezone-aware UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
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
    """Something that is done at set local times. `hours` and the like are those of APScheduler's `CronTrigger`."""

    name: str
    do: Callable[[datetime], Awaitable[None]]
    hour: str
    minute: str
    day_of_week: str = "*"

    def next_after(self, last: datetime, zone: ZoneInfo) -> datetime:
        """The first run after `last`."""
        from apscheduler.triggers.cron import CronTrigger  # not needed before the first poll

        trigger = CronTrigger(hour=self.hour, minute=self.minute, day_of_week=self.day_of_week, timezone=zone)
        found: datetime = trigger.get_next_fire_time(None, (last + timedelta(microseconds=1)).astimezone(zone))
        return found.astimezone(UTC)
