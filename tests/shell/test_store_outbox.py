"""What we say goes out in the order of its lane, is closed once, and tells who asked how it went."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

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
    RelayEdit,
    Say,
    ToChat,
    ToResident,
    ToTeam,
    ToTopic,
)
from bot.core.events import Delivered, GroupInspected, Left, Undelivered
from bot.core.text import Html
from bot.store import Sql, Store, inbox, open_store, outbox
from bot.store.codec import effect_from_json, effect_to_json
from bot.store.outbox import OutboxRow
from tests.shell.stored import ANNA, BEN, GROUP, MINUTE, NOW, asked, bytes_of, hello, link, meet

WORDS = "a line that nobody else said"
HOI = Html("hoi")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Anna (1) talks with the team in topic 44, Ben (2) asked and has no topic yet."""
    async with open_store(tmp_path / "schuifaan.db") as opened:

        def unit(sql: Sql) -> None:
            team = link(sql)
            meet(sql, ANNA, handover=asked(team.id, topic=44))
            meet(sql, BEN, handover=asked(team.id))

        await opened.transaction(unit)
        yield opened


async def _put(store: Store, *effects: Effect, cause: str = "1", **more: Any) -> int:
    return await store.transaction(lambda sql: outbox.put(sql, cause, effects, NOW, **more))


async def _ready(store: Store, busy: Sequence[str] = (), limit: int = 10, now: Any = NOW) -> list[OutboxRow]:
    return await store.transaction(lambda sql: outbox.ready(sql, now, busy, limit))


async def _sent(store: Store, row: OutboxRow, message: int, **more: Any) -> None:
    await store.transaction(lambda sql: outbox.sent(sql, row, message, NOW, **more))


async def _gave_up(store: Store, row: OutboxRow, why: str) -> None:
    await store.transaction(lambda sql: outbox.gave_up(sql, row, why, NOW))


async def _heard(store: Store) -> list[tuple[int, object]]:
    rows = await store.read(lambda sql: inbox.open_rows(sql, NOW))
    return [(row.chat, row.event) for row in rows]


# ── putting ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_the_same_cause_says_nothing_twice(store: Store) -> None:
    first = await _put(store, Say(ToResident(1), HOI), Say(ToResident(1), Html("dag")))
    again = await _put(store, Say(ToResident(1), HOI), Say(ToResident(1), Html("dag")))

    assert (first, again) == (2, 0)


async def test_speaking_to_nobody_is_a_bug_and_says_so(store: Store) -> None:
    with pytest.raises(LookupError, match="99"):
        await _put(store, Say(ToResident(99), HOI))


def test_an_effect_is_the_same_when_it_comes_back() -> None:
    buttons = ((Button(HOI, "a"), Button(HOI, "b")), (Button(HOI, url="https://example.org"),))
    effects: list[Effect] = [
        Say(ToTopic(7), HOI, buttons, protect=True, not_after=NOW, report="card:7"), AnswerPress("p"),
        Relay(ToResident(7), ToTopic(7), 5, reply_to=3), Inspect(GROUP, 4, "link:1"), OpenTopic(1, 7, HOI),
    ]

    assert [effect_from_json(effect_to_json(effect)) for effect in effects] == effects


# ── lanes ───────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_only_the_first_of_each_lane_may_go(store: Store) -> None:
    await _put(store, *(Say(ToResident(number), HOI) for number in (1, 2, 1, 2)))

    rows = await _ready(store)
    one = await _ready(store, limit=1)
    other = await _ready(store, busy=[rows[0].lane])

    assert [row.address for row in rows] == [Address(ANNA), Address(BEN)]
    assert [row.id for row in rows] == [1, 2]
    assert [row.id for row in one] == [1]
    assert [row.id for row in other] == [2]


async def test_a_row_that_waits_holds_back_its_lane_till_its_moment(store: Store) -> None:
    await _put(store, Say(ToResident(1), HOI), Say(ToResident(1), Html("dag")))
    await store.transaction(lambda sql: outbox.again(sql, 1, NOW + MINUTE, True, NOW))

    assert await _ready(store) == []
    assert await store.read(lambda sql: outbox.next_moment(sql, NOW)) == NOW + MINUTE
    (row,) = await _ready(store, now=NOW + MINUTE)
    assert (row.id, row.attempts, row.maybe_sent) == (1, 1, True)


async def test_every_effect_finds_its_chat(store: Store) -> None:
    await _put(
        store, Say(ToTopic(1), HOI), Say(ToTeam(1), HOI), Say(ToChat(-5, 6), HOI), AnswerPress("p"),
        Inspect(-7, 8, "x"), OpenTopic(1, 2, HOI),
    )

    rows = {type(row.effect).__name__ + row.lane: row.address for row in await _ready(store)}

    assert rows == {
        "Saytopic:1": Address(GROUP, 44), "Sayteam:1": Address(GROUP), "Saychat:-5": Address(-5, 6),
        "AnswerPresspress:p": None, "Inspectchat:-7": Address(-7), "OpenTopictopic:2": Address(GROUP),
    }


