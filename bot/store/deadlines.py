"""Promises to residents, each with its moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.events import DeadlinePassed
from bot.core.resident import Deadline
from bot.store.inbox import New
from bot.store.sql import Sql, from_ms, to_ms

PLATFORM = "clock"


def save(sql: Sql, resident: int, promises: Sequence[Deadline]) -> None:
    """Make these the deadlines of a resident. One that stays as it is keeps its number, so that it comes once."""
    wanted = {(deadline.what, to_ms(deadline.due)) for deadline in promises}
    rows = sql.all("SELECT id, what, due_at FROM deadline WHERE resident = :resident", {"resident": resident})
    for row in rows:
        if (row["what"], row["due_at"]) not in wanted:
            sql.execute("DELETE FROM deadline WHERE id = :id", {"id": row["id"]})
    for what, due_at in sorted(wanted - {(row["what"], row["due_at"]) for row in rows}, key=lambda promise: promise[1]):
        _insert(sql, resident, what, due_at)


def stands(sql: Sql, deadline: int) -> bool:
    """Whether a deadline is still one."""
    return sql.one("SELECT 1 FROM deadline WHERE id = :id", {"id": deadline}) is not None


def postpone(sql: Sql, deadline: int, due: datetime) -> None:
    """Give a deadline that could not be handled another moment, and so another number."""
    row = sql.one("DELETE FROM deadline WHERE id = :id RETURNING resident, what", {"id": deadline})
    if row:
        _insert(sql, row["resident"], row["what"], to_ms(due))


def due_deadlines(sql: Sql, now: datetime, limit: int = 500) -> list[New]:
    """The promises that are due and not in the inbox yet, oldest first: to be accepted in the same transaction."""
    rows = sql.all(
        """
        SELECT deadline.id, deadline.resident, deadline.what, resident.chat
        FROM deadline JOIN resident ON resident.id = deadline.resident
        WHERE deadline.due_at <= :now AND NOT EXISTS (
            SELECT 1 FROM inbox WHERE platform = 'clock' AND key = 'deadline:' || deadline.id
        )
        ORDER BY deadline.due_at, deadline.id LIMIT :limit
        """,
        {"now": to_ms(now), "limit": limit},
    )
    return [
        New(PLATFORM, f"deadline:{row['id']}", row["chat"], DeadlinePassed(row["resident"], row["id"], row["what"]))
        for row in rows
    ]


def next_due(sql: Sql) -> datetime | None:
    """The moment of the first promise that is not in the inbox yet."""
    row = sql.one(
        """
        SELECT due_at FROM deadline WHERE NOT EXISTS (
            SELECT 1 FROM inbox WHERE platform = 'clock' AND key = 'deadline:' || deadline.id
        )
        ORDER BY due_at LIMIT 1
        """
    )
    return from_ms(row["due_at"]) if row else None


def _insert(sql: Sql, resident: int, what: str, due_at: int) -> None:
    sql.execute(
        """
        INSERT INTO deadline (resident, what, due_at) VALUES (:resident, :what, :due_at)
        ON CONFLICT (resident, what, due_at) DO NOTHING
        """,
        {"resident": resident, "what": what, "due_at": due_at},
    )
