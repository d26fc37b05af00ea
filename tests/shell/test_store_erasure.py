"""Who is erased is gone from every table, and from every byte of the files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.core.effects import DeleteTopic, OpenTopic, Relay, Say, ToChat, ToResident, ToTeam, ToTopic
from bot.core.resident import Contact, Deadline, Plan, Resident
from bot.core.text import Html
from bot.store import Sql, Store, inbox, outbox, relays, residents
from tests.shell.stored import BEN, NOW, asked, bytes_of, hello, link, meet, new, said

SECRET = "a word that nobody else has"
ANNAS_CHAT = 777_000_777
HOUR = timedelta(hours=1)


def _everything_about_anna(sql: Sql) -> int:
    team = link(sql)
    inbox.accept(sql, [new(key, said(SECRET, ANNAS_CHAT), ANNAS_CHAT) for key in ("1", "2")], NOW)
    plan = Plan(SECRET, NOW)
    known = meet(
        sql, ANNAS_CHAT, [Deadline(SECRET, NOW)], resident=Resident(1, name=SECRET), plans=(plan,),
        handover=asked(team.id, topic=44, plan=SECRET), contact=Contact("before", NOW, plan=plan),
    )
    relays.remember(sql, Relay(ToTopic(1), ToResident(1), 10), 110, NOW)
    card = Say(ToTeam(team.id), Html(SECRET), report="card:1")
    outbox.put(sql, "1", [hello(known, SECRET), card, Say(ToTopic(1), Html(SECRET))], NOW, about=1)
    outbox.sent(sql, outbox.ready(sql, NOW, (), 1)[0], 9, NOW)
    return known.resident.id


async def test_after_an_erasure_no_byte_of_the_files_holds_a_word_or_the_number_of_the_chat(
    store: Store, tmp_path: Path
) -> None:
    number = await store.transaction(_everything_about_anna)
    before = bytes_of(tmp_path / "schuifaan.db")

    await store.transaction(lambda sql: residents.erase(sql, number, 1, NOW))
    await store.transaction(lambda sql: inbox.forget_chat(sql, ANNAS_CHAT, 2, NOW))
    await store.truncate_wal()

    after = bytes_of(tmp_path / "schuifaan.db")
    as_integer = ANNAS_CHAT.to_bytes(4, "big")
    assert SECRET.encode() in before
    assert as_integer in before
    assert SECRET.encode() not in after
    assert as_integer not in after
    assert str(ANNAS_CHAT).encode() not in after


async def test_an_erasure_empties_every_table_about_somebody(store: Store) -> None:
    tables = ("resident", "contact", "plan", "handover", "relay", "deadline", "outbox")

    def unit(sql: Sql) -> list[int]:
        meet(sql, BEN)
        residents.erase(sql, _everything_about_anna_beside(sql), 1, NOW)
        return [sql.all(f"SELECT count(*) FROM {table}")[0][0] for table in tables]

    assert await store.transaction(unit) == [1, 1, 0, 0, 0, 0, 0]


def _everything_about_anna_beside(sql: Sql) -> int:
    known = meet(sql, ANNAS_CHAT, [Deadline("promise", NOW)], plans=(Plan("zingen", NOW),), handover=asked(1, topic=4))
    relays.remember(sql, Relay(ToTopic(2), ToResident(2), 10), 110, NOW)
    outbox.put(sql, "1", [hello(known)], NOW)
    return known.resident.id


async def test_what_somebody_writes_after_the_erasure_is_from_a_stranger(store: Store) -> None:
    def unit(sql: Sql) -> list[int]:
        residents.erase(sql, _everything_about_anna(sql), 1, NOW)
        return [row.id for row in inbox.open_rows(sql, NOW)]

    assert await store.transaction(unit) == [2]


async def test_a_repeat_of_the_message_that_erased_is_still_nothing(store: Store) -> None:
    def unit(sql: Sql) -> int:
        residents.erase(sql, _everything_about_anna(sql), 1, NOW)
        return inbox.accept(sql, [new("1", said("/vergeet", ANNAS_CHAT), ANNAS_CHAT)], NOW)

    assert await store.transaction(unit) == 0


async def test_what_is_said_after_the_erasure_still_goes_out(store: Store) -> None:
    def unit(sql: Sql) -> list[object]:
        residents.erase(sql, _everything_about_anna(sql), 1, NOW)
        outbox.put(sql, "2", [Say(ToChat(ANNAS_CHAT), Html("dag"))], NOW, forget=True)
        return [row.effect for row in outbox.ready(sql, NOW, (), 9)]

    assert await store.transaction(unit) == [Say(ToChat(ANNAS_CHAT), Html("dag"))]


async def test_a_relay_that_arrives_after_the_erasure_leaves_no_trace(store: Store) -> None:
    def unit(sql: Sql) -> object:
        meet(sql)
        residents.erase(sql, 1, 0, NOW)
        relays.remember(sql, Relay(ToTopic(1), ToResident(1), 10), 110, NOW)
        return relays.copy_of(sql, ToTopic(1), 10)

    assert await store.transaction(unit) is None


async def test_a_topic_that_was_being_opened_when_its_resident_was_erased_is_deleted_again(store: Store) -> None:
    def unit(sql: Sql) -> list[object]:
        team = link(sql)
        known = meet(sql, ANNAS_CHAT, handover=asked(team.id))
        opening = OpenTopic(team.id, known.resident.id, Html(SECRET), report="topic:1")
        outbox.put(sql, "1", [opening, Say(ToTeam(team.id), Html(SECRET), report="card:1")], NOW, about=1)
        in_flight = outbox.ready(sql, NOW, (), 2)
        residents.erase(sql, known.resident.id, 1, NOW)
        for message, row in enumerate(in_flight, 44):
            outbox.sent(sql, row, message, NOW)
        return [row.effect for row in outbox.ready(sql, NOW, (), 9)]

    first = await store.transaction(unit)

    assert first == [DeleteTopic(1, 44)]
    assert await store.read(outbox.waiting) == 2  # the card goes after it, in the same lane
