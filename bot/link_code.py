"""The code with which a group becomes a team: there is always a fresh one, and it is told while there is no team."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.known import LinkCode
from bot.core.policy import Policy
from bot.store import Sql, Store, StoreFull, teams

BEFORE_IT_EXPIRES = timedelta(minutes=5)
AFTER_TOO_MANY_TRIES = timedelta(minutes=10)  # who guesses gets no further than 720 guesses a day
LOOK_EVERY_S = 60.0
SOON_S = 0.5
NO_TEAM = "No team is linked yet. Add the bot to your group as administrator, then send there"


class LinkCodes:
    """Renews the code when it was used, guessed at or gets old."""

    def __init__(self, store: Store, clock: Clock, policy: Policy, tell: Callable[[str], None]) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy
        self._tell = tell
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Something was decided, perhaps that a group is a team now; or the clock was moved."""
        self._news.set()

    async def run(self) -> None:
        """Look whether the code is still good, for ever."""
        while True:
            self._news.clear()
            with suppress(StoreFull):  # then the next look does it; who can't work says so
                await self.renew()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._news.wait()
            await asyncio.sleep(SOON_S)  # one look for everything that is decided in a burst

    async def make(self) -> None:
        """Put a fresh code in the place of the one there is, and tell it while there is no team."""
        code = LinkCode(f"{100_000 + secrets.randbelow(900_000)}", self._clock.now())
        if not await self._store.transaction(lambda sql: _replace(sql, code)):
            self._tell(f"{NO_TEAM}: /koppel {code.code}")

    async def renew(self) -> None:
        """Make a new code if this one is spent."""
        if self._is_spent(await self._store.read(teams.link_code), self._clock.now()):
            await self.make()

    def _is_spent(self, code: LinkCode | None, now: datetime) -> bool:
        if code is None:
            return True
        age = now - code.made_at
        guessed = code.tries >= self._policy.link_tries and age >= AFTER_TOO_MANY_TRIES
        return guessed or not timedelta(0) <= age < self._policy.link_code_kept - BEFORE_IT_EXPIRES


def _replace(sql: Sql, code: LinkCode) -> bool:
    """Set the code. True when there is a team already."""
    teams.set_link_code(sql, code)
    return bool(teams.every(sql))
