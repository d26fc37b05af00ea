"""Conversations with a human. A claim is one UPDATE that only the first of two can win."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from bot.core.resident import Handover
from bot.store.codec import from_json, to_json
from bot.store.sql import Sql, to_ms

CASES_AT_LEAST = 5
MEASURED_OVER = timedelta(days=30)
KEPT = timedelta(days=60)  # a closed conversation without a topic; the waiting times are measured from it


class AlreadyClaimed(Exception):
    """Somebody else was first. Load again: the second hears who it was."""


def load(sql: Sql, resident: int) -> Handover | None:
    """The open handover of a resident, else the last one whose topic still exists."""
    row = sql.one(
        """
        SELECT body FROM handover WHERE resident = :resident AND (state <> 'closed' OR topic IS NOT NULL)
        ORDER BY CASE state WHEN 'closed' THEN 1 ELSE 0 END, number DESC LIMIT 1
        """,
        {"resident": resident},
    )
    return from_json(Handover, row["body"]) if row else None


def save(sql: Sql, resident: int, before: Handover | None, after: Handover | None) -> None:
    """Remember a handover. Raises `AlreadyClaimed` where its claimer is not the one in `before` any more."""
    if after is None or after == before:
        return
    same = before if before and before.number == after.number else None
    if same and same.claimed_by != after.claimed_by:
        _claim(sql, resident, same, after)
    _upsert(sql, resident, after)
    if same is None:  # it takes the topic of the last one over, or that one is deleted: either way only once
        older = {"resident": resident, "number": after.number}
        sql.execute("UPDATE handover SET topic = NULL WHERE resident = :resident AND number < :number", older)


def in_topic(sql: Sql, team: int, topic: int) -> int | None:
    """Whose topic this is."""
    row = sql.one(
        "SELECT resident FROM handover WHERE team = :team AND topic = :topic ORDER BY asked_at DESC LIMIT 1",
        {"team": team, "topic": topic},
    )
    return row["resident"] if row else None


def usual_wait(sql: Sql, now: datetime) -> float | None:
    """Seconds from asking to a claim, the median of the last 30 days; None with fewer than 5 cases."""
    rows = sql.all(
        "SELECT claimed_at - asked_at AS wait FROM handover WHERE claimed_at IS NOT NULL AND claimed_at > :then",
        {"then": to_ms(now - MEASURED_OVER)},
    )
    return median(row["wait"] for row in rows) / 1000 if len(rows) >= CASES_AT_LEAST else None


def purge(sql: Sql, now: datetime) -> int:
    """Delete closed conversations whose topic is gone, 60 days after the end. Returns how many."""
    return sql.execute(
        "DELETE FROM handover WHERE state = 'closed' AND topic IS NULL AND closed_at < :then",
        {"then": to_ms(now - KEPT)},
    )


def _claim(sql: Sql, resident: int, before: Handover, after: Handover) -> None:
    won = sql.execute(
        """
        UPDATE handover SET claimed_by = :after
        WHERE resident = :resident AND number = :number AND COALESCE(claimed_by, 0) = :before
        """,
        {"resident": resident, "number": after.number, "after": after.claimed_by, "before": before.claimed_by or 0},
    )
    if not won:
        raise AlreadyClaimed(f"handover {after.number} of resident {resident}")


def _upsert(sql: Sql, resident: int, handover: Handover) -> None:
    sql.execute(
        """
        INSERT INTO handover
            (resident, number, team, state, asked_at, claimed_by, claimed_at, closed_at, topic, body)
        VALUES (:resident, :number, :team, :state, :asked_at, :claimed_by, :claimed_at, :closed_at, :topic, :body)
        ON CONFLICT (resident, number) DO UPDATE SET
            team = excluded.team, state = excluded.state, claimed_by = excluded.claimed_by,
            claimed_at = excluded.claimed_at, closed_at = excluded.closed_at, topic = excluded.topic,
            body = excluded.body
        """,
        {
            "resident": resident, "number": handover.number, "team": handover.team, "state": handover.state,
            "asked_at": to_ms(handover.asked_at), "claimed_by": handover.claimed_by,
            "claimed_at": _moment(handover.claimed_at), "closed_at": _moment(handover.closed_at),
            "topic": handover.topic, "body": to_json(handover),
        },
    )


def _moment(moment: datetime | None) -> int | None:
    return to_ms(moment) if moment else None
