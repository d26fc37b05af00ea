"""What happened is stored once, handled in order per chat, and leaves a tombstone without words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from bot.core import events
from bot.core.events import Event, Member, Said, TeamSaid
from bot.platform import Incoming
from bot.store import Sql, Store, inbox
from bot.store.codec import event_from_json, to_json
from tests.shell.stored import ANNA, BEN, GROUP, MINUTE, NOW, arrive, bytes_of, new, said

WORDS = "a line that nobody else wrote"


async def _open(store: Store, later: timedelta = timedelta(0), limit: int = 50) -> list[int]:
    rows = await store.read(lambda sql: inbox.open_rows(sql, NOW + later, limit))
    return [row.id for row in rows]


async def test_a_repeat_of_an_update_is_nothing_also_after_it_was_handled(store: Store) -> None:
    first = await arrive(store, new("7", said("hoi")), new("7", said("hoi")))
    await store.transaction(lambda sql: inbox.done(sql, 1, NOW))

    again = await arrive(store, new("7", said("hoi")))

    assert (first, again) == (1, 0)
    assert await _open(store) == []


async def test_what_a_platform_hands_over_is_stored_as_it_is(store: Store) -> None:
    event = TeamSaid(GROUP, 4, 9, Member(8, "Fatima"), "hoi", "photo", 3, edited=True)
    await store.transaction(lambda sql: inbox.accept(sql, [Incoming("telegram", "1", GROUP, event)], NOW))

    (row,) = await store.read(lambda sql: inbox.open_rows(sql, NOW))

    assert (row.event, row.chat, row.received_at, row.attempts) == (event, GROUP, NOW, 0)


async def test_a_dead_letter_is_done_at_once_and_counted(store: Store) -> None:
    accepted = await arrive(store, new("1", None))

    assert accepted == 1
    assert await _open(store) == []
    assert await store.read(inbox.broken) == 1


async def test_half_a_character_that_slips_through_the_gate_is_a_dead_letter(store: Store) -> None:
    await arrive(store, new("1", said("\ud83d")), new("2", said("hoi")))

    assert await _open(store) == [2]


async def test_rows_come_in_the_order_in_which_they_happened(store: Store) -> None:
    await arrive(store, *(new(str(n), said("hoi", chat), chat) for n, chat in enumerate([ANNA, BEN, ANNA, BEN])))

    assert await _open(store, limit=3) == [1, 2, 3]


async def test_a_row_that_waits_holds_back_its_own_chat_and_no_other(store: Store) -> None:
    await arrive(store, *(new(str(n), said("hoi", chat), chat) for n, chat in enumerate([ANNA, BEN, ANNA, BEN])))
    await store.transaction(lambda sql: inbox.failed(sql, 1, NOW + MINUTE, "KeyError"))

    assert await _open(store) == [2, 4]
    assert await store.read(lambda sql: inbox.next_moment(sql, NOW)) == NOW + MINUTE
    assert await _open(store, later=MINUTE) == [1, 2, 3, 4]


async def test_rows_before_the_one_that_waits_are_not_held_back(store: Store) -> None:
    await arrive(store, new("1", said("hoi")), new("2", said("hoi")))
    await store.transaction(lambda sql: inbox.failed(sql, 2, NOW + MINUTE, "KeyError"))

    assert await _open(store) == [1]


@pytest.mark.parametrize("close", [inbox.done, lambda sql, row, now: inbox.given_up(sql, row, now, "KeyError")])
async def test_a_closed_row_keeps_its_key_and_not_its_words(store: Store, tmp_path: Path, close: object) -> None:
    assert callable(close)
    await arrive(store, new("1", said(WORDS)))

    await store.transaction(lambda sql: close(sql, 1, NOW))
    await store.truncate_wal()

    assert WORDS.encode() not in bytes_of(tmp_path / "schuifaan.db")
    assert await arrive(store, new("1", said(WORDS))) == 0


async def test_tombstones_stay_for_a_week(store: Store) -> None:
    await arrive(store, new("1", said("hoi")), new("2", said("hoi")))
    await store.transaction(lambda sql: inbox.done(sql, 1, NOW))

    kept = await store.transaction(lambda sql: inbox.purge(sql, NOW + timedelta(hours=48)))
    gone = await store.transaction(lambda sql: inbox.purge(sql, NOW + timedelta(days=8)))

    assert (kept, gone) == (0, 1)
    assert await _open(store) == [2]


async def test_a_row_of_an_unknown_kind_comes_without_its_event(store: Store) -> None:
    def unit(sql: Sql) -> None:
        inbox.accept(sql, [new("1", said("hoi"))], NOW)
        sql.execute("UPDATE inbox SET kind = 'SomethingOfTomorrow'")

    await store.transaction(unit)

    (row,) = await store.read(lambda sql: inbox.open_rows(sql, NOW))
    assert (row.event, row.kind) == (None, "SomethingOfTomorrow")


def test_every_kind_of_event_can_be_stored() -> None:
    kinds: tuple[type[Event], ...] = get_args(Event)

    for kind in kinds:
        assert getattr(events, kind.__name__) is kind
    assert event_from_json("Said", to_json(Said(1, 2, "hoi"))) == Said(1, 2, "hoi")


def test_an_event_stored_before_it_had_a_field_gets_its_default() -> None:
    assert event_from_json("Said", '{"chat": 1, "message": 2, "text": "hoi"}') == Said(1, 2, "hoi")


async def test_a_next_attempt_that_was_planned_by_a_clock_that_was_ahead_is_made_now(store: Store) -> None:
    await arrive(store, new("1", said("hoi")))
    await store.transaction(lambda sql: inbox.failed(sql, 1, NOW + timedelta(days=1), "Broken"))

    (row,) = await store.read(lambda sql: inbox.open_rows(sql, NOW))

    assert row.attempts == 1
    assert await store.read(lambda sql: inbox.next_moment(sql, NOW)) is None
