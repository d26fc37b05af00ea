"""A database for tests, and the shortest ways to put something into it and to look what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.core.effects import Say, ToResident
from bot.core.events import Event, Said
from bot.core.known import Known
from bot.core.resident import Contact, Deadline, Handover, Team
from bot.core.text import Html
from bot.store import Sql, Store, inbox, residents
from bot.store.inbox import New
from bot.store.teams import save as save_group

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
    from bot.core.known import Group
    from bot.store.teams import by_chat

    save_group(sql, Group(chat), Group(chat, Team(0, chat, "Lombok", **more)))
    team = by_chat(sql, chat)
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
