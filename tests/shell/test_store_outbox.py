"""What we say goes out in the order of its lane, is closed once, and tells who asked how it went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.effects import (
    Address,
    AnswerPress,
    Button,
    DeleteTopic,
    Effect,
    Inspect,
    OpenTopic,
    Relay,
    Say,
    ToChat,
    ToResident,
    ToTeam,
    ToTopic,
)
from bot.core.events import Undelivered
from bot.core.text import Html
from bot.store import Sql, Store, outbox, residents
from bot.store.codec import effect_from_json, effect_to_json
from tests.shell.stored import ANNA, BEN, GROUP, MINUTE, NOW, heard, hello, meet, put, ready, sent

WORDS = "a line that nobody else said"
HOI = Html("hoi")


@pytest.fixture
async def store(two_who_asked: Store) -> Store:
    return two_who_asked


# ── putting ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_the_same_cause_says_nothing_twice(store: Store) -> None:
    first = await put(store, Say(ToResident(1), HOI), Say(ToResident(1), Html("dag")))
    again = await put(store, Say(ToResident(1), HOI), Say(ToResident(1), Html("dag")))

    assert (first, again) == (2, 0)


async def test_speaking_to_nobody_is_a_bug_and_says_so(store: Store) -> None:
    with pytest.raises(LookupError, match="99"):
        await put(store, Say(ToResident(99), HOI))


def test_an_effect_is_the_same_when_it_comes_back() -> None:
    buttons = ((Button(HOI, "a"), Button(HOI, "b")), (Button(HOI, url="https://example.org"),))
    effects: list[Effect] = [
        Say(ToTopic(7), HOI, buttons, protect=True, not_after=NOW, report="card:7"), AnswerPress("p"),
        Relay(ToResident(7), ToTopic(7), 5, reply_to=3), Inspect(GROUP, 4, "link:1"), OpenTopic(1, 7, HOI),
    ]

    assert [effect_from_json(effect_to_json(effect)) for effect in effects] == effects


# ── lanes ───────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_only_the_first_of_each_lane_may_go(store: Store) -> None:
    await put(store, *(Say(ToResident(number), HOI) for number in (1, 2, 1, 2)))

    rows = await ready(store)
    one = await ready(store, limit=1)
    other = await ready(store, busy=[rows[0].lane])

    assert [row.address for row in rows] == [Address(ANNA), Address(BEN)]
    assert [row.id for row in rows] == [1, 2]
    assert [row.id for row in one] == [1]
    assert [row.id for row in other] == [2]


async def test_a_row_that_waits_holds_back_its_lane_till_its_moment(store: Store) -> None:
    await put(store, Say(ToResident(1), HOI), Say(ToResident(1), Html("dag")))
    await store.transaction(lambda sql: outbox.again(sql, 1, NOW + MINUTE, True, NOW))

    assert await ready(store) == []
    assert await store.read(lambda sql: outbox.next_moment(sql, NOW)) == NOW + MINUTE
    (row,) = await ready(store, now=NOW + MINUTE)
    assert (row.id, row.attempts, row.maybe_sent) == (1, 1, True)


async def test_every_effect_finds_its_chat(store: Store) -> None:
    await put(
        store, Say(ToTopic(1), HOI), Say(ToTeam(1), HOI), Say(ToChat(-5, 6), HOI), AnswerPress("p"),
        Inspect(-7, 8, "x"), OpenTopic(1, 2, HOI),
    )

    rows = {type(row.effect).__name__ + row.lane: row.address for row in await ready(store)}

    assert rows == {
        "Saytopic:1": Address(GROUP, 44), "Sayteam:1": Address(GROUP), "Saychat:-5": Address(-5, 6),
        "AnswerPresspress:p": None, "Inspectchat:-7": Address(-7), "OpenTopictopic:2": Address(GROUP),
    }


async def test_deleting_a_topic_names_the_thread_itself(store: Store) -> None:
    await put(store, DeleteTopic(1, 44))

    (row,) = await ready(store)

    assert row.address == Address(GROUP, 44)


async def test_words_to_a_topic_wait_till_it_exists_and_the_order_to_open_it_passes_them(store: Store) -> None:
    await put(store, Say(ToTopic(2), Html("eerst")), OpenTopic(1, 2, HOI), Say(ToTopic(2), Html("dan")))

    (opening,) = await ready(store)
    await sent(store, opening, 55)
    before_it_is_known = await ready(store)
    await store.transaction(lambda sql: _topic_known(sql, 55))
    (first,) = await ready(store)

    assert isinstance(opening.effect, OpenTopic)
    assert before_it_is_known == []
    assert (first.id, first.address) == (1, Address(GROUP, 55))


def _topic_known(sql: Sql, topic: int) -> None:
    known = residents.load_by_id(sql, 2)
    assert known is not None
    assert known.handover is not None
    residents.save(sql, known, replace(known, handover=replace(known.handover, topic=topic)))


async def test_words_to_the_topic_of_somebody_without_a_conversation_are_given_up(store: Store) -> None:
    await store.transaction(lambda sql: meet(sql, 503))
    await put(store, Say(ToTopic(3), HOI))

    assert await ready(store) == []
    assert await store.read(outbox.given_up) == {"no address": 1}


async def test_what_is_too_late_is_given_up_and_what_stands_behind_it_goes(store: Store) -> None:
    await put(store, Say(ToResident(1), HOI, not_after=NOW, report="x:1"), Say(ToResident(1), Html("dag")))

    (row,) = await ready(store, now=NOW + MINUTE)

    assert row.id == 2
    assert await store.read(outbox.given_up) == {"too late": 1}
    assert await heard(store) == [(ANNA, Undelivered("x:1", "refused"))]


async def test_what_is_on_its_way_is_not_given_up_for_being_late(store: Store) -> None:
    await put(store, Say(ToResident(1), HOI, not_after=NOW))
    (row,) = await ready(store)

    await ready(store, busy=[row.lane], now=NOW + MINUTE)

    assert await store.read(outbox.given_up) == {}


async def test_a_line_to_somebody_reaches_the_chat_they_had_when_it_was_said(store: Store) -> None:
    def unit(sql: Sql) -> None:
        known = meet(sql, 504)
        outbox.put(sql, "9", [hello(known)], NOW)

    await store.transaction(unit)

    (row,) = await ready(store)
    assert row.address == Address(504)
