"""A database for tests, and the shortest ways to put something into it and to look what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.core.effects import Effect, Say, ToResident
from bot.core.events import Event, Said
from bot.core.known import Group, Known
from bot.core.resident import Contact, Deadline, Handover, Team
from bot.core.text import Html
from bot.store import Sql, Store, inbox, outbox, residents, teams
from bot.store.inbox import New
from bot.store.outbox import OutboxRow

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANNA, BEN = 501, 502  # private chats
GROUP = -1001


def said(text: str, chat: int = ANNA) -> Said:
    """Somebody typed this."""
    return Said(chat, 1, text, "nl")


def new(key: str, event: Event | None, chat: int = ANNA) -> New:
    """Something that happened, as a platform hands it over."""
    return New("test", key, chat, event)


async def arrive(store: Store, *rows: New, now: datetime = NOW) -> int:
    """Accept this."""
    return await store.transaction(lambda sql: inbox.accept(sql, rows, now))


def meet(sql: Sql, chat: int = ANNA, promises: Sequence[Deadline] = (), **known: Any) -> Known:
    """Begin to know somebody, with a follow-up in an hour unless told otherwise. Gives what is stored."""
    before = residents.create(sql, chat, "nl", NOW)
    after = replace(before, **{"contact": Contact("look_again", NOW + 60 * MINUTE), **known})
    residents.save(sql, before, after, promises)
    return stored(sql, chat)


def stored(sql: Sql, chat: int = ANNA) -> Known:
    """What is stored of somebody who is known."""
    known = residents.load(sql, chat)
    assert known is not None
    return known


def link(sql: Sql, chat: int = GROUP, **more: Any) -> Team:
    """Make a group a team."""
    teams.save(sql, Group(chat), Group(chat, Team(0, chat, "Lombok", **more)))
    team = teams.by_chat(sql, chat)
    assert team is not None
    return team


def asked(team: int, number: int = 1, **more: Any) -> Handover:
    """A request for a human."""
    return Handover(number, team, "asked", NOW, **more)


def hello(known: Known, text: str = "hoi", **more: Any) -> Say:
    """A line to somebody, already in words."""
    return Say(ToResident(known.resident.id), Html(text), **more)


def bytes_of(path: Path) -> bytes:
    """Everything that stands in the files of a database, free pages and log included."""
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(f"{path.name}*")))


async def put(store: Store, *effects: Effect, cause: str = "1", **more: Any) -> int:
    """Queue this."""
    return await store.transaction(lambda sql: outbox.put(sql, cause, effects, NOW, **more))


async def ready(
    store: Store, busy: Sequence[str] = (), limit: int = 10, now: datetime = NOW
) -> list[OutboxRow]:
    """What can go out now."""
    return await store.transaction(lambda sql: outbox.ready(sql, now, busy, limit))


async def sent(store: Store, row: OutboxRow, message: int, event: Event | None = None) -> None:
    """It has arrived."""
    await store.transaction(lambda sql: outbox.sent(sql, row, message, NOW, event))


async def gave_up(store: Store, row: OutboxRow, why: str) -> None:
    """It never will."""
    await store.transaction(lambda sql: outbox.gave_up(sql, row, why, NOW))


async def heard(store: Store) -> list[tuple[int, object]]:
    """What waits in the inbox: chat and event."""
    rows = await store.read(lambda sql: inbox.open_rows(sql, NOW))
    return [(row.chat, row.event) for row in rows]
