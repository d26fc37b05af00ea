"""Wishes that could not be met: counted by area, interest and day, never by person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.store.sql import Sql


class Wish(NamedTuple):
    """How often something was asked for in vain. Keys of the catalogue; "" is unknown."""

    area: str
    interest: str
    times: int


def count(sql: Sql, area: str, interest: str, day: date) -> None:
    """One more."""
    sql.execute(
        """
        INSERT INTO wish (area, interest, day, times) VALUES (:area, :interest, :day, 1)
        ON CONFLICT (area, interest, day) DO UPDATE SET times = wish.times + 1
        """,
        {"area": area, "interest": interest, "day": day.isoformat()},
    )


def since(sql: Sql, day: date) -> list[Wish]:
    """What was asked for in vain from that day on, most often first."""
    rows = sql.all(
        """
        SELECT area, interest, sum(times) AS times FROM wish WHERE day >= :day
        GROUP BY area, interest ORDER BY sum(times) DESC, area, interest
        """,
        {"day": day.isoformat()},
    )
    return [Wish(row["area"], row["interest"], row["times"]) for row in rows]
