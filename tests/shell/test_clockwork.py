"""The clock's loop: what is due becomes a row of the inbox, once, whatever the clock does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovedClock
from bot.clockwork import Clockwork, Cron
from bot.core.events import ContactDue, DeadlinePassed
from bot.core.resident import Contact, Deadline
from bot.store import Sql, Store, inbox, open_store, residents

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


class Mornings:
    """A cron of weekdays at 08:45 that counts its runs."""

    def __init__(self) -> None:
        self.seen: list[datetime] = []
        self.cron = Cron("morning", self._do, hour="8", minute="45", day_of_week="mon-fri")

    async def _do(self, now: datetime) -> None:
        self.seen.append(now)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A real database."""
    async with open_store(tmp_path / "schuifaan.db") as opened:
        yield opened


@pytest.fixture
def clock() -> MovedClock:
    """A clock that stands still on a Tuesday at 10:00 in Amsterdam."""
    return MovedClock(TUESDAY)


def _clockwork(store: Store, clock: MovedClock, *crons: Cron) -> Clockwork:
    return Clockwork(store, clock, AMSTERDAM, crons, lambda: None)


async def _promise(store: Store, due: datetime, deadline: datetime) -> None:
    """Somebody with a next contact and a promise."""

    def unit(sql: Sql) -> None:
        known = residents.create(sql, 77, "nl", TUESDAY)
        after = replace(known, contact=Contact("look_again", due))
        residents.save(sql, known, after, [Deadline("promise", deadline)])

    await store.transaction(unit)


async def _open(store: Store, now: datetime) -> list[object]:
    rows = await store.read(lambda sql: inbox.open_rows(sql, now))
    return [row.event for row in rows]


@asynccontextmanager
async def _running(clockwork: Clockwork) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(clockwork.run())
        yield
        task.cancel()


async def test_what_is_not_due_waits(store: Store, clock: MovedClock) -> None:
    await _promise(store, TUESDAY + timedelta(hours=2), TUESDAY + timedelta(hours=1))

    due = await _clockwork(store, clock).tick()

    assert due == TUESDAY + timedelta(hours=1)
    assert await _open(store, clock.now()) == []


async def test_what_is_due_becomes_a_row_once(store: Store, clock: MovedClock) -> None:
    await _promise(store, TUESDAY + timedelta(hours=2), TUESDAY + timedelta(hours=1))
    clockwork = _clockwork(store, clock)
    clock.move(timedelta(days=3))

    await clockwork.tick()
    await clockwork.tick()

    assert await _open(store, clock.now()) == [ContactDue(1, 1), DeadlinePassed(1, 1, "promise")]


async def test_a_moved_clock_sets_off_at_once_what_came_due(store: Store, clock: MovedClock) -> None:
    await _promise(store, TUESDAY + timedelta(hours=2), TUESDAY + timedelta(days=30))
    looked = asyncio.Event()
    clockwork = Clockwork(store, clock, AMSTERDAM, (), looked.set)
    clock.when_moved(clockwork.wake)

    async with asyncio.timeout(5), _running(clockwork):
        await looked.wait()
        looked.clear()
        clock.move(timedelta(hours=2))
        await looked.wait()

    assert await _open(store, clock.now()) == [ContactDue(1, 1)]


async def test_a_moment_that_comes_by_itself_is_not_missed(store: Store) -> None:
    soon = TUESDAY + timedelta(milliseconds=200)
    await _promise(store, soon, TUESDAY + timedelta(days=30))
    clock = MovedClock.running(TUESDAY)
    looks: asyncio.Queue[None] = asyncio.Queue()

    async with asyncio.timeout(5), _running(Clockwork(store, clock, AMSTERDAM, (), lambda: looks.put_nowait(None))):
        await looks.get()
        await looks.get()

    assert await _open(store, clock.now()) == [ContactDue(1, 1)]


async def test_a_run_comes_at_its_moment_and_not_twice(store: Store, clock: MovedClock) -> None:
    mornings = Mornings()
    clockwork = _clockwork(store, clock, mornings.cron)

    for _ in range(96):
        await clockwork.tick()
        clock.move(timedelta(minutes=30))

    assert [moment.astimezone(AMSTERDAM).isoformat(" ", "minutes") for moment in mornings.seen] == [
        "2026-12-02 09:00+01:00",
        "2026-12-03 09:00+01:00",
    ]


async def test_runs_missed_while_the_bot_was_down_are_made_up_once(store: Store, clock: MovedClock) -> None:
    mornings = Mornings()
    await _clockwork(store, clock, mornings.cron).tick()
    clock.move(timedelta(days=9))

    later = _clockwork(store, clock, mornings.cron)
    await later.tick()
    await later.tick()

    assert mornings.seen == [TUESDAY + timedelta(days=9)]


async def test_a_clock_that_was_years_ahead_does_no_harm(store: Store, clock: MovedClock) -> None:
    mornings = Mornings()
    clockwork = _clockwork(store, clock, mornings.cron)
    clock.move(timedelta(days=2000))
    await clockwork.tick()
    clock.move_to(TUESDAY)

    await clockwork.tick()
    clock.move(timedelta(days=1))
    await clockwork.tick()

    assert mornings.seen == [TUESDAY + timedelta(days=1)]


async def test_many_due_contacts_all_come_in_the_end(store: Store, clock: MovedClock) -> None:
    def unit(sql: Sql) -> None:
        for chat in range(1, 702):
            known = residents.create(sql, chat, "nl", TUESDAY)
            residents.save(sql, known, replace(known, contact=Contact("look_again", TUESDAY)))

    await store.transaction(unit)
    clockwork = _clockwork(store, clock)

    while await clockwork.tick() <= clock.now():
        pass

    assert await store.read(inbox.waiting) == 701
