"""A row is closed once, keeps no words then, and tells who asked how it went."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.effects import (
    Inspect,
    OpenTopic,
    Say,
    ToChat,
    ToResident,
    ToTeam,
)
from bot.core.events import Delivered, GroupInspected, Left, Undelivered
from bot.core.text import Html
from bot.store import Store, outbox
from tests.shell.stored import ANNA, BEN, NOW, bytes_of, gave_up, heard, put, ready, sent

WORDS = "a line that nobody else said"
HOI = Html("hoi")


@pytest.fixture
async def store(two_who_asked: Store) -> Store:
    return two_who_asked


# ── closing ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_row_that_has_gone_out_keeps_no_words(store: Store, tmp_path: Path) -> None:
    await put(store, Say(ToResident(1), Html(WORDS)), Say(ToResident(2), Html(WORDS)))

    first, second = await ready(store)
    await sent(store, first, 9)
    await gave_up(store, second, "refused")
    await store.truncate_wal()

    assert WORDS.encode() not in bytes_of(tmp_path / "schuifaan.db")
    assert await store.read(outbox.waiting) == 0


async def test_who_asked_for_a_report_hears_it_once(store: Store) -> None:
    await put(store, Say(ToTeam(1), HOI, report="card:1"))
    (row,) = await ready(store)

    await sent(store, row, 9)
    await sent(store, row, 9)

    assert await heard(store) == [(ANNA, Delivered("card:1", 9))]


async def test_a_new_topic_is_reported_also_when_nobody_asked(store: Store) -> None:
    await put(store, OpenTopic(1, 2, HOI))
    (row,) = await ready(store)

    await sent(store, row, 55)

    assert await heard(store) == [(BEN, Delivered("topic:2", 55))]


async def test_what_an_inspection_found_is_told_instead_of_its_arrival(store: Store) -> None:
    found = GroupInspected(-7, "link:x", "Lombok", True, (), True)
    await put(store, Inspect(-7, 8, "link:x"))
    (row,) = await ready(store)

    await sent(store, row, 0, event=found)

    assert await heard(store) == [(-7, found)]


@pytest.mark.parametrize(
    ("why", "reason"), [("blocked", "blocked"), ("topic_gone", "topic_gone"), ("unparsable", "refused")]
)
async def test_who_asked_for_a_report_hears_why_it_never_will(store: Store, why: str, reason: Any) -> None:
    await put(store, Say(ToTeam(1), HOI, report="card:1"))
    (row,) = await ready(store)

    await gave_up(store, row, why)

    assert await heard(store) == [(ANNA, Undelivered("card:1", reason))]


async def test_a_resident_who_blocked_us_has_left(store: Store) -> None:
    await put(store, Say(ToResident(1), HOI), Say(ToTeam(1), HOI))

    for row in await ready(store):
        await gave_up(store, row, "blocked")

    assert await heard(store) == [(ANNA, Left(ANNA))]


async def test_rows_of_somebody_forgotten_vanish_when_they_have_gone_out(store: Store, tmp_path: Path) -> None:
    await put(store, Say(ToChat(777_000_777), Html(WORDS), report="x:1"), forget=True)
    (row,) = await ready(store)

    await sent(store, row, 9)

    assert b"777000777" not in bytes_of(tmp_path / "schuifaan.db")
    assert await heard(store) == []


async def test_closed_rows_stay_for_a_week(store: Store) -> None:
    await put(store, Say(ToResident(1), HOI), Say(ToResident(2), HOI))
    await sent(store, (await ready(store))[0], 9)

    kept = await store.transaction(lambda sql: outbox.purge(sql, NOW + timedelta(days=6)))
    gone = await store.transaction(lambda sql: outbox.purge(sql, NOW + timedelta(days=8)))

    assert (kept, gone) == (0, 1)
    assert await store.read(outbox.waiting) == 1


async def test_a_row_that_this_version_can_not_read_does_not_block_its_lane(store: Store) -> None:
    await put(store, Say(ToResident(1), HOI), Say(ToResident(1), HOI))
    await store.transaction(lambda sql: sql.execute("""UPDATE outbox SET body = '{"=":"Sing"}' WHERE id = 1"""))

    (row,) = await ready(store)

    assert row.id == 2
    assert await store.read(outbox.given_up) == {"unreadable": 1}
