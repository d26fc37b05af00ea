"""The look-alike's clock: real time that can be moved, or somebody else's clock."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.demo.errors import NotPossible

Now = Callable[[], datetime]
Move = Callable[[datetime], Awaitable[None] | None]


class Moments:
    """`now` gives aware UTC. With a clock of its own it moves itself; with another's, only through `on_move`."""

    def __init__(self, clock: Now | None = None, on_move: Move | None = None) -> None:
        self._clock = clock
        self._on_move = on_move
        self._shift = timedelta(0)

    def now(self) -> datetime:
        """This moment, aware UTC."""
        if self._clock is not None:
            return self._clock().astimezone(UTC)
        return datetime.fromtimestamp(time.time(), UTC) + self._shift

    def unix(self) -> int:
        """This moment in whole seconds, as Telegram dates things."""
        return int(self.now().timestamp())

    async def move_to(self, then: datetime) -> None:
        """Set the clock. A naive datetime is refused, and so is a clock nobody gave us the hands of."""
        if then.tzinfo is None:
            raise NotPossible("a moment needs its time zone, e.g. 2026-10-05T09:00:00+02:00")
        if self._on_move is not None:
            moving = self._on_move(then)
            if moving is not None:
                await moving
        elif self._clock is None:
            self._shift += then - self.now()
        else:
            raise NotPossible("this clock is not ours to move")

    async def advance(self, by: timedelta) -> None:
        """Move the clock forward."""
        await self.move_to(self.now() + by)
