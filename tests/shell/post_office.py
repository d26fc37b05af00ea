"""A sender for a test, with all it works with: a real database, a real connection, an API that does as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import MovedClock
from bot.core.effects import Effect, Say, ToChat
from bot.core.text import Html
from bot.pacing import Pace
from bot.patience import Patience
from bot.platform import Outlet
from bot.sender import Sender
from bot.store import Sql, Store, StoreFull, open_store, outbox
from bot.telegram.bot import Connection
from bot.telegram.outgoing import TelegramOutlet
from tests.shell.scripted import TOKEN, ScriptedApi, scripted_api
from tests.shell.stored import NOW


class CrowdedStore(Store):
    """A database on a disk that is full whenever the test says so."""

    is_full: Callable[[], bool] = staticmethod(lambda: False)

    def _commit(self, sql: Sql) -> None:
        if self.is_full():
            raise StoreFull("database or disk is full")
        super()._commit(sql)


class HandClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class PostOffice:
    """What one test needs. `pacing` are the seconds of pace and patience; `clock` is the time of day."""

    store: Store
    api: ScriptedApi
    outlet: Outlet
    clock: MovedClock = field(default_factory=lambda: MovedClock(NOW))
    pacing: HandClock = field(default_factory=HandClock)
    reports: int = 0
    _causes: int = 0

    def sender(self, last_calls_s: float = 2.0) -> Sender:
        """A sender that waits for nothing but what the test makes it wait for: its patience has no first wait."""
        patience = Patience(self.pacing, lambda: -1.0)
        return Sender(
            self.store, self.outlet, Pace(self.pacing), self.clock, patience, self._reported, last_calls_s=last_calls_s
        )

    async def post(self, *effects: Effect) -> None:
        """Decide this, in one step."""
        self._causes += 1
        cause = f"test:{self._causes}"
        await self.store.transaction(lambda sql: outbox.put(sql, cause, effects, NOW))

    async def waiting(self) -> int:
        """How many rows have not gone out."""
        return await self.store.read(outbox.waiting)

    def texts(self, chat: int | None = None) -> list[str]:
        """What arrived, in order; of one chat, if it is named."""
        arrived = [call for call in self.api.delivered if "text" in call.params]
        return [call.params["text"] for call in arrived if chat is None or call.params["chat_id"] == str(chat)]

    def _reported(self) -> None:
        self.reports += 1


@asynccontextmanager
async def post_office(path: Path, kind: type[Store] = Store) -> AsyncIterator[PostOffice]:
    """Everything opened, for one test."""
    async with (
        scripted_api() as api,
        Connection(TOKEN, api.root, answer_within_s=2.0) as connection,
        open_store(path / "schuifaan.db", kind) as store,
    ):
        yield PostOffice(store, api, TelegramOutlet(connection))


@asynccontextmanager
async def at_work(sender: Sender) -> AsyncIterator[None]:
    """The sender works as long as the block lasts; an error of its own fails the test."""
    async with asyncio.TaskGroup() as group:
        running = group.create_task(sender.run())
        try:
            yield
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def all_marked(office: PostOffice, rows: int = 0) -> None:
    """Wait until no more than so many rows are open: their marks follow the calls at once."""
    async with asyncio.timeout(5):
        while await office.waiting() > rows:
            continue


def line(chat: int, text: str) -> Say:
    """A message to a chat."""
    return Say(ToChat(chat), Html(text))


def repeatedly(times: int, make: Callable[[int], Effect]) -> list[Effect]:
    """The same effect so many times, numbered."""
    return [make(number) for number in range(times)]
