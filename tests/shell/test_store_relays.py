"""Copies find their originals in both directions; a group that moves keeps what waits for it."""

from __future__ import annotations

import pytest

from bot.core.effects import (
    Address,
    Inspect,
    Relay,
    RelayEdit,
    Say,
    ToChat,
    ToResident,
    ToTeam,
    ToTopic,
)
from bot.core.text import Html
from bot.store import Store, outbox
from tests.shell.stored import ANNA, GROUP, put, ready, sent

HOI = Html("hoi")


@pytest.fixture
async def store(two_who_asked: Store) -> Store:
    return two_who_asked


# ── relays ──────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_reply_finds_the_copy_of_what_it_answers_in_both_directions(store: Store) -> None:
    await put(store, Relay(ToTopic(1), ToResident(1), 10), Relay(ToResident(1), ToTopic(1), 20))
    for row, copy in zip(await ready(store), (110, 120), strict=True):
        await sent(store, row, copy)

    await put(
        store, Relay(ToTopic(1), ToResident(1), 11, reply_to=10), Relay(ToResident(1), ToTopic(1), 21, reply_to=20),
        Say(ToTeam(1), HOI), cause="2",
    )
    rows = await ready(store)

    assert [(row.source, row.address) for row in rows[:2]] == [
        (Address(ANNA), Address(GROUP, 44)), (Address(GROUP, 44), Address(ANNA))
    ]
    assert [getattr(row.effect, "reply_to", None) for row in rows] == [110, 120, None]


async def test_a_reply_to_a_copy_finds_the_original(store: Store) -> None:
    await put(store, Relay(ToTopic(1), ToResident(1), 10))
    await sent(store, (await ready(store))[0], 110)

    await put(store, Relay(ToResident(1), ToTopic(1), 111, reply_to=110), cause="2")

    (row,) = await ready(store)
    assert getattr(row.effect, "reply_to", None) == 10


async def test_an_edit_goes_to_the_copy_and_is_dropped_where_there_is_none(store: Store) -> None:
    await put(store, Relay(ToTopic(1), ToResident(1), 10))
    await sent(store, (await ready(store))[0], 110)

    await put(store, RelayEdit(ToTopic(1), 9, HOI), RelayEdit(ToTopic(1), 10, HOI), cause="2")

    (row,) = await ready(store)
    assert row.effect == RelayEdit(ToTopic(1), 110, HOI)
    assert await store.read(outbox.given_up) == {"no copy": 1}


async def test_a_reply_to_something_that_was_never_copied_goes_as_an_ordinary_line(store: Store) -> None:
    await put(store, Relay(ToTopic(1), ToResident(1), 11, reply_to=9))

    (row,) = await ready(store)

    assert row.effect == Relay(ToTopic(1), ToResident(1), 11)


# ── a group that moves ──────────────────────────────────────────────────────────────────────────────────────────
async def test_what_waits_for_a_group_goes_to_its_new_number(store: Store) -> None:
    await put(store, Say(ToTeam(1), HOI), Say(ToTopic(1), HOI), Say(ToChat(GROUP), HOI), Inspect(GROUP, 8, "x"))

    await store.transaction(lambda sql: outbox.migrate(sql, GROUP, -2002))
    await store.transaction(lambda sql: outbox.migrate(sql, GROUP, -2002))
    rows = await ready(store)

    assert {row.address for row in rows} == {Address(-2002), Address(-2002, 44)}
    assert {row.lane for row in rows} == {"team:1", "topic:1", "chat:-2002"}
