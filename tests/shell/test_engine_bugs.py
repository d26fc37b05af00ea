"""What breaks stays alone: other chats go on, who waits hears it, no promise is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovedClock
from bot.core.events import Pressed
from bot.core.resident import Contact, Deadline
from bot.engine import Engine
from bot.store import Store, inbox, residents
from bot.texts import Texts
from tests.core.people import a_world
from tests.shell.echo import ECHO
from tests.shell.engine_room import an_engine, everything_sent, happens, known_now, words_sent
from tests.shell.stored import ANNA, BEN, NOW, arrive, meet, new, said


# ── bugs ────────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_bug_holds_back_its_own_chat_and_no_other(store: Store, engine: Engine) -> None:
    await arrive(store, new("1", said("break")), new("2", said("na")), new("3", said("hoi", BEN), BEN))

    await engine.work()

    assert await words_sent(store) == ["hoi"]
    assert await store.read(inbox.waiting) == 2


async def test_after_three_attempts_who_waits_gets_one_honest_sentence_and_the_rest_goes_on(
    store: Store, engine: Engine, clock: MovedClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await arrive(store, new("1", said("break")), new("2", said("na")))
    for seconds in (2, 8, 0):
        await engine.work()
        assert await store.read(lambda sql: inbox.open_rows(sql, clock.now())) == []
        clock.move(timedelta(seconds=seconds))
    await engine.work()

    assert await words_sent(store) == ["Overslaan", "na"]
    assert await store.read(inbox.broken) == 1
    assert "Broken" in caplog.text
    assert "words of" not in caplog.text


async def test_a_deciding_press_that_breaks_is_answered_in_the_end(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = an_engine(store, texts, clock, step=broken)
    await store.transaction(meet)
    await happens(store, engine, Pressed(ANNA, 3, "p1", "!x"))
    for seconds in (2, 8):
        clock.move(timedelta(seconds=seconds))
        await engine.work()

    assert [row.lane for row in await everything_sent(store)] == [f"chat:{ANNA}", "press:p1"]


async def test_also_when_the_honest_sentence_breaks_the_chat_goes_on(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = an_engine(store, texts, clock, sorry=broken)
    await arrive(store, new("0", said("hoi")), new("1", said("break")), new("2", said("na")))
    for seconds in (2, 8, 0):
        await engine.work()
        clock.move(timedelta(seconds=seconds))

    assert await words_sent(store) == ["hoi", "na"]


async def test_a_follow_up_that_can_not_be_said_is_tried_again_a_day_later_without_a_word(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = an_engine(store, texts, clock, step=broken)
    await store.transaction(lambda sql: meet(sql, contact=Contact("wake", NOW)))
    await store.transaction(lambda sql: inbox.accept(sql, residents.due_contacts(sql, NOW), NOW))
    for seconds in (2, 8, 0):
        await engine.work()
        clock.move(timedelta(seconds=seconds))

    contact = (await known_now(store)).contact
    assert contact is not None
    assert (contact.id, contact.due) == (2, clock.now() + timedelta(days=1))
    assert await everything_sent(store) == []


async def test_a_promise_that_can_not_be_seen_to_comes_again_an_hour_later(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = an_engine(store, texts, clock, step=broken)
    await store.transaction(lambda sql: meet(sql, contact=None, promises=[Deadline("promise", NOW)]))
    await store.transaction(lambda sql: inbox.accept(sql, residents.due_deadlines(sql, NOW), NOW))
    for seconds in (2, 8, 0):
        await engine.work()
        clock.move(timedelta(seconds=seconds))

    assert await store.read(residents.next_due) == clock.now() + timedelta(hours=1)


async def test_what_this_version_can_not_read_is_given_up_at_once(store: Store, engine: Engine) -> None:
    await arrive(store, new("1", said("hoi")), new("2", said("na")))
    await store.transaction(lambda sql: sql.execute("UPDATE inbox SET kind = 'Sang' WHERE id = 1"))

    await engine.work()

    assert await words_sent(store) == ["na"]
    assert await store.read(inbox.broken) == 1


async def test_a_full_disk_is_nobody_s_bug_and_loses_nothing(
    store: Store, texts: Texts, clock: MovedClock, full: asyncio.Event
) -> None:
    answered = asyncio.Event()
    engine = Engine(store, texts, a_world, clock, answered.set, ECHO)
    await arrive(store, new("1", said("x" * 100_000)))
    pages = await store.read(lambda sql: sql.all("PRAGMA page_count")[0][0])
    await store.transaction(lambda sql: sql.execute(f"PRAGMA max_page_count = {pages}"))
    running = asyncio.create_task(engine.run())
    await asyncio.wait_for(full.wait(), 5)
    attempts = await store.read(lambda sql: [row.attempts for row in inbox.open_rows(sql, NOW)])

    await store.transaction(lambda sql: sql.execute("PRAGMA max_page_count = 100000"))
    engine.wake()
    await asyncio.wait_for(answered.wait(), 5)
    running.cancel()
    await asyncio.wait({running})

    assert attempts == [0]
    assert await words_sent(store) == ["x" * 100_000]


@pytest.fixture
def full() -> Iterator[asyncio.Event]:
    """Set when the engine says that the disk is full."""
    noticed = asyncio.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "disk is full" in record.getMessage():
                noticed.set()

    listener = Listener()
    logging.getLogger("bot.engine").addHandler(listener)
    yield noticed
    logging.getLogger("bot.engine").removeHandler(listener)
