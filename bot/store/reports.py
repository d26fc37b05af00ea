"""What the sender tells us: how an effect went, as an event in the inbox, in the transaction that closes its row."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias, cast, get_args

from bot.core.effects import Address, EditButtons, Effect, OpenTopic, ToResident
from bot.core.events import Delivered, Event, Left, Undelivered
from bot.store.addresses import chat_of
from bot.store.inbox import New, accept
from bot.store.sql import Sql

Reason: TypeAlias = Literal["blocked", "topic_gone", "message_gone", "refused"]
PLATFORM = "sender"


def resident_in(report: str) -> int | None:
    """Whom a report is about: the last part of its name. None for one that is about nobody."""
    last = report.rpartition(":")[2]
    return int(last) if last.isascii() and last.isdigit() and len(last) < 16 else None


def report_of(effect: Effect) -> str:
    """The name under which an effect wants to be reported; empty for most."""
    report: str = getattr(effect, "report", "")
    return report or (f"topic:{effect.resident}" if isinstance(effect, OpenTopic) else "")


def _unasked(effect: Effect) -> str:
    """Buttons that change under a resident's finger are reported only when they don't: else they see it themselves."""
    match effect:
        case EditButtons(to=ToResident(resident)):
            return f"change:{effect.message}:{resident}"
    return ""


def delivered(
    sql: Sql, row_id: int, effect: Effect, address: Address | None, message: int, now: datetime, found: Event | None
) -> None:
    """Tell that it arrived, to who asked. `found` is told instead, where looking was the effect."""
    report = report_of(effect)
    event = found or (Delivered(report, message) if report else None)
    if event:
        _tell(sql, f"out:{row_id}", _lane(sql, report, address), event, now)


def undelivered(sql: Sql, row_id: int, effect: Effect, address: Address | None, why: str, now: datetime) -> None:
    """Tell that it never will, to who asked, and where buttons should have changed under somebody's finger.

    A resident who blocked us has left, whoever asked.
    """
    if report := report_of(effect) or _unasked(effect):
        reason = cast(Reason, why) if why in get_args(Reason) else "refused"
        _tell(sql, f"out:{row_id}", _lane(sql, report, address), Undelivered(report, reason), now)
    if why == "blocked" and address and _is_resident(sql, address.chat):
        _tell(sql, f"out:{row_id}:left", address.chat, Left(address.chat), now)


def _tell(sql: Sql, key: str, chat: int, event: Event, now: datetime) -> None:
    accept(sql, [New(PLATFORM, key, chat, event)], now)
    sql.told = True


def _lane(sql: Sql, report: str, address: Address | None) -> int:
    resident = resident_in(report)
    chat = chat_of(sql, resident) if resident is not None else None
    if chat is not None:
        return chat
    return address.chat if address else 0


def _is_resident(sql: Sql, chat: int) -> bool:
    return sql.one("SELECT 1 FROM resident WHERE chat = :chat", {"chat": chat}) is not None
