"""What one look at the database tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.store import Sql, Store, contacts, inbox, outbox
from bot.store.insight import Insight, Queue, look
from tests.shell.stored import ANNA, BEN, NOW, arrive, asked, gave_up, hello, link, meet, new, put, ready, said, stored

HOUR = timedelta(hours=1)


async def _seen(store: Store) -> Insight:
    return await store.read(lambda sql: look(sql, NOW))


async def test_an_empty_database_has_nothing_to_tell(store: Store) -> None:
    nothing = Queue(0, None)

    assert await _seen(store) == Insight(1, True, nothing, nothing, {}, 0, 0, 0, 0, 0, 0, ())


async def test_what_waits_is_counted_from_its_first_moment(store: Store) -> None:
    known = await store.transaction(meet)
    await arrive(store, new("1", said("hoi")), now=NOW - HOUR)
    await arrive(store, new("2", said("hoi")))
    await put(store, hello(known))

    seen = await _seen(store)

    assert (seen.to_decide, seen.to_say) == (Queue(2, NOW - HOUR), Queue(1, NOW))


async def test_what_never_worked_is_told_apart_from_what_could_not_be_read(store: Store) -> None:
    known = await store.transaction(meet)
    await arrive(store, new("1", said("hoi")), new("2", None))
    await store.transaction(lambda sql: inbox.given_up(sql, 1, NOW, "KeyError"))
    await put(store, hello(known))
    await gave_up(store, (await ready(store))[0], "refused")

    seen = await _seen(store)

    assert (seen.never_worked, seen.dead_letters, seen.never_arrived) == (1, 1, {"refused": 1})
    assert await store.read(outbox.waiting) == 0


async def test_who_has_no_next_contact_is_counted(store: Store) -> None:
    def unit(sql: Sql) -> None:
        meet(sql)
        contacts.close(sql, meet(sql, BEN).resident.id)

    await store.transaction(unit)

    seen = await _seen(store)

    assert (seen.residents, seen.without_contact) == (2, 1)


async def test_a_request_counts_as_too_long_past_its_promise_and_after_the_last_one(store: Store) -> None:
    def unit(sql: Sql) -> None:
        team = link(sql)
        for chat, promised in ((ANNA, NOW + HOUR), (BEN, NOW - HOUR), (503, None)):
            meet(sql, chat, handover=asked(team.id, promised_at=promised))
        meet(sql, 504, handover=replace(asked(team.id), state="claimed", claimed_by=1))
        assert stored(sql, 504).handover

    await store.transaction(unit)

    seen = await _seen(store)

    assert (seen.asking, seen.asking_too_long) == (3, 2)
    assert [team.name for team in seen.teams] == ["Lombok"]
