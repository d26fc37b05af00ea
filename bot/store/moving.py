"""A group has a new number: what waits for it goes there."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import AnswerPress, DeleteTopic, Effect, Inspect, OpenTopic, ToChat
from bot.store import teams
from bot.store.codec import effect_from_json, effect_to_json
from bot.store.sql import Sql


def migrate(sql: Sql, old_chat: int, new_chat: int) -> None:
    """Write the new number wherever the old one stands. Telling it twice is nothing."""
    teams.migrate(sql, old_chat, new_chat)
    rows = sql.all("SELECT id, body FROM outbox WHERE lane = :lane AND done_at IS NULL", {"lane": f"chat:{old_chat}"})
    for row in rows:
        effect = _moved(effect_from_json(row["body"]), old_chat, new_chat)
        sql.execute(
            "UPDATE outbox SET lane = :lane, body = :body WHERE id = :id",
            {"id": row["id"], "lane": f"chat:{new_chat}", "body": effect_to_json(effect)},
        )


def _moved(effect: Effect, old_chat: int, new_chat: int) -> Effect:
    match effect:
        case Inspect():
            return replace(effect, chat=new_chat)
        case AnswerPress() | OpenTopic() | DeleteTopic():
            return effect
    if effect.to == ToChat(old_chat, getattr(effect.to, "topic", None)):
        return replace(effect, to=replace(effect.to, chat=new_chat))
    return effect
