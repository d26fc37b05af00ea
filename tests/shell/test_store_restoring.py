"""A restore: everything of then is back, nobody who was erased since, and nothing is said late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.effects import DeleteTopic, Effect, Relay, Say, ToResident, ToTeam, ToTopic
from bot.core.known import Known
from bot.core.resident import Resident
from bot.core.text import Html
from bot.store import Sql, copies, inbox, open_readonly, open_store, outbox, residents
from bot.store.restoring import JUMP, Restored, restore
from tests.shell.backed_up import DAY, known_in, later, lived, nothing
from tests.shell.stored import ANNA, BEN, NOW, asked, bytes_of, hello, link, meet, new, said

SECRET = "a word that nobody else has"
ANNAS_CHAT = 777_000_777


def _its_topic(known: Known) -> Sequence[Effect]:
    handover = known.handover
    return (DeleteTopic(handover.team, handover.topic),) if handover and handover.topic else ()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "schuifaan.db"


def _everything_about_anna(sql: Sql) -> None:
    team = link(sql)
    inbox.accept(sql, [new(key, said(SECRET, ANNAS_CHAT), ANNAS_CHAT) for key in ("1", "2")], NOW)
    known = meet(sql, ANNAS_CHAT, resident=Resident(1, name=SECRET), handover=asked(team.id, topic=44))
    card = Say(ToTeam(team.id), Html(SECRET), report="card:1")
    outbox.put(sql, "1", [hello(known, SECRET), card, Say(ToTopic(1), Html(SECRET))], NOW, about=1)
    meet(sql, BEN)


def _erase(number: int) -> Callable[[Sql], None]:
    return lambda sql: residents.erase(sql, number, 0, NOW + DAY)


async def test_what_was_known_then_is_known_again_and_what_was_there_is_kept(path: Path) -> None:
    backup = await lived(path, meet)
    await later(path, lambda sql: meet(sql, BEN))

    done = restore(path, backup, NOW + DAY, nothing)

    replaced = path.with_name("schuifaan-replaced-2026-12-02-090000Z.db")
    assert done == Restored(NOW, 0, replaced)
    assert await known_in(path, ANNA)
    assert await known_in(path, BEN) is None
    assert await known_in(replaced, BEN)
    assert path.stat().st_mode & 0o777 == 0o600
    await later(path, lambda sql: meet(sql, BEN))


async def test_who_was_erased_since_is_in_no_byte_of_what_is_restored(path: Path) -> None:
    backup = await lived(path, _everything_about_anna)
    await later(path, _erase(1))
    assert SECRET.encode() in backup.read_bytes()

    done = restore(path, backup, NOW + 2 * DAY, _its_topic)

    files = path.read_bytes()
    assert done.erased == 1
    assert SECRET.encode() not in files
    assert ANNAS_CHAT.to_bytes(4, "big") not in files
    assert str(ANNAS_CHAT).encode() not in files
    assert await known_in(path, BEN)


async def test_what_their_chat_in_the_group_still_holds_goes(path: Path) -> None:
    backup = await lived(path, _everything_about_anna)
    await later(path, _erase(1))

    restore(path, backup, NOW + 2 * DAY, _its_topic)

    async with open_store(path) as store:
        rows = await store.transaction(lambda sql: outbox.ready(sql, NOW + 2 * DAY, (), 9))
    assert [row.effect for row in rows] == [DeleteTopic(1, 44)]


async def test_the_list_survives_the_database(path: Path) -> None:
    backup = await lived(path, meet)
    await later(path, _erase(1))
    copies.remove(path)

    done = restore(path, backup, NOW + 2 * DAY, nothing)

    assert done == Restored(NOW, 1, None)
    assert await known_in(path, ANNA) is None


async def test_a_damaged_database_is_replaced_and_kept(path: Path) -> None:
    backup = await lived(path, meet)
    path.write_bytes(b"nothing of a database" * 999)

    done = restore(path, backup, NOW + DAY, nothing)

    assert done.replaced
    assert done.replaced.read_bytes().startswith(b"nothing of a database")
    assert await known_in(path, ANNA)


async def test_who_came_back_before_the_backup_stays(path: Path) -> None:
    backup = await lived(path, meet, _erase(1), meet)
    await later(path, lambda sql: meet(sql, BEN))

    done = restore(path, backup, NOW + 2 * DAY, nothing)

    assert done.erased == 0
    assert await known_in(path, ANNA)


async def test_words_of_somebody_who_was_not_known_yet_go_as_well(path: Path) -> None:
    backup = await lived(path, lambda sql: inbox.accept(sql, [new("1", said(SECRET, ANNAS_CHAT), ANNAS_CHAT)], NOW))
    await later(path, lambda sql: meet(sql, ANNAS_CHAT), _erase(1))

    restore(path, backup, NOW + 2 * DAY, nothing)

    assert SECRET.encode() not in bytes_of(path)
    async with open_readonly(path) as store:
        assert await store.read(inbox.waiting) == 0


async def test_numbers_that_were_given_out_since_are_nobody_else_s(path: Path) -> None:
    backup = await lived(path, meet)
    await later(path, lambda sql: [meet(sql, chat) for chat in range(600, 650)])

    restore(path, backup, NOW + DAY, nothing)

    await later(path, lambda sql: meet(sql, BEN))
    known = await known_in(path, BEN)
    assert known
    assert known.resident.id == 51 + JUMP + 1


async def test_a_backup_from_before_the_first_resident_gives_out_new_numbers_too(path: Path) -> None:
    backup = await lived(path)
    await later(path, meet)
    copies.remove(path)

    restore(path, backup, NOW + DAY, nothing)

    await later(path, meet)
    known = await known_in(path, ANNA)
    assert known
    assert known.resident.id == JUMP + 1


async def test_words_that_waited_then_are_not_said_dayslater(path: Path) -> None:
    def waits(sql: Sql) -> None:
        team = link(sql)
        known = meet(sql, handover=asked(team.id, topic=44))
        late: list[Effect] = [hello(known), Relay(ToTopic(1), ToResident(1), 10), DeleteTopic(team.id, 44)]
        outbox.put(sql, "1", late, NOW)
        outbox.put(sql, "2", [hello(known)], NOW, forget=True)

    backup = await lived(path, waits)

    restore(path, backup, NOW + DAY, nothing)

    async with open_store(path) as store:
        rows = await store.transaction(lambda sql: outbox.ready(sql, NOW + DAY, (), 9))
        given_up = await store.read(outbox.given_up)
    assert [row.effect for row in rows] == [DeleteTopic(1, 44)]
    assert given_up == {"restored": 2}


async def test_words_that_waited_a_moment_ago_are_said(path: Path) -> None:
    backup = await lived(path, lambda sql: outbox.put(sql, "1", [hello(meet(sql))], NOW))

    restore(path, backup, NOW + timedelta(minutes=5), nothing)

    async with open_readonly(path) as store:
        assert await store.read(outbox.waiting) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.integers(1, 6), max_size=8), after=st.lists(st.integers(1, 6), max_size=8),
)
async def test_whoever_is_erased_at_whatever_moment_stays_erased(
    tmp_path_factory: pytest.TempPathFactory, before: list[int], after: list[int]
) -> None:
    """Each number is somebody who comes when they are not known, and is erased when they are."""
    path = tmp_path_factory.mktemp("life") / "schuifaan.db"
    backup = await lived(path, *(_comes_or_goes(person) for person in before))
    known_then = await _who_isknown_in(path)
    async with open_store(path) as store:
        for person in after:
            await store.transaction(_comes_or_goes(person))
    erased_since = known_then - {number for number, _ in await _stays(path)}

    done = restore(path, backup, NOW + DAY, nothing)

    assert await _who_isknown_in(path) == known_then - erased_since
    assert done.erased == len(erased_since)


def _comes_or_goes(person: int) -> Callable[[Sql], None]:
    def unit(sql: Sql) -> None:
        known = residents.load(sql, 10_000 + person)
        if known:
            residents.erase(sql, known.resident.id, 0, NOW)
        else:
            meet(sql, 10_000 + person)

    return unit


async def _stays(path: Path) -> set[tuple[int, int]]:
    async with open_readonly(path) as store:
        rows = await store.read(lambda sql: sql.all("SELECT id, chat FROM resident"))
    return {(row["id"], row["chat"]) for row in rows}


async def _who_isknown_in(path: Path) -> set[int]:
    return {number for number, _ in await _stays(path)}
