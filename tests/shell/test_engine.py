"""The engine: each row has its effect once, in order, and nothing is said without its row."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.core.effects import Address, Say, ToResident
from bot.core.events import CameBack, ContactDue, DeadlinePassed, Left
from bot.core.resident import Contact, Deadline
from bot.core.text import Html
from bot.engine import Engine
from bot.store import Sql, Store, contacts, inbox, outbox, residents, wishes
from bot.texts import Texts
from tests.core.people import a_world
from tests.shell.echo import AFTER, ECHO
from tests.shell.engine_room import everything_sent, happens, known_now, words_sent
from tests.shell.stored import ANNA, BEN, MINUTE, NOW, arrive, asked, bytes_of, meet, new, said

SECRET = "a word that nobody else has"


# ── residents ───────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_stranger_is_known_from_their_first_word_and_gets_an_answer(store: Store, engine: Engine) -> None:
    await happens(store, engine, replace(said("hoi"), language="en-GB"))

    known = await known_now(store)
    assert (known.resident.id, known.resident.language, known.resident.seen_at) == (1, "en", NOW)
    assert [(row.effect, row.address) for row in await everything_sent(store)] == [
        (Say(ToResident(1), Html("hoi")), Address(ANNA))
    ]


async def test_a_language_that_nobody_translated_is_the_first_one(store: Store, engine: Engine) -> None:
    await happens(store, engine, replace(said("hoi"), language="pt-br"))

    assert (await known_now(store)).resident.language == "nl"


async def test_rows_of_one_batch_see_what_the_rows_before_them_wrote(store: Store, engine: Engine) -> None:
    await happens(store, engine, said("een"), said("twee"), said("drie"))

    assert await words_sent(store) == ["een", "twee", "drie"]
    assert (await known_now(store)).resident.id == 1


async def test_what_is_handled_keeps_no_words(store: Store, engine: Engine, tmp_path: Path) -> None:
    await happens(store, engine, said(SECRET))
    await everything_sent(store)
    await store.truncate_wal()

    assert SECRET.encode() not in bytes_of(tmp_path / "schuifaan.db")


async def test_who_left_before_we_knew_them_stays_a_stranger(store: Store, engine: Engine) -> None:
    await happens(store, engine, Left(ANNA))

    assert await store.read(lambda sql: residents.load(sql, ANNA)) is None


async def test_who_left_has_no_next_contact_and_has_one_again_when_they_come_back(store: Store, engine: Engine) -> None:
    await happens(store, engine, said("hoi"), Left(ANNA))
    gone = await known_now(store)
    await happens(store, engine, CameBack(ANNA))
    back = await known_now(store)

    assert gone.contact is None
    assert back.contact is not None


async def test_every_event_thinks_again_about_the_next_contact(store: Store, engine: Engine, clock: MovedClock) -> None:
    dues = []
    for _ in range(2):
        await happens(store, engine, said("hoi"))
        contact = (await known_now(store)).contact
        dues.append(contact.due if contact else None)
        clock.move(MINUTE)

    assert dues == [NOW + AFTER, NOW + MINUTE + AFTER]


async def test_a_contact_that_was_replaced_is_nothing(store: Store, engine: Engine, clock: MovedClock) -> None:
    await happens(store, engine, said("hoi"))
    clock.move(MINUTE)
    await happens(store, engine, said("hoi"), ContactDue(1, 1), ContactDue(99, 1))

    assert await words_sent(store) == ["hoi", "hoi"]


async def test_a_contact_that_is_due_is_said_and_followed_by_the_next(
    store: Store, engine: Engine, clock: MovedClock
) -> None:
    await happens(store, engine, said("hoi"))
    clock.move(AFTER)
    await store.transaction(lambda sql: inbox.accept(sql, residents.due_contacts(sql, clock.now()), clock.now()))

    await engine.work()

    contact = (await known_now(store)).contact
    assert await words_sent(store) == ["hoi", "ContactDue"]
    assert contact is not None
    assert (contact.id, contact.due) == (2, clock.now() + AFTER)


async def test_a_promise_that_is_not_one_any_more_is_nothing(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, promises=[Deadline("promise", NOW)], handover=asked(1)))

    await happens(store, engine, DeadlinePassed(1, 99, "promise"), DeadlinePassed(1, 1, "promise"))

    assert await words_sent(store) == ["DeadlinePassed"]


async def test_a_wish_is_counted_on_the_local_day(store: Store, engine: Engine, clock: MovedClock) -> None:
    clock.move_to(NOW.replace(hour=23, minute=30))  # half past midnight in Amsterdam

    await happens(store, engine, said("wish"))

    assert await store.read(lambda sql: wishes.since(sql, NOW.date() + timedelta(days=1))) == [("lombok", "music", 1)]


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
