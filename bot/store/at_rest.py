"""What is left to be done at this moment: what waits for a later one does not count."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.store import inbox, residents
from bot.store.sql import Sql, to_ms


def what_is_left(sql: Sql, now: datetime) -> Literal["due", "undecided", "unsent", ""]:
    """The first thing that is left: something due, something to decide, something to send; or nothing."""
    due = residents.next_due(sql)
    if due is not None and due <= now:
        return "due"
    if inbox.open_rows(sql, now, 1):
        return "undecided"
    return "unsent" if _can_be_sent(sql, now) else ""


def _can_be_sent(sql: Sql, now: datetime) -> bool:
    """Whether a row can go out. What waits for a topic can't, till it is opened."""
    row = sql.one(
        """
        SELECT 1 FROM outbox WHERE done_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.lane = outbox.lane AND earlier.id <= outbox.id AND earlier.done_at IS NULL
            AND earlier.not_before IS NOT NULL AND earlier.not_before > :now
        ) AND NOT (
            lane LIKE 'topic:%' AND kind <> 'OpenTopic' AND EXISTS (
                SELECT 1 FROM handover
                WHERE 'topic:' || handover.resident = outbox.lane AND state <> 'closed' AND topic IS NULL
            )
        )
        LIMIT 1
        """,
        {"now": to_ms(now)},
    )
    return row is not None
