"""Pairs of messages: what a resident wrote and its copy in their topic, and the other way round."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.effects import Effect, Relay, RelayEdit, To, ToResident, ToTopic
from bot.store.sql import Sql, to_ms

KEPT = timedelta(days=30)


def remember(sql: Sql, relay: Relay, copy: int, now: datetime) -> None:
    """Keep the pair of a relayed message and its copy. Nothing for somebody who was forgotten meanwhile."""
    if not isinstance(relay.to, ToResident | ToTopic):
        return
    private, topical = (copy, relay.message) if isinstance(relay.to, ToResident) else (relay.message, copy)
    sql.execute(
        """
        INSERT INTO relay (resident, private_message, topic_message, at)
        SELECT id, :private, :topical, :at FROM resident WHERE id = :resident
        """,
        {"resident": relay.to.resident, "private": private, "topical": topical, "at": to_ms(now)},
    )


def translated(sql: Sql, effect: Effect) -> Effect | None:
    """The effect with the message ids of the side it goes to. None: an edit of which there is no copy."""
    match effect:
        case Relay(reply_to=int() as message):
            return replace(effect, reply_to=copy_of(sql, effect.to, message))
        case RelayEdit():
            copy = copy_of(sql, effect.to, effect.message)
            return replace(effect, message=copy) if copy else None
    return effect


def copy_of(sql: Sql, to: To, message: int) -> int | None:
    """The id that a message of the other side has at `to`; the newest, where it was copied more than once."""
    match to:
        case ToResident(resident=resident):
            statement = """
                SELECT private_message AS id FROM relay WHERE resident = :resident AND topic_message = :message
                ORDER BY relay.id DESC LIMIT 1
                """
        case ToTopic(resident=resident):
            statement = """
                SELECT topic_message AS id FROM relay WHERE resident = :resident AND private_message = :message
                ORDER BY relay.id DESC LIMIT 1
                """
        case _:
            return None
    row = sql.one(statement, {"resident": resident, "message": message})
    return row["id"] if row else None


def purge(sql: Sql, now: datetime) -> int:
    """Delete the pairs that are older than 30 days. Returns how many."""
    return sql.execute("DELETE FROM relay WHERE at < :then", {"then": to_ms(now - KEPT)})
