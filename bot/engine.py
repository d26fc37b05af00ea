"""The engine: what happened is decided about, row by row in order, and remembered with its answer in one commit.

One hop to the store for up to fifty rows, a savepoint for each: a later row sees what an earlier one wrote, and one
that raises is undone alone. It stays, holds back its own chat, and is tried again; after three times it is given up.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.core.events import ContactDue, DeadlinePassed
from bot.core.known import World
from bot.deciding import Desk, Rules, with_teams
from bot.store import Sql, Store, StoreFull, contacts, deadlines, inbox, residents
from bot.store.errors import StoreFailed
from bot.store.inbox import Happened, InboxRow
from bot.texts import Texts

__all__ = ["Engine", "Rules"]

log = logging.getLogger(__name__)

BATCH = 50
LITTLE = 8  # updates that are fetched at once and still decided about before they are confirmed
ATTEMPTS = 3
FIRST_PAUSE = timedelta(seconds=2)
PUT_RIGHT_AT_ONCE = 200
FULL_DISK_PAUSE_S = 2.0
TRUNCATE_PAUSE_S = 1.0
CONTACT_LATER = timedelta(days=1)  # for a follow-up that could not be said
PROMISE_LATER = timedelta(hours=1)  # for a promise that could not be seen to
TELL = " Tell the makers."
UNREADABLE = " Start the version that wrote this database, or put a backup in its place; tell the makers."
WAITED_FOR = frozenset({"Said", "SentMedia", "SharedPlace", "Pressed"})  # a resident waits for an answer to these


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """The moment, aware UTC."""
        ...


class Engine:
    """Works through the inbox as long as `run` runs. `decided` is called when there may be something to send."""

    def __init__(
        self,
        store: Store,
        texts: Texts,
        world_of: Callable[[datetime], World],
        clock: Clock,
        decided: Callable[[], None] = lambda: None,
        rules: Rules | None = None,
    ) -> None:
        self._store = store
        self._world_of = world_of
        self._clock = clock
        self._decided = decided
        self._desk = Desk(rules or Rules(), texts)
        self._news = asyncio.Event()
        self._is_at_work = False
        self._due: datetime | None = None  # when the first row that waits for its time may be tried again

    def wake(self) -> None:
        """There is something new in the inbox, or the clock was moved."""
        self._news.set()

    async def run(self) -> None:
        """Work for ever. On a full disk everything stays as it is and waits."""
        self._is_at_work = True
        while True:
            self._news.clear()
            try:
                if await self.work() < BATCH:
                    await self._nap(await self._seconds_to_nap())
            except StoreFull:
                log.error("The disk is full: nothing can be answered until there is room.")  # noqa: TRY400  a stack says nothing
                await self._nap(FULL_DISK_PAUSE_S)

    async def take(self, batch: Sequence[Happened]) -> None:
        """Store what happened. What is little is decided about in the same commit: somebody waits for both.

        Raises `StoreFull` on a full disk: nothing is stored.
        """
        if self._is_at_work and len(batch) <= LITTLE:
            await self.work(batch)
            if self._due is None:
                return  # else the loop must know when
        else:
            await self._store.transaction(lambda sql: inbox.accept(sql, batch, self._clock.now()))
        self.wake()

    async def work(self, batch: Sequence[Happened] = ()) -> int:
        """Store a batch and handle what is open, up to fifty rows, in one commit. Returns how many were looked at."""
        world = self._world_of(self._clock.now())

        def unit(sql: Sql) -> tuple[int, datetime | None]:
            inbox.accept(sql, batch, world.now)
            return self._handle(sql, world), inbox.next_moment(sql, world.now)

        handled, self._due = await self._store.transaction(unit)
        if handled:
            self._decided()
        return handled

    async def audit(self) -> list[int]:
        """Give a next contact to everybody who should have one and has none. Returns who they were."""
        world = self._world_of(self._clock.now())
        missed = await self._store.transaction(lambda sql: self._repair(sql, world))
        if missed:
            log.error("%d residents had no next contact; they have one again: %s", len(missed), missed)
            self._decided()
        return missed

    async def put_right(self) -> None:
        """After the clock was set back: plan anew what was planned by moments that have not come yet."""
        world, last = self._world_of(self._clock.now()), 0
        while last >= 0:
            last = await self._store.transaction(partial(self._put_right, world=world, after=last))
        self._decided()

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _handle(self, sql: Sql, world: World) -> int:
        rows = inbox.open_rows(sql, world.now, BATCH)
        held: set[int] = set()  # chats in which a row failed now: what came after it waits with it
        for row in rows:
            if row.chat not in held and not self._handled(sql, row, world):
                held.add(row.chat)
        return len(rows)

    def _handled(self, sql: Sql, row: InboxRow, world: World) -> bool:
        """Whether the row is closed, one way or the other."""
        name = f"Row {row.id} ({row.kind})"
        error = self._attempt(sql, name, lambda: self._decide(sql, row, world))
        if not error:
            return True
        attempts = row.attempts + 1
        if attempts < ATTEMPTS and row.event:
            inbox.failed(sql, row.id, world.now + FIRST_PAUSE * attempts**2, error)
            return False
        self._attempt(sql, name, lambda: self._make_good(sql, row, world))
        inbox.given_up(sql, row.id, world.now, error)
        return True

    def _attempt(self, sql: Sql, name: str, deed: Callable[[], None], remedy: str = TELL) -> str:
        """Do it, or leave no trace of it. Returns the kind of error, empty where there was none."""
        try:
            with sql.savepoint():
                deed()
        except StoreFailed:  # not the row's fault
            raise
        except Exception as error:  # a bug in a step must not stop the others: the row is kept and tried again
            where = traceback.extract_tb(error.__traceback__)[-1]
            log.error(  # noqa: TRY400  a stack may hold words of people
                "%s failed: %s in %s, line %s.%s", name, type(error).__name__, where.name, where.lineno, remedy
            )
            return type(error).__name__
        return ""

    def _decide(self, sql: Sql, row: InboxRow, world: World) -> None:
        if row.event is None:
            raise ValueError("this version can't read what is stored here")
        self._desk.decide(sql, row, row.event, world)
        inbox.done(sql, row.id, world.now)

    def _make_good(self, sql: Sql, row: InboxRow, world: World) -> None:
        """After an event that can't be handled: a sentence for who waits, another moment for what we promised."""
        match row.event:
            case ContactDue(resident=resident):
                contacts.postpone(sql, resident, world.now + CONTACT_LATER)
            case DeadlinePassed(deadline=deadline):
                deadlines.postpone(sql, deadline, world.now + PROMISE_LATER)
        if row.kind in WAITED_FOR:
            self._desk.apologise(sql, row, world)

    def _repair(self, sql: Sql, world: World) -> list[int]:
        """One who can't be read is told of and left as it is: everybody else is seen to all the same."""
        world, repaired = with_teams(sql, world), []
        for number in residents.audit(sql):
            name = f"Resident {number} has no next contact: their audit"
            if not self._attempt(sql, name, partial(self._think_again, sql, number, world), UNREADABLE):
                repaired.append(number)
        return repaired

    def _think_again(self, sql: Sql, number: int, world: World) -> None:
        known = residents.load_by_id(sql, number)
        if known:
            contacts.close(sql, number)
            contacts.save(sql, number, self._desk.thought_through(known, world).contact)

    def _put_right(self, sql: Sql, world: World, after: int) -> int:
        """Some residents, by number; gives the last one, -1 when there are no more."""
        world, numbers = with_teams(sql, world), residents.numbers(sql, after, PUT_RIGHT_AT_ONCE)
        for number in numbers:
            name = f"Resident {number}: putting their moments right"
            self._attempt(sql, name, partial(self._desk.put_right, sql, number, world), UNREADABLE)
        return numbers[-1] if numbers else -1

    # ── waiting ─────────────────────────────────────────────────────────────────────────────────────────────────
    async def _seconds_to_nap(self) -> float | None:
        """Seconds till there is something to do; None: not before there is news."""
        naps = [max(0.0, (self._due - self._clock.now()).total_seconds())] if self._due else []
        if self._store.must_truncate and not await self._store.tried_to_truncate():
            naps.append(TRUNCATE_PAUSE_S)  # somebody was erased while another process read
        return min(naps, default=None)

    async def _nap(self, at_most_s: float | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most_s):
                await self._news.wait()
