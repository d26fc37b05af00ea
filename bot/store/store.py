"""The gate: every unit of work is one hop to one thread with one connection, and all or nothing.

A unit is an ordinary function, so no network call can happen inside a transaction, and two tasks can't mix theirs.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import ExitStack, asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.store.erased import ErasedList
from bot.store.errors import StoreFailed, StoreRefused, refused, translated
from bot.store.lost import connect_again
from bot.store.opening import connect_readonly, lock
from bot.store.sql import Sql
from bot.store.whereabouts import Whereabouts, standing_at

T = TypeVar("T")

TRUNCATE_PAUSE_S = 0.05


class Reader:
    """A database that is only looked at."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def read(self, unit: Callable[[Sql], T]) -> T:
        """Run `unit` on one consistent picture of the database. Writing in it raises."""
        return await self._hop(_look, unit)

    async def _hop(self, work: Callable[..., T], *args: Any) -> T:
        execute: Callable[..., Coroutine[Any, Any, T]] = self._connection._execute  # noqa: SLF001 - docs/decisions/0001
        return await _to_the_end(execute(_on_connection, self._connection, work, *args))


class Store(Reader):
    """The one writing connection of the bot."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection)
        self.whereabouts: Whereabouts | None = None
        self.erased_list: ErasedList | None = None
        self._gate = asyncio.Lock()
        self.must_truncate = True  # an erasure, perhaps of a process that died then, may still stand in the log

    async def transaction(self, unit: Callable[[Sql], T]) -> T:
        """Run `unit` between BEGIN IMMEDIATE and COMMIT; what raises in it is rolled back and raised on.

        A cancelled COMMIT may have landed: so the outcome is waited for, and only then `CancelledError` raised.
        Raises `StoreFull` while the disk is full: nothing was written, do the same again later.
        """
        async with self._gate:
            return await self._hop(self._transact_in_place, unit)

    async def truncate_wal(self) -> None:
        """Empty the log, where erased words stay till then. With a reader in the way: tries again until it is done."""
        self.must_truncate = True
        while not await self.tried_to_truncate():  # noqa: ASYNC110 - other processes read: no event tells when they end
            await asyncio.sleep(TRUNCATE_PAUSE_S)

    async def tidy_erased_list(self, now: datetime) -> None:
        """Take those off the list of erased people whom no backup can hold any more."""
        if erased_list := self.erased_list:
            async with self._gate:
                await self._hop(lambda _: erased_list.drop_old(now))

    async def tried_to_truncate(self) -> bool:
        """Empty the log if that is due and nobody reads it now. True when nothing is left to empty."""
        async with self._gate:
            await self._hop(self._truncate_in_place)
        return not self.must_truncate

    def _transact_in_place(self, connection: sqlite3.Connection, unit: Callable[[Sql], T]) -> T:
        self._must_be_in_place(connection)
        try:
            return self._transact(connection, unit)
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            if self.whereabouts:
                self.whereabouts.leave()

    def _must_be_in_place(self, connection: sqlite3.Connection) -> None:
        """A file that was moved away gets all that is still in the log, so that nothing of it is lost there."""
        try:
            if self.whereabouts:
                self.whereabouts.must_be_kept()
        except StoreFailed:
            with suppress(sqlite3.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raise

    def _transact(self, connection: sqlite3.Connection, unit: Callable[[Sql], T]) -> T:
        sql = Sql(connection)
        sql.execute("BEGIN IMMEDIATE")
        try:
            result = unit(sql)
            if sql.people_erased and self.erased_list:
                self.erased_list.add(sql.people_erased)
            self._commit(sql)
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        self.must_truncate = self.must_truncate or sql.erased
        self._truncate(connection)
        return result

    def _commit(self, sql: Sql) -> None:
        sql.execute("COMMIT")

    def _truncate_in_place(self, connection: sqlite3.Connection) -> None:
        self._must_be_in_place(connection)
        self._truncate(connection)
        if self.whereabouts:
            self.whereabouts.leave()

    def _truncate(self, connection: sqlite3.Connection) -> None:
        if not self.must_truncate:
            return
        connection.execute("PRAGMA busy_timeout = 0")  # a reader must not hold up everybody
        try:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:
            busy = 1
        finally:
            connection.execute("PRAGMA busy_timeout = 5000")
        self.must_truncate = bool(busy)


@asynccontextmanager
async def open_store(path: Path, kind: type[Store] = Store) -> AsyncIterator[Store]:
    """Open the database for writing, made or brought up to date where needed. Raises `StoreRefused`.

    A lock beside the file refuses a second process at once; it is let go when the process ends, however it ends.
    """
    with lock(path) as held, ExitStack() as afterwards:
        async with _opened(path, partial(connect_again, is_known=held.has_seen_one)) as connection:
            store = kind(connection)
            store.whereabouts = afterwards.enter_context(standing_at(path))
            held.remember(path)
            store.erased_list = ErasedList(path)
            yield store


@asynccontextmanager
async def open_readonly(path: Path) -> AsyncIterator[Reader]:
    """Open the database for looking, also while the bot runs. Raises `StoreRefused`."""
    async with _opened(path, connect_readonly) as connection:
        yield Reader(connection)


@asynccontextmanager
async def _opened(path: Path, connect: Callable[[Path], sqlite3.Connection]) -> AsyncIterator[aiosqlite.Connection]:
    try:
        opened = connect(path)  # here and not in the thread: a refusal leaves no thread behind
    except (OSError, sqlite3.Error) as error:
        raise refused(error, path) or error from error
    connection = await aiosqlite.Connection(lambda: opened, iter_chunk_size=64)
    try:
        yield connection
    finally:
        with suppress(sqlite3.Error):  # what was committed stands in the log, and whatever else failed was raised
            await _to_the_end(connection.close())


async def _to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Wait for `work` whatever happens to us meanwhile; a cancellation is passed on afterwards."""
    task = asyncio.get_running_loop().create_task(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        if not task.cancelled():
            task.exception()
        raise asyncio.CancelledError
    return task.result()


def _on_connection(connection: aiosqlite.Connection, work: Callable[..., T], *args: Any) -> T:
    return work(connection._conn, *args)  # noqa: SLF001 - docs/decisions/0001


def _look(connection: sqlite3.Connection, unit: Callable[[Sql], T]) -> T:
    connection.execute("PRAGMA query_only = ON")
    try:
        connection.execute("BEGIN")
        return unit(Sql(connection))
    except sqlite3.Error as error:
        raise translated(error) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA query_only = OFF")


__all__ = ["Reader", "Sql", "Store", "StoreRefused", "open_readonly", "open_store"]
