"""A store that tells of each commit: for who waits until something is there, or until nothing is left to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import aiosqlite

from bot.store import Sql, Store

T = TypeVar("T")


class WatchedStore(Store):
    """The one writing connection of the bot, and an event for each commit."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection)
        self.next_commit = asyncio.Event()
        """Set, and replaced by a new one, after each transaction."""

    async def transaction(self, unit: Callable[[Sql], T]) -> T:
        """As in every store."""
        try:
            return await super().transaction(unit)
        finally:
            ended, self.next_commit = self.next_commit, asyncio.Event()
            ended.set()

    async def until(self, unit: Callable[[Sql], T]) -> T:
        """Wait until something is there; gives what it is. Looked at again after each commit."""
        while True:
            commit = self.next_commit
            found = await self.read(unit)
            if found:
                return found
            await commit.wait()
