"""A database that lived, a backup of it, and what happened after that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from bot.core.effects import Effect
from bot.core.known import Known
from bot.store import Sql, open_readonly, open_store, residents
from bot.store.copies import back_up
from bot.store.erased import ErasedList
from tests.shell.stored import NOW

DAY = timedelta(days=1)


def nothing(_: Known) -> Sequence[Effect]:
    """Somebody leaves nothing in the group."""
    return ()


async def lived(path: Path, *units: Callable[[Sql], object]) -> Path:
    """A database in which this was done, with its list, and a backup of it."""
    async with open_store(path) as store:
        ErasedList(path).begin(NOW - DAY)
        for unit in units:
            await store.transaction(unit)
        return back_up(path, path.parent, NOW).path


async def later(path: Path, *units: Callable[[Sql], object]) -> None:
    """Do this as well, after the backup."""
    async with open_store(path) as store:
        for unit in units:
            await store.transaction(unit)


async def known_in(path: Path, chat: int) -> Known | None:
    """What a database knows of somebody."""
    async with open_readonly(path) as store:
        return await store.read(lambda sql: residents.load(sql, chat))
