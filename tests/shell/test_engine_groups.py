"""Presses and groups: each is answered, and is about whom it should be about."""

from __future__ import annotations

import pytest

from bot.core.effects import Address, AnswerPress
from bot.core.events import ChatMigrated, Delivered, Member, Pressed, TeamPressed, TeamSaid
from bot.core.resident import Resident
from bot.engine import Engine
from bot.store import Sql, Store, teams
from tests.shell.engine_room import everything_sent, happens, known_now, words_sent
from tests.shell.stored import ANNA, GROUP, asked, link, meet

FATIMA = Member(8, "Fatima")


# ── presses ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("data", ["!answer", "!forget it"])
async def test_a_deciding_press_is_answered_exactly_once(store: Store, engine: Engine, data: str) -> None:
    await happens(store, engine, Pressed(ANNA, 3, "p1", data))

    assert [row.effect for row in await everything_sent(store) if row.lane == "press:p1"] == [AnswerPress("p1")]


async def test_a_deciding_press_in_a_group_that_is_no_team_is_answered_too(store: Store, engine: Engine) -> None:
    await happens(store, engine, TeamPressed(-9, None, 3, "p1", FATIMA, "!take:1"), chat=-9)

    assert [row.effect for row in await everything_sent(store)] == [AnswerPress("p1")]


async def test_an_ordinary_press_was_answered_already(store: Store, engine: Engine) -> None:
    await happens(store, engine, Pressed(ANNA, 3, "p1", "hello"))

    assert await words_sent(store) == ["hello"]


# ── groups ──────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_what_is_said_in_a_topic_is_about_its_resident_each_in_their_own_language(
    store: Store, engine: Engine
) -> None:
    def unit(sql: Sql) -> None:
        meet(sql, resident=Resident(1, "en"), handover=asked(link(sql).id, topic=44))

    await store.transaction(unit)
    await happens(store, engine, TeamSaid(GROUP, 44, 5, FATIMA, "call"), TeamSaid(GROUP, None, 6, FATIMA), chat=GROUP)

    assert await words_sent(store) == ["Skip", "Overslaan", "TeamSaid 0"]


async def test_a_report_reaches_the_handover_it_is_about(store: Store, engine: Engine) -> None:
    await store.transaction(lambda sql: meet(sql, handover=asked(link(sql).id)))

    await happens(store, engine, Delivered("topic:1", 55), Delivered("topic:99", 55), Delivered("nothing", 55))

    handover = (await known_now(store)).handover
    assert handover is not None
    assert handover.topic == 55


async def test_a_group_with_a_new_number_stays_the_same_team(store: Store, engine: Engine) -> None:
    await store.transaction(link)

    await happens(store, engine, ChatMigrated(GROUP, -2002), TeamSaid(GROUP, None, 5, FATIMA), chat=GROUP)

    (row,) = await everything_sent(store)
    assert row.address == Address(-2002)
    assert await store.read(lambda sql: teams.by_chat(sql, -2002)) is not None