async def test_deleting_a_topic_names_the_thread_itself(store: Store) -> None:
    await _put(store, DeleteTopic(1, 44))

    (row,) = await _ready(store)

    assert row.address == Address(GROUP, 44)


async def test_words_to_a_topic_wait_till_it_exists_and_the_order_to_open_it_passes_them(store: Store) -> None:
    await _put(store, Say(ToTopic(2), Html("eerst")), OpenTopic(1, 2, HOI), Say(ToTopic(2), Html("dan")))

    (opening,) = await _ready(store)
    await _sent(store, opening, 55)
    before_it_is_known = await _ready(store)
    await store.transaction(lambda sql: _topic_known(sql, 55))
    (first,) = await _ready(store)

    assert isinstance(opening.effect, OpenTopic)
    assert before_it_is_known == []
    assert (first.id, first.address) == (1, Address(GROUP, 55))


def _topic_known(sql: Sql, topic: int) -> None:
    from dataclasses import replace

    from bot.store import residents

    known = residents.load_by_id(sql, 2)
    assert known is not None
    assert known.handover is not None
    residents.save(sql, known, replace(known, handover=replace(known.handover, topic=topic)))


async def test_words_to_the_topic_of_somebody_without_a_conversation_are_given_up(store: Store) -> None:
    await store.transaction(lambda sql: meet(sql, 503))
    await _put(store, Say(ToTopic(3), HOI))

    assert await _ready(store) == []
    assert await store.read(outbox.given_up) == {"no address": 1}


async def test_what_is_too_late_is_given_up_and_what_stands_behind_it_goes(store: Store) -> None:
    await _put(store, Say(ToResident(1), HOI, not_after=NOW, report="x:1"), Say(ToResident(1), Html("dag")))

    (row,) = await _ready(store, now=NOW + MINUTE)

    assert row.id == 2
    assert await store.read(outbox.given_up) == {"too late": 1}
    assert await _heard(store) == [(ANNA, Undelivered("x:1", "refused"))]


async def test_what_is_on_its_way_is_not_given_up_for_being_late(store: Store) -> None:
    await _put(store, Say(ToResident(1), HOI, not_after=NOW))
    (row,) = await _ready(store)

    await _ready(store, busy=[row.lane], now=NOW + MINUTE)

    assert await store.read(outbox.given_up) == {}


# ── closing ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_row_that_has_gone_out_keeps_no_words(store: Store, tmp_path: Path) -> None:
    await _put(store, Say(ToResident(1), Html(WORDS)), Say(ToResident(2), Html(WORDS)))

    first, second = await _ready(store)
    await _sent(store, first, 9)
    await _gave_up(store, second, "refused")
    await store.truncate_wal()

    assert WORDS.encode() not in bytes_of(tmp_path / "schuifaan.db")
    assert await store.read(outbox.waiting) == 0


async def test_who_asked_for_a_report_hears_it_once(store: Store) -> None:
    await _put(store, Say(ToTeam(1), HOI, report="card:1"))
    (row,) = await _ready(store)

    await _sent(store, row, 9)
    await _sent(store, row, 9)

    assert await _heard(store) == [(ANNA, Delivered("card:1", 9))]


async def test_a_new_topic_is_reported_also_when_nobody_asked(store: Store) -> None:
    await _put(store, OpenTopic(1, 2, HOI))
    (row,) = await _ready(store)

    await _sent(store, row, 55)

    assert await _heard(store) == [(BEN, Delivered("topic:2", 55))]


async def test_what_an_inspection_found_is_told_instead_of_its_arrival(store: Store) -> None:
    found = GroupInspected(-7, "link:x", "Lombok", True, (), True)
    await _put(store, Inspect(-7, 8, "link:x"))
    (row,) = await _ready(store)

    await _sent(store, row, 0, event=found)

    assert await _heard(store) == [(-7, found)]


@pytest.mark.parametrize(
    ("why", "reason"), [("blocked", "blocked"), ("topic_gone", "topic_gone"), ("unparsable", "refused")]
)
async def test_who_asked_for_a_report_hears_why_it_never_will(store: Store, why: str, reason: Any) -> None:
    await _put(store, Say(ToTeam(1), HOI, report="card:1"))
    (row,) = await _ready(store)

    await _gave_up(store, row, why)

    assert await _heard(store) == [(ANNA, Undelivered("card:1", reason))]


async def test_a_resident_who_blocked_us_has_left(store: Store) -> None:
    await _put(store, Say(ToResident(1), HOI), Say(ToTeam(1), HOI))

    for row in await _ready(store):
        await _gave_up(store, row, "blocked")

    assert await _heard(store) == [(ANNA, Left(ANNA))]


