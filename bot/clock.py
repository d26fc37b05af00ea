"""What time it is: the only place that reads the computer's clock, and the clocks that can be moved."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


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
