"""An engine for tests, with the rules of the echo, and what came out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.clock import MovedClock
from bot.core.effects import Say
from bot.core.events import (
    Event,
)
from bot.core.known import Known
from bot.core.text import Html
from bot.engine import Engine
from bot.store import Sql, Store, outbox
from bot.store.outbox import OutboxRow
from bot.texts import Texts
from tests.core.people import a_world
from tests.shell.echo import ECHO
from tests.shell.stored import ANNA, NOW, arrive, new, stored


def an_engine(store: Store, texts: Texts, clock: MovedClock, **rules: Any) -> Engine:
    def world_of(now: datetime) -> Any:
        return a_world(now)

    return Engine(store, texts, world_of, clock, rules=replace(ECHO, **rules))


async def happens(store: Store, engine: Engine, *events: Event, chat: int = ANNA) -> None:
    """Accept and work, each event with a key of its own."""
    count = await store.read(lambda sql: sql.all("SELECT count(*) FROM inbox")[0][0])
    await arrive(store, *(new(f"{count + number}", event, chat) for number, event in enumerate(events)))
    await engine.work()


async def known_now(store: Store, chat: int = ANNA) -> Known:
    return await store.read(lambda sql: stored(sql, chat))


async def everything_sent(store: Store) -> list[OutboxRow]:
    """Everything that waits, sent lane by lane until nothing is left."""

    def unit(sql: Sql) -> list[OutboxRow]:
        rows: list[OutboxRow] = []
        while ready := outbox.ready(sql, NOW + timedelta(days=1), (), 9):
            for row in ready:
                outbox.sent(sql, row, 100 + row.id, NOW)
            rows += ready
        return sorted(rows)

    return await store.transaction(unit)


async def words_sent(store: Store) -> list[str]:
    rows = await everything_sent(store)
    return [row.effect.text.html for row in rows if isinstance(row.effect, Say) and isinstance(row.effect.text, Html)]
