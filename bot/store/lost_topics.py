"""A topic is gone: the words that still wait for it are given up together, so that they are passed on anew in order."""

from __future__ import annotations

from datetime import datetime

from bot.store import outbox
from bot.store.codec import effect_from_json
from bot.store.outbox import OutboxRow
from bot.store.sql import Sql, from_ms


def give_up_relays(sql: Sql, lost: OutboxRow, now: datetime) -> None:
    """Report every waiting `Relay` of the lane as undelivered, oldest first; each asks for its way to a new topic.

    Otherwise those that were still to fail would arrive there after those that had not been tried yet.
    """
    waiting = sql.all(
        """
        SELECT id, body, attempts, created_at FROM outbox
        WHERE lane = :lane AND done_at IS NULL AND kind = 'Relay' ORDER BY id
        """,
        {"lane": lost.lane},
    )
    for row in waiting:
        relay = effect_from_json(row["body"])
        attempts, created_at = row["attempts"], from_ms(row["created_at"])
        waits = OutboxRow(row["id"], lost.lane, relay, lost.address, None, attempts, created_at, maybe_sent=False)
        outbox.gave_up(sql, waits, "topic_gone", now)
