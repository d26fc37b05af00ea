"""What happened: one row per event, handled in order per chat, kept as a tombstone so that a repeat is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from bot.core.events import Event
from bot.store.codec import event_from_json, to_json
from bot.store.sql import Sql, from_ms, to_ms

KEPT_AT_LEAST = timedelta(hours=48)  # Telegram may hand an update over again for 24 h
LONGEST_WAIT = timedelta(minutes=1)  # for a next attempt; what waits longer was written by a clock that was ahead
KEPT = max(timedelta(days=7), KEPT_AT_LEAST)


class Happened(Protocol):
    """What can be accepted: `New`, or an `Incoming` of a platform."""

    @property
    def platform(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def chat(self) -> int: ...
    @property
    def event(self) -> Event | None: ...


class New(NamedTuple):
    """An event to be stored. `key` is the same for every repeat; None in `event`: it can't be understood."""

    platform: str
    key: str
    chat: int
    event: Event | None


class InboxRow(NamedTuple):
    """An event that waits. `event` is None where its stored form can't be read."""

    id: int
    chat: int
    kind: str
    event: Event | None
    attempts: int
    received_at: datetime


def accept(sql: Sql, rows: Sequence[Happened], now: datetime) -> int:
    """Store what happened, in this order; repeats are nothing. Returns how many were new.

    What can't be understood becomes a dead letter without words, done at once.
    """
    return sum(_accept(sql, row, to_ms(now)) for row in rows)


def open_rows(sql: Sql, now: datetime, limit: int = 50) -> list[InboxRow]:
    """What is to be done now, in order. A row that waits for its next attempt holds back only its own chat."""
    rows = sql.all(
        """
        SELECT id, chat, kind, payload, attempts, received_at FROM inbox
        WHERE done_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM inbox AS earlier
            WHERE earlier.chat = inbox.chat AND earlier.id <= inbox.id AND earlier.done_at IS NULL
            AND earlier.not_before IS NOT NULL AND earlier.not_before > :now AND earlier.not_before <= :latest
        )
        ORDER BY id LIMIT :limit
        """,
        {"now": to_ms(now), "latest": to_ms(now + LONGEST_WAIT), "limit": limit},
    )
    return [
        InboxRow(
            row["id"], row["chat"], row["kind"], _event(row["kind"], row["payload"]), row["attempts"],
            from_ms(row["received_at"]),
        )
        for row in rows
    ]


def is_open(sql: Sql, row_id: int) -> bool:
    """Whether the row still waits: somebody who is erased takes the rows before it along."""
    return sql.one("SELECT 1 FROM inbox WHERE id = :id AND done_at IS NULL", {"id": row_id}) is not None


def done(sql: Sql, row_id: int, now: datetime) -> None:
    """Close the row: its words are gone, its key stays."""
    _close(sql, row_id, now, "")


def failed(sql: Sql, row_id: int, not_before: datetime, error_type: str) -> None:
    """Count an attempt that raised; the row waits till `not_before`, and its chat with it."""
    sql.execute(
        "UPDATE inbox SET attempts = attempts + 1, not_before = :not_before, error = :error WHERE id = :id",
        {"id": row_id, "not_before": to_ms(not_before), "error": error_type},
    )


def given_up(sql: Sql, row_id: int, now: datetime, error_type: str) -> None:
    """Close the row as one that never worked: kept for inspection, without its words."""
    _close(sql, row_id, now, error_type)


def waiting(sql: Sql) -> int:
    """How many rows are not done."""
    return _count(sql, "SELECT count(*) AS n FROM inbox WHERE done_at IS NULL")


def broken(sql: Sql) -> int:
    """How many of the rows that are still kept were given up."""
    return _count(sql, "SELECT count(*) AS n FROM inbox WHERE done_at IS NOT NULL AND error <> ''")


def next_moment(sql: Sql, now: datetime) -> datetime | None:
    """When the first waiting attempt is due, None where nothing waits for its time."""
    row = sql.one(
        """
        SELECT min(not_before) AS at FROM inbox
        WHERE done_at IS NULL AND not_before IS NOT NULL AND not_before > :now AND not_before <= :latest
        """,
        {"now": to_ms(now), "latest": to_ms(now + LONGEST_WAIT)},
    )
    return from_ms(row["at"]) if row and row["at"] is not None else None


def latest(sql: Sql) -> datetime | None:
    """By our own clock, the latest moment at which one of the last rows came in."""
    row = sql.one("SELECT max(received_at) AS at FROM (SELECT received_at FROM inbox ORDER BY id DESC LIMIT 500)")
    return from_ms(row["at"]) if row and row["at"] is not None else None


def purge(sql: Sql, now: datetime) -> int:
    """Delete the tombstones that can't meet a repeat any more. Returns how many."""
    return sql.execute("DELETE FROM inbox WHERE done_at IS NOT NULL AND done_at < :then", {"then": to_ms(now - KEPT)})


def forget_chat(sql: Sql, chat: int, up_to: int, now: datetime) -> None:
    """Take a chat's number and words out of every row up to `up_to`; what was open among them is dropped."""
    sql.execute(
        """
        UPDATE inbox SET chat = 0, payload = '', done_at = COALESCE(done_at, :now) WHERE chat = :chat AND id <= :up_to
        """,
        {"chat": chat, "up_to": up_to, "now": to_ms(now)},
    )


def _accept(sql: Sql, row: Happened, now: int) -> int:
    kind = type(row.event).__name__ if row.event else "DeadLetter"
    error = "" if row.event else "DeadLetter"
    payload = ""
    if row.event:
        try:
            payload = to_json(row.event)
        except ValueError as problem:  # half a character, which no gate should let through
            error = type(problem).__name__
    return sql.execute(
        """
        INSERT INTO inbox (platform, key, chat, kind, payload, received_at, done_at, error)
        VALUES (:platform, :key, :chat, :kind, :payload, :now, :done_at, :error)
        ON CONFLICT (platform, key) DO NOTHING
        """,
        {
            "platform": row.platform, "key": row.key, "chat": row.chat, "kind": kind, "payload": payload, "now": now,
            "done_at": now if error else None, "error": error,
        },
    )


def _event(kind: str, payload: str) -> Event | None:
    try:
        return event_from_json(kind, payload)
    except ValueError:
        return None


def _close(sql: Sql, row_id: int, now: datetime, error: str) -> None:
    sql.execute(
        "UPDATE inbox SET payload = '', done_at = :now, error = :error WHERE id = :id",
        {"id": row_id, "now": to_ms(now), "error": error},
    )


def _count(sql: Sql, statement: str) -> int:
    row = sql.one(statement)
    return int(row["n"]) if row else 0
