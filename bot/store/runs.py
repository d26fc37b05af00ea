"""Regular work as rows: a run that was missed while the bot was down is still due when it is back."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.store.sql import Sql, from_ms, to_ms


class Run(NamedTuple):
    """The next run of something regular."""

    name: str
    due: datetime


def ensure(sql: Sql, name: str, due: datetime) -> None:
    """Plan the first run of something new. What is planned already keeps its moment, also one that went by."""
    sql.execute(
        "INSERT INTO run (name, due_at) VALUES (:name, :due) ON CONFLICT (name) DO NOTHING",
        {"name": name, "due": to_ms(due)},
    )


def due(sql: Sql, now: datetime) -> list[Run]:
    """What is to be run now, longest due first."""
    rows = sql.all("SELECT name, due_at FROM run WHERE due_at <= :now ORDER BY due_at, name", {"now": to_ms(now)})
    return [Run(row["name"], from_ms(row["due_at"])) for row in rows]


def plan(sql: Sql, name: str, due: datetime) -> None:
    """Set the next run, in the transaction that does this one."""
    sql.execute(
        """
        INSERT INTO run (name, due_at) VALUES (:name, :due)
        ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at
        """,
        {"name": name, "due": to_ms(due)},
    )


def next_due(sql: Sql) -> datetime | None:
    """The moment of the next run, None where nothing is regular."""
    row = sql.one("SELECT min(due_at) AS at FROM run")
    return from_ms(row["at"]) if row and row["at"] is not None else None
