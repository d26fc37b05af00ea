"""The sender: what we say goes out, in the order of its lane, at Telegram's pace, tried again until it is clear.

One loop, one transaction a turn: it marks what came back since the last turn and fetches what can go next, so that
marks that become ready together share a commit, and no lane goes on before its last row is marked. At least once: only
a call that was in flight when the process died can be repeated.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.core.effects import Address
from bot.pacing import Pace, Rank
from bot.patience import Patience
from bot.platform import Outlet, Refused, Unreachable, Wait
from bot.sending import Broken, Outcome, importance, mark, needed, paced, rank_of
from bot.store import Sql, Store, StoreFull, outbox
from bot.store.outbox import OutboxRow

log = logging.getLogger(__name__)

AT_ONCE = 32  # calls in flight
LOOKED_AT = 64  # rows fetched in one go; those that find no room now are fetched again later
TOGETHER_S = 0.005  # within this, what comes back shares a commit: each costs as much as a message
BUGS_AT_MOST = 5  # a row that could not even be tried so often would block its lane for nothing
LAST_CALLS_S = 2.0  # for calls in flight when we are told to stop
FULL_DISK_PAUSE_S = 2.0
NOWHERE = Address(0)  # for what goes to no chat

Found: TypeAlias = tuple[Sequence[OutboxRow], datetime | None]
"""Rows that can go now, and when the first one after them can."""


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """The moment, aware UTC."""
        ...


class Sender:
    """Sends what stands in the outbox, as long as `run` runs. `reported` is called when the inbox may have got news."""

    def __init__(
        self,
        store: Store,
        outlet: Outlet,
        pace: Pace,
        clock: Clock,
        patience: Patience,
        reported: Callable[[], None] = lambda: None,
        *,
        last_calls_s: float = LAST_CALLS_S,
    ) -> None:
        self._store = store
        self._outlet = outlet
        self._pace = pace
        self._clock = clock
        self._patience = patience
        self._reported = reported
        self._last_calls_s = last_calls_s
        self._news = asyncio.Event()
        self._calls: dict[str, asyncio.Task[None]] = {}  # by lane, until they are marked
        self._back: list[tuple[OutboxRow, Outcome]] = []  # came back, not marked yet
        self._held: dict[str, tuple[int | None, Rank]] = {}  # lanes whose chat has no room now
        self._disk_is_full = False
        self._marking_soon = False

    def wake(self) -> None:
        """There is something new in the outbox, or the clock was moved."""
        self._news.set()

    async def run(self) -> None:
        """Send for ever. When cancelled, calls in flight get a moment to come back and be marked."""
        async with asyncio.TaskGroup() as calls:
            try:
                while True:
                    self._news.clear()
                    await self._nap(await self._turn_when_there_is_room(calls))
            except asyncio.CancelledError:
                await self._finish()
                raise

    # ── a turn ──────────────────────────────────────────────────────────────────────────────────────────────────
    async def _turn_when_there_is_room(self, calls: asyncio.TaskGroup) -> float | None:
        """A turn; on a full disk everything stays as it is and waits."""
        try:
            nap_s = await self._turn(calls)
        except StoreFull:
            if not self._disk_is_full:
                log.critical("The disk is full: nothing more is sent until what came back can be written down.")
            self._disk_is_full = True
            return FULL_DISK_PAUSE_S
        self._disk_is_full = False
        return nap_s

    async def _turn(self, calls: asyncio.TaskGroup) -> float | None:
        """Mark, fetch, send. Gives the seconds until there is something to do; None: not before there is news."""
        while True:
            rows, due = await self._mark_and_fetch()
            for row in sorted(rows, key=importance):
                self._send_or_hold(calls, row)
            if len(rows) < LOOKED_AT or len(self._calls) >= AT_ONCE:
                return self._seconds_to_nap(due)

    async def _mark_and_fetch(self) -> Found:
        back, now, self._marking_soon = tuple(self._back), self._clock.now(), False
        busy = self._busy({row.lane for row, _ in back})
        limit = LOOKED_AT if len(self._calls) - len(back) < AT_ONCE else 0

        def unit(sql: Sql) -> tuple[Found, bool]:
            for row, outcome in back:
                mark(sql, row, outcome, now)
            return (needed(sql, now, busy, limit), outbox.next_moment(sql, now)), sql.told

        found, is_news = await self._store.transaction(unit)
        del self._back[: len(back)]
        for row, _ in back:
            del self._calls[row.lane]
        if is_news:
            self._reported()
        return found

    def _busy(self, back: set[str]) -> set[str]:
        """Lanes that are left alone: in flight (and not in `back`), without room, or resting."""
        self._held = {lane: wanted for lane, wanted in self._held.items() if self._pace.wait_s(*wanted) > 0}
        return {*(self._calls.keys() - back), *self._held, *self._patience.resting()}

    def _send_or_hold(self, calls: asyncio.TaskGroup, row: OutboxRow) -> None:
        if len(self._calls) >= AT_ONCE:
            return
        chat, rank = paced(row), rank_of(row)
        if self._pace.wait_s(chat, rank) > 0:
            self._held[row.lane] = (chat, rank)
            return
        self._pace.take(chat)
        self._calls[row.lane] = calls.create_task(self._call(row))

    def _seconds_to_nap(self, due: datetime | None) -> float | None:
        moments = [self._pace.wait_s(*wanted) for wanted in self._held.values()]
        if (rest := self._patience.wait_s()) is not None:
            moments.append(rest)
        if due is not None:
            moments.append((due - self._clock.now()).total_seconds())
        return max(0.0, min(moments)) if moments else None

    async def _nap(self, at_most_s: float | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most_s):
                await self._news.wait()

    # ── a call ──────────────────────────────────────────────────────────────────────────────────────────────────
    async def _call(self, row: OutboxRow) -> None:
        outcome: Outcome
        try:
            outcome = await self._outlet.send(row.effect, row.address or NOWHERE, row.source)
        except Exception:  # a row that can't be sent must not stop the others: it is kept, and tried again later
            log.exception("Row %d (%s) can't be sent.", row.id, type(row.effect).__name__)
            outcome = Broken(for_ever=self._patience.failed(row.lane) >= BUGS_AT_MOST)
        self._learn(row, outcome)
        self._back.append((row, outcome))
        self._have_marked()

    def _have_marked(self) -> None:
        """Have what came back marked: at once when nothing else is on its way or no more can be, else with the next."""
        if len(self._back) == len(self._calls) or len(self._calls) >= AT_ONCE:
            self._news.set()
        elif not self._marking_soon:
            self._marking_soon = True
            asyncio.get_running_loop().call_later(TOGETHER_S, self._news.set)

    def _learn(self, row: OutboxRow, outcome: Outcome) -> None:
        """What a result means for those that come after it."""
        match outcome:
            case Unreachable(reason=reason):
                self._patience.failed(row.lane)
                if self._patience.heard_nothing():
                    log.warning("Telegram does not answer what we send (%s). Trying again, for ever.", reason)
                return
            case Broken(for_ever=False):
                return
            case Refused(why=why, reason=reason):
                log.warning("Row %d (%s) was refused: %s (%s).", row.id, type(row.effect).__name__, why, reason)
        self._patience.succeeded(row.lane)
        if isinstance(outcome, Wait):
            self._wait(row, outcome.retry_after_s)
        if self._patience.heard():
            log.warning("Telegram answers what we send again.")

    def _wait(self, row: OutboxRow, seconds: float) -> None:
        if row.address:
            self._pace.stop(row.address.chat, seconds)
        if paced(row) is None:
            self._patience.rest(row.lane, seconds)

    async def _finish(self) -> None:
        """Wait a moment for the calls in flight, and mark what came back."""
        if self._calls:
            await asyncio.wait(self._calls.values(), timeout=self._last_calls_s)
        back, now = tuple(self._back), self._clock.now()

        def unit(sql: Sql) -> None:
            for row, outcome in back:
                mark(sql, row, outcome, now)

        with suppress(StoreFull):  # then they are sent once more after the start
            await self._store.transaction(unit)
