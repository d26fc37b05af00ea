"""Where an effect leads: its lane when it is decided, its chat and topic when it is sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.core.effects import (
    Address,
    AnswerPress,
    DeleteTopic,
    Effect,
    Inspect,
    OpenTopic,
    Relay,
    RenameTopic,
    To,
    ToChat,
    ToResident,
    ToTeam,
    ToTopic,
)
from bot.store.sql import Sql


def lane_of(sql: Sql, effect: Effect) -> str:
    """The queue an effect stands in: rows of one lane go out in order, lanes don't wait for each other."""
    match effect:
        case AnswerPress(press=press):
            return f"press:{press}"
        case OpenTopic(resident=resident):
            return f"topic:{resident}"
        case DeleteTopic(team=team):
            return f"team:{team}"
        case Inspect(chat=chat):
            return f"chat:{chat}"
    return _lane_to(sql, effect.to)


def address_of(sql: Sql, effect: Effect, lane: str) -> Address | None:
    """Where an effect goes at this moment. None: nowhere (an answer to a press), or nowhere yet."""
    match effect:
        case AnswerPress():
            return None
        case OpenTopic(team=team):
            return _general(sql, team)
        case DeleteTopic(team=team, topic=topic):
            general = _general(sql, team)
            return Address(general.chat, topic) if general else None
        case Inspect(chat=chat):
            return Address(chat)
    if isinstance(effect.to, ToResident):  # said to this chat, also when whose chat it was is forgotten meanwhile
        return Address(int(lane.removeprefix("chat:")))
    return leads_to(sql, effect.to)


def leads_to(sql: Sql, to: To) -> Address | None:
    """Where a `To` leads at this moment. None: nowhere, or not yet."""
    match to:
        case ToResident(resident=resident):
            chat = chat_of(sql, resident)
            return Address(chat) if chat is not None else None
        case ToTeam(team=team):
            return _general(sql, team)
        case ToChat(chat=chat, topic=topic):
            return Address(chat, topic)
        case ToTopic(resident=resident):
            row = current_handover(sql, resident)
            return Address(row[0], row[1]) if row and row[1] is not None else None


def source_of(sql: Sql, to: To) -> Address | None:
    """The chat that a relayed message stands in. A topic that is gone leaves its group."""
    if not isinstance(to, ToTopic):
        return leads_to(sql, to)
    row = current_handover(sql, to.resident)
    return Address(row[0], row[1]) if row else None


def pinned(sql: Sql, effect: Effect, gone: Collection[int]) -> Effect | None:
    """The effect with the chats themselves in place of residents who are being erased. None: it leads nowhere then."""
    match effect:
        case AnswerPress() | OpenTopic() | DeleteTopic() | Inspect():
            return effect
        case RenameTopic(to=to):
            return None if to.resident in gone else effect
        case Relay(source=ToResident(resident) | ToTopic(resident)) if resident in gone:
            source = source_of(sql, effect.source)
            if source is None:
                return None
            effect = replace(effect, source=ToChat(source.chat, source.topic))
    if isinstance(effect.to, ToResident | ToTopic) and effect.to.resident in gone:
        address = leads_to(sql, effect.to)
        return replace(effect, to=ToChat(address.chat, address.topic)) if address else None
    return effect


def chat_of(sql: Sql, resident: int) -> int | None:
    """The private chat of a resident; None for somebody who is not known (any more)."""
    row = sql.one("SELECT chat FROM resident WHERE id = :id", {"id": resident})
    return row["chat"] if row else None


def current_handover(sql: Sql, resident: int) -> tuple[int, int | None, str] | None:
    """Team chat, topic and state of the open handover, else of the last one whose topic still exists."""
    row = sql.one(
        """
        SELECT team.chat, handover.topic, handover.state FROM handover JOIN team ON team.id = handover.team
        WHERE resident = :resident AND (state <> 'closed' OR topic IS NOT NULL)
        ORDER BY CASE state WHEN 'closed' THEN 1 ELSE 0 END, number DESC LIMIT 1
        """,
        {"resident": resident},
    )
    return (row["chat"], row["topic"], row["state"]) if row else None


def _lane_to(sql: Sql, to: To) -> str:
    match to:
        case ToResident(resident=resident):
            chat = chat_of(sql, resident)
            if chat is None:
                raise LookupError(f"nobody has the number {resident}: a step speaks to somebody it was not given")
            return f"chat:{chat}"
        case ToTopic(resident=resident):
            return f"topic:{resident}"
        case ToTeam(team=team):
            return f"team:{team}"
        case ToChat(chat=chat):
            return f"chat:{chat}"


def _general(sql: Sql, team: int) -> Address | None:
    row = sql.one("SELECT chat FROM team WHERE id = :id", {"id": team})
    return Address(row["chat"]) if row else None
