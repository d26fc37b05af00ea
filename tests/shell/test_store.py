"""The gate: a unit of work is all or nothing, one after another, and its outcome is known."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Sql, Store, StoreFull, inbox, open_readonly, open_store
from bot.store.errors import StoreFailed
from tests.shell.stored import NOW, arrive, bytes_of, new, said

WORDS = "a line that nobody else wrote"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "schuifaan.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    async with open_store(path) as opened:
        yield opened


async def test_what_raises_in_a_unit_leaves_nothing_behind(store: Store) -> None:
    def unit(sql: Sql) -> None:
        inbox.accept(sql, [new("1", said("hoi"))], NOW)
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        await store.transaction(unit)

    assert await store.read(inbox.waiting) == 0


async def test_what_raises_in_a_savepoint_is_undone_alone(store: Store) -> None:
    def unit(sql: Sql) -> None:
        inbox.accept(sql, [new("1", said("hoi"))], NOW)
        with pytest.raises(KeyError):
            fail(sql)

    def fail(sql: Sql) -> None:
        with sql.savepoint():
            inbox.accept(sql, [new("2", said("hoi"))], NOW)
            raise KeyError("a bug")

    await store.transaction(unit)

    assert await store.read(inbox.waiting) == 1


async def test_units_of_many_tasks_never_mix(store: Store) -> None:
    def count_up(sql: Sql) -> None:
        inbox.accept(sql, [new(str(inbox.waiting(sql)), said("hoi"))], NOW)

    await asyncio.gather(*(store.transaction(count_up) for _ in range(50)))

    assert await store.read(inbox.waiting) == 50


async def test_a_cancelled_unit_is_waited_for_and_has_landed(store: Store) -> None:
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def unit(sql: Sql) -> None:
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(5)
        inbox.accept(sql, [new("1", said("hoi"))], NOW)

    task = asyncio.create_task(store.transaction(unit))
    await begun.wait()
    task.cancel()
    loop.call_soon(go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await store.read(inbox.waiting) == 1


async def test_a_unit_that_was_cancelled_before_its_turn_never_runs(store: Store) -> None:
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slow(_: Sql) -> None:
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(5)

    first = asyncio.create_task(store.transaction(slow))
    await begun.wait()
    second = asyncio.create_task(arrive(store, new("1", said("hoi"))))
    loop.call_soon(second.cancel)
    loop.call_soon(go_on.set)
    await asyncio.gather(first, second, return_exceptions=True)

    assert await store.read(inbox.waiting) == 0


async def test_looking_can_not_change_anything(store: Store) -> None:
    with pytest.raises(StoreFailed):
        await store.read(lambda sql: inbox.accept(sql, [new("1", said("hoi"))], NOW))

    assert await arrive(store, new("1", said("hoi"))) == 1


async def test_a_full_disk_says_so_and_loses_nothing(store: Store) -> None:
    await arrive(store, new("1", said("hoi")))
    await store.transaction(lambda sql: sql.execute("PRAGMA max_page_count = 1"))  # as many as there are

    with pytest.raises(StoreFull):
        await arrive(store, new("2", said("x" * 100_000)))
    await store.transaction(lambda sql: sql.execute("PRAGMA max_page_count = 100000"))
    await arrive(store, new("2", said("x" * 100_000)))

    assert await store.read(inbox.waiting) == 2


async def test_a_full_disk_inside_a_savepoint_ends_the_whole_unit(store: Store) -> None:
    def unit(sql: Sql) -> None:
        sql.execute("PRAGMA max_page_count = 1")
        with sql.savepoint():
            inbox.accept(sql, [new("1", said("x" * 100_000))], NOW)

    with pytest.raises(StoreFull):
        await store.transaction(unit)

    assert await store.read(inbox.waiting) == 0


async def test_every_connection_keeps_the_promises(store: Store) -> None:
    def unit(sql: Sql) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        return [sql.all(f"PRAGMA {name}")[0][0] for name in names]

    assert await store.read(unit) == ["wal", 2, 1, 1, 5000]


async def test_what_an_erasure_left_in_the_log_is_gone_after_the_next_start(path: Path, tmp_path: Path) -> None:
    async with open_store(path) as store:
        await arrive(store, new("1", said(WORDS)))
        await store.transaction(lambda sql: inbox.done(sql, 1, NOW))
        died = tmp_path / "died.db"
        died.write_bytes(path.read_bytes())
        died.with_name("died.db-wal").write_bytes(path.with_name("schuifaan.db-wal").read_bytes())

    before = bytes_of(died)
    async with open_store(died) as store:
        await store.tried_to_truncate()
        after = bytes_of(died)

    assert WORDS.encode() in before
    assert WORDS.encode() not in after


async def test_the_log_is_emptied_as_soon_as_the_last_reader_is_gone(store: Store, path: Path) -> None:
    await arrive(store, new("1", said(WORDS)))
    await store.transaction(lambda sql: inbox.done(sql, 1, NOW))
    reading, read_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def look(sql: Sql) -> None:
        inbox.waiting(sql)
        loop.call_soon_threadsafe(reading.set)
        read_on.wait(5)

    async with open_readonly(path) as reader:
        looking = asyncio.create_task(reader.read(look))
        await reading.wait()
        truncating = asyncio.create_task(store.truncate_wal())
        assert not await store.tried_to_truncate()
        read_on.set()
        await asyncio.gather(looking, truncating)

    assert WORDS.encode() not in bytes_of(path)
    assert not store.must_truncate
