"""Whoever says so is forgotten in the transaction of their word, and still hears the last line."""

from __future__ import annotations

from pathlib import Path

from bot.core.effects import Address
from bot.core.events import Member, TeamSaid
from bot.engine import Engine
from bot.store import Store, residents
from tests.shell.engine_room import everything_sent, happens, known_now, words_sent
from tests.shell.stored import ANNA, GROUP, asked, bytes_of, link, meet, said

SECRET = "a word that nobody else has"
FATIMA = Member(8, "Fatima")


# ── erasing ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_who_is_erased_still_gets_what_the_same_step_says(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, handover=asked(link(sql).id, topic=44)))

    await happens(store, engine, said("erase"))

    rows = await everything_sent(store)
    assert [(type(row.effect).__name__, row.address) for row in rows] == [
        ("Say", Address(ANNA)), ("Say", Address(GROUP, 44)), ("DeleteTopic", Address(GROUP, 44)), ("Say", Address(ANNA))
    ]


async def test_when_the_last_word_has_gone_out_no_byte_of_somebody_is_left(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    chat = 777_000_777

    await happens(store, engine, *(said(text, chat) for text in (SECRET, "erase")), chat=chat)
    await everything_sent(store)

    files = bytes_of(tmp_path / "schuifaan.db")
    assert SECRET.encode() not in files
    assert str(chat).encode() not in files
    assert chat.to_bytes(4, "big") not in files


async def test_what_waited_to_be_said_before_the_erasure_is_not_said(store: Store, engine: Engine) -> None:
    await happens(store, engine, said("hoi"))

    await happens(store, engine, said("erase"))

    assert await words_sent(store) == ["before", "after"]


async def test_who_writes_after_the_erasure_is_a_stranger(store: Store, engine: Engine) -> None:
    await happens(store, engine, said("hoi"), said("erase"), said("hoi"))

    assert (await known_now(store)).resident.id == 2
    assert await words_sent(store) == ["before", "after", "hoi"]


async def test_a_volunteer_s_event_can_erase_somebody_as_well(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, handover=asked(link(sql).id, topic=44)))

    await happens(store, engine, TeamSaid(GROUP, 44, 5, FATIMA, "erase"), chat=GROUP)

    assert await store.read(lambda sql: residents.load(sql, ANNA)) is None
