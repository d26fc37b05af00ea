"""The engine: each row has its effect once, in order; what breaks stays alone; nothing is said without its row."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovedClock
from bot.core.effects import Address, AnswerPress, Say, ToResident
from bot.core.events import (
    CameBack,
    ChatMigrated,
    ContactDue,
    DeadlinePassed,
    Delivered,
    Event,
    Left,
    Member,
    Pressed,
    TeamPressed,
    TeamSaid,
)
from bot.core.known import Known
from bot.core.resident import Contact, Deadline, Resident
from bot.core.text import Html
from bot.engine import Engine
from bot.store import Sql, Store, contacts, inbox, open_store, outbox, residents, teams, wishes
from bot.store.outbox import OutboxRow
from bot.texts import Texts
from tests.core.people import a_world
from tests.shell.echo import AFTER, ECHO
from tests.shell.stored import ANNA, BEN, GROUP, MINUTE, NOW, arrive, asked, bytes_of, link, meet, new, said, stored

SECRET = "a word that nobody else has"
FATIMA = Member(8, "Fatima")


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "schuifaan.db") as opened:
        yield opened


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NOW)


@pytest.fixture
def engine(store: Store, texts: Texts, clock: MovedClock) -> Engine:
    return _engine(store, texts, clock)


def _engine(store: Store, texts: Texts, clock: MovedClock, **rules: Any) -> Engine:
    def world_of(now: datetime) -> Any:
        return a_world(now)

    return Engine(store, texts, world_of, clock, rules=replace(ECHO, **rules))


async def _happens(store: Store, engine: Engine, *events: Event, chat: int = ANNA) -> None:
    """Accept and work, each event with a key of its own."""
    count = await store.read(lambda sql: sql.all("SELECT count(*) FROM inbox")[0][0])
    await arrive(store, *(new(f"{count + number}", event, chat) for number, event in enumerate(events)))
    await engine.work()


async def _known(store: Store, chat: int = ANNA) -> Known:
    return await store.read(lambda sql: stored(sql, chat))


async def _out(store: Store) -> list[OutboxRow]:
    """Everything that waits, sent lane by lane until nothing is left."""

    def unit(sql: Sql) -> list[OutboxRow]:
        rows: list[OutboxRow] = []
        while ready := outbox.ready(sql, NOW + timedelta(days=1), (), 9):
            for row in ready:
                outbox.sent(sql, row, 100 + row.id, NOW)
            rows += ready
        return sorted(rows)

    return await store.transaction(unit)


async def _said(store: Store) -> list[str]:
    rows = await _out(store)
    return [row.effect.text.html for row in rows if isinstance(row.effect, Say) and isinstance(row.effect.text, Html)]


# ── residents ───────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_stranger_is_known_from_their_first_word_and_gets_an_answer(store: Store, engine: Engine) -> None:
    await _happens(store, engine, replace(said("hoi"), language="en-GB"))

    known = await _known(store)
    assert (known.resident.id, known.resident.language, known.resident.seen_at) == (1, "en", NOW)
    assert [(row.effect, row.address) for row in await _out(store)] == [
        (Say(ToResident(1), Html("hoi")), Address(ANNA))
    ]


async def test_a_language_that_nobody_translated_is_the_first_one(store: Store, engine: Engine) -> None:
    await _happens(store, engine, replace(said("hoi"), language="pt-br"))

    assert (await _known(store)).resident.language == "nl"


async def test_rows_of_one_batch_see_what_the_rows_before_them_wrote(store: Store, engine: Engine) -> None:
    await _happens(store, engine, said("een"), said("twee"), said("drie"))

    assert await _said(store) == ["een", "twee", "drie"]
    assert (await _known(store)).resident.id == 1


async def test_what_is_handled_keeps_no_words(store: Store, engine: Engine, tmp_path: Path) -> None:
    await _happens(store, engine, said(SECRET))
    await _out(store)
    await store.truncate_wal()

    assert SECRET.encode() not in bytes_of(tmp_path / "schuifaan.db")


async def test_who_left_before_we_knew_them_stays_a_stranger(store: Store, engine: Engine) -> None:
    await _happens(store, engine, Left(ANNA))

    assert await store.read(lambda sql: residents.load(sql, ANNA)) is None


async def test_who_left_has_no_next_contact_and_has_one_again_when_they_come_back(store: Store, engine: Engine) -> None:
    await _happens(store, engine, said("hoi"), Left(ANNA))
    gone = await _known(store)
    await _happens(store, engine, CameBack(ANNA))
    back = await _known(store)

    assert gone.contact is None
    assert back.contact is not None


async def test_every_event_thinks_again_about_the_next_contact(store: Store, engine: Engine, clock: MovedClock) -> None:
    dues = []
    for _ in range(2):
        await _happens(store, engine, said("hoi"))
        contact = (await _known(store)).contact
        dues.append(contact.due if contact else None)
        clock.move(MINUTE)

    assert dues == [NOW + AFTER, NOW + MINUTE + AFTER]


async def test_a_contact_that_was_replaced_is_nothing(store: Store, engine: Engine, clock: MovedClock) -> None:
    await _happens(store, engine, said("hoi"))
    clock.move(MINUTE)
    await _happens(store, engine, said("hoi"), ContactDue(1, 1), ContactDue(99, 1))

    assert await _said(store) == ["hoi", "hoi"]


async def test_a_contact_that_is_due_is_said_and_followed_by_the_next(
    store: Store, engine: Engine, clock: MovedClock
) -> None:
    await _happens(store, engine, said("hoi"))
    clock.move(AFTER)
    await store.transaction(lambda sql: inbox.accept(sql, residents.due_contacts(sql, clock.now()), clock.now()))

    await engine.work()

    contact = (await _known(store)).contact
    assert await _said(store) == ["hoi", "ContactDue"]
    assert contact is not None
    assert (contact.id, contact.due) == (2, clock.now() + AFTER)


async def test_a_promise_that_is_not_one_any_more_is_nothing(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, promises=[Deadline("promise", NOW)], handover=asked(1)))

    await _happens(store, engine, DeadlinePassed(1, 99, "promise"), DeadlinePassed(1, 1, "promise"))

    assert await _said(store) == ["DeadlinePassed"]


async def test_a_wish_is_counted_on_the_local_day(store: Store, engine: Engine, clock: MovedClock) -> None:
    clock.move_to(NOW.replace(hour=23, minute=30))  # half past midnight in Amsterdam

    await _happens(store, engine, said("wish"))

    assert await store.read(lambda sql: wishes.since(sql, NOW.date() + timedelta(days=1))) == [("lombok", "music", 1)]


# ── presses ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("data", ["!answer", "!forget it"])
async def test_a_deciding_press_is_answered_exactly_once(store: Store, engine: Engine, data: str) -> None:
    await _happens(store, engine, Pressed(ANNA, 3, "p1", data))

    assert [row.effect for row in await _out(store) if row.lane == "press:p1"] == [AnswerPress("p1")]


async def test_a_deciding_press_in_a_group_that_is_no_team_is_answered_too(store: Store, engine: Engine) -> None:
    await _happens(store, engine, TeamPressed(-9, None, 3, "p1", FATIMA, "!take:1"), chat=-9)

    assert [row.effect for row in await _out(store)] == [AnswerPress("p1")]


async def test_an_ordinary_press_was_answered_already(store: Store, engine: Engine) -> None:
    await _happens(store, engine, Pressed(ANNA, 3, "p1", "hello"))

    assert await _said(store) == ["hello"]


# ── groups ──────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_what_is_said_in_a_topic_is_about_its_resident_each_in_their_own_language(
    store: Store, engine: Engine
) -> None:
    def unit(sql: Sql) -> None:
        meet(sql, resident=Resident(1, "en"), handover=asked(link(sql).id, topic=44))

    await store.transaction(unit)
    await _happens(store, engine, TeamSaid(GROUP, 44, 5, FATIMA, "call"), TeamSaid(GROUP, None, 6, FATIMA), chat=GROUP)

    assert await _said(store) == ["Skip", "Overslaan", "TeamSaid 0"]


async def test_a_report_reaches_the_handover_it_is_about(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, handover=asked(link(sql).id)))

    await _happens(store, engine, Delivered("topic:1", 55), Delivered("topic:99", 55), Delivered("nothing", 55))

    handover = (await _known(store)).handover
    assert handover is not None
    assert handover.topic == 55


async def test_a_group_with_a_new_number_stays_the_same_team(store: Store, engine: Engine) -> None:
    await store.transaction(link)

    await _happens(store, engine, ChatMigrated(GROUP, -2002), TeamSaid(GROUP, None, 5, FATIMA), chat=GROUP)

    (row,) = await _out(store)
    assert row.address == Address(-2002)
    assert await store.read(lambda sql: teams.by_chat(sql, -2002)) is not None


# ── erasing ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_who_is_erased_still_gets_what_the_same_step_says(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, handover=asked(link(sql).id, topic=44)))

    await _happens(store, engine, said("erase"))

    rows = await _out(store)
    assert [(type(row.effect).__name__, row.address) for row in rows] == [
        ("Say", Address(ANNA)), ("Say", Address(GROUP, 44)), ("DeleteTopic", Address(GROUP, 44)), ("Say", Address(ANNA))
    ]


async def test_when_the_last_word_has_gone_out_no_byte_of_somebody_is_left(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    chat = 777_000_777

    await _happens(store, engine, *(said(text, chat) for text in (SECRET, "erase")), chat=chat)
    await _out(store)

    files = bytes_of(tmp_path / "schuifaan.db")
    assert SECRET.encode() not in files
    assert str(chat).encode() not in files
    assert chat.to_bytes(4, "big") not in files


async def test_what_waited_to_be_said_before_the_erasure_is_not_said(store: Store, engine: Engine) -> None:
    await _happens(store, engine, said("hoi"))

    await _happens(store, engine, said("erase"))

    assert await _said(store) == ["before", "after"]


async def test_who_writes_after_the_erasure_is_a_stranger(store: Store, engine: Engine) -> None:
    await _happens(store, engine, said("hoi"), said("erase"), said("hoi"))

    assert (await _known(store)).resident.id == 2
    assert await _said(store) == ["before", "after", "hoi"]


async def test_a_volunteer_s_event_can_erase_somebody_as_well(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, handover=asked(link(sql).id, topic=44)))

    await _happens(store, engine, TeamSaid(GROUP, 44, 5, FATIMA, "erase"), chat=GROUP)

    assert await store.read(lambda sql: residents.load(sql, ANNA)) is None


# ── bugs ────────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_bug_holds_back_its_own_chat_and_no_other(store: Store, engine: Engine) -> None:
    await arrive(store, new("1", said("break")), new("2", said("na")), new("3", said("hoi", BEN), BEN))

    await engine.work()

    assert await _said(store) == ["hoi"]
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

    assert await _said(store) == ["Overslaan", "na"]
    assert await store.read(inbox.broken) == 1
    assert "Broken" in caplog.text
    assert "words of" not in caplog.text


async def test_a_deciding_press_that_breaks_is_answered_in_the_end(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = _engine(store, texts, clock, step=broken)
    await store.transaction(meet)
    await _happens(store, engine, Pressed(ANNA, 3, "p1", "!x"))
    for seconds in (2, 8):
        clock.move(timedelta(seconds=seconds))
        await engine.work()

    assert [row.lane for row in await _out(store)] == [f"chat:{ANNA}", "press:p1"]


async def test_also_when_the_honest_sentence_breaks_the_chat_goes_on(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = _engine(store, texts, clock, sorry=broken)
    await arrive(store, new("0", said("hoi")), new("1", said("break")), new("2", said("na")))
    for seconds in (2, 8, 0):
        await engine.work()
        clock.move(timedelta(seconds=seconds))

    assert await _said(store) == ["hoi", "na"]


async def test_a_follow_up_that_can_not_be_said_is_tried_again_a_day_later_without_a_word(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = _engine(store, texts, clock, step=broken)
    await store.transaction(lambda sql: meet(sql, contact=Contact("wake", NOW)))
    await store.transaction(lambda sql: inbox.accept(sql, residents.due_contacts(sql, NOW), NOW))
    for seconds in (2, 8, 0):
        await engine.work()
        clock.move(timedelta(seconds=seconds))

    contact = (await _known(store)).contact
    assert contact is not None
    assert (contact.id, contact.due) == (2, clock.now() + timedelta(days=1))
    assert await _out(store) == []


async def test_a_promise_that_can_not_be_seen_to_comes_again_an_hour_later(
    store: Store, texts: Texts, clock: MovedClock
) -> None:
    def broken(*_: object) -> Any:
        raise KeyError("a bug")

    engine = _engine(store, texts, clock, step=broken)
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

    assert await _said(store) == ["na"]
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
    assert await _said(store) == ["x" * 100_000]


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


# ── the loop, and the audit ─────────────────────────────────────────────────────────────────────────────────────
async def test_the_loop_answers_as_soon_as_it_is_woken(store: Store, texts: Texts, clock: MovedClock) -> None:
    answered = asyncio.Event()
    engine = Engine(store, texts, a_world, clock, answered.set, ECHO)
    running = asyncio.create_task(engine.run())

    await arrive(store, *(new(str(number), said("hoi")) for number in range(120)))
    engine.wake()
    await asyncio.wait_for(answered.wait(), 5)
    while await store.read(inbox.waiting):
        answered.clear()
        await asyncio.wait_for(answered.wait(), 5)
    running.cancel()
    await asyncio.wait({running})

    assert await store.read(outbox.waiting) == 120


async def test_the_audit_gives_everybody_a_next_contact_and_says_who_had_none(
    store: Store, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    def unit(sql: Sql) -> None:
        meet(sql, ANNA, contact=Contact("wake", NOW))
        meet(sql, BEN)
        inbox.accept(sql, residents.due_contacts(sql, NOW), NOW)
        inbox.done(sql, 1, NOW)
        contacts.close(sql, 2)

    await store.transaction(unit)

    first = await engine.audit()
    second = await engine.audit()

    assert (first, second) == ([1, 2], [])
    assert "2 residents had no next contact" in caplog.text
