"""What nobody needs any more is deleted, once a night."""

from __future__ import annotations

from datetime import datetime

from bot.store import contacts, handovers, inbox, outbox, relays
from bot.store.sql import Sql


def purge(sql: Sql, now: datetime) -> dict[str, int]:
    """Delete everything past its term. Returns how many rows went, by table."""
    return {
        "inbox": inbox.purge(sql, now), "outbox": outbox.purge(sql, now), "relay": relays.purge(sql, now),
        "contact": contacts.purge(sql, now), "handover": handovers.purge(sql, now),
    }