async def test_rows_of_somebody_forgotten_vanish_when_they_have_gone_out(store: Store, tmp_path: Path) -> None:
    await _put(store, Say(ToChat(777_000_777), Html(WORDS), report="x:1"), forget=True)
    (row,) = await _ready(store)

    await _sent(store, row, 9)

    assert b"777000777" not in bytes_of(tmp_path / "schuifaan.db")
    assert await _heard(store) == []


async def test_closed_rows_stay_for_a_week(store: Store) -> None:
    await _put(store, Say(ToResident(1), HOI), Say(ToResident(2), HOI))
    await _sent(store, (await _ready(store))[0], 9)

    kept = await store.transaction(lambda sql: outbox.purge(sql, NOW + timedelta(days=6)))
    gone = await store.transaction(lambda sql: outbox.purge(sql, NOW + timedelta(days=8)))

    assert (kept, gone) == (0, 1)
    assert await store.read(outbox.waiting) == 1


async def test_a_row_that_this_version_can_not_read_does_not_block_its_lane(store: Store) -> None:
    await _put(store, Say(ToResident(1), HOI), Say(ToResident(1), HOI))
    await store.transaction(lambda sql: sql.execute("""UPDATE outbox SET body = '{"=":"Sing"}' WHERE id = 1"""))

    (row,) = await _ready(store)

    assert row.id == 2
    assert await store.read(outbox.given_up) == {"unreadable": 1}


# ── relays ──────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_reply_finds_the_copy_of_what_it_answers_in_both_directions(store: Store) -> None:
    await _put(store, Relay(ToTopic(1), ToResident(1), 10), Relay(ToResident(1), ToTopic(1), 20))
    for row, copy in zip(await _ready(store), (110, 120), strict=True):
        await _sent(store, row, copy)

    await _put(
        store, Relay(ToTopic(1), ToResident(1), 11, reply_to=10), Relay(ToResident(1), ToTopic(1), 21, reply_to=20),
        Say(ToTeam(1), HOI), cause="2",
    )
    rows = await _ready(store)

    assert [(row.source, row.address) for row in rows[:2]] == [
        (Address(ANNA), Address(GROUP, 44)), (Address(GROUP, 44), Address(ANNA))
    ]
    assert [getattr(row.effect, "reply_to", None) for row in rows] == [110, 120, None]


async def test_a_reply_to_a_copy_finds_the_original(store: Store) -> None:
    await _put(store, Relay(ToTopic(1), ToResident(1), 10))
    await _sent(store, (await _ready(store))[0], 110)

    await _put(store, Relay(ToResident(1), ToTopic(1), 111, reply_to=110), cause="2")

    (row,) = await _ready(store)
    assert getattr(row.effect, "reply_to", None) == 10


async def test_an_edit_goes_to_the_copy_and_is_dropped_where_there_is_none(store: Store) -> None:
    await _put(store, Relay(ToTopic(1), ToResident(1), 10))
    await _sent(store, (await _ready(store))[0], 110)

    await _put(store, RelayEdit(ToTopic(1), 9, HOI), RelayEdit(ToTopic(1), 10, HOI), cause="2")

    (row,) = await _ready(store)
    assert row.effect == RelayEdit(ToTopic(1), 110, HOI)
    assert await store.read(outbox.given_up) == {"no copy": 1}


async def test_a_reply_to_something_that_was_never_copied_goes_as_an_ordinary_line(store: Store) -> None:
    await _put(store, Relay(ToTopic(1), ToResident(1), 11, reply_to=9))

    (row,) = await _ready(store)

    assert row.effect == Relay(ToTopic(1), ToResident(1), 11)


# ── a group that moves ──────────────────────────────────────────────────────────────────────────────────────────
async def test_what_waits_for_a_group_goes_to_its_new_number(store: Store) -> None:
    await _put(store, Say(ToTeam(1), HOI), Say(ToTopic(1), HOI), Say(ToChat(GROUP), HOI), Inspect(GROUP, 8, "x"))

    await store.transaction(lambda sql: outbox.migrate(sql, GROUP, -2002))
    await store.transaction(lambda sql: outbox.migrate(sql, GROUP, -2002))
    rows = await _ready(store)

    assert {row.address for row in rows} == {Address(-2002), Address(-2002, 44)}
    assert {row.lane for row in rows} == {"team:1", "topic:1", "chat:-2002"}


async def test_a_line_to_somebody_reaches_the_chat_they_had_when_it_was_said(store: Store) -> None:
    def unit(sql: Sql) -> None:
        known = meet(sql, 504)
        outbox.put(sql, "9", [hello(known)], NOW)

    await store.transaction(unit)

    (row,) = await _ready(store)
    assert row.address == Address(504)
