"""Rows on their way out: which need to go, in what order, and what is written down when they come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.core.effects import Edit, EditButtons, OpenTopic, React
from bot.pacing import Rank
from bot.platform import Moved, Refused, SendResult, Sent, Unreachable
from bot.store import Sql, lost_topics, moving, outbox, superseding
from bot.store.outbox import OutboxRow


@dataclass(frozen=True, slots=True)
class Broken:
    """Our own mistake: the call could not even be made. `for_ever`: it was tried often enough."""

    for_ever: bool


Outcome: TypeAlias = SendResult | Broken


def needed(sql: Sql, now: datetime, busy: set[str], limit: int) -> Sequence[OutboxRow]:
    """What can go now. Edits that a later one makes needless are closed on the way."""
    while True:
        rows = outbox.ready(sql, now, busy, limit)
        needless = [row for row in rows if superseding.is_superseded(sql, row)]
        for row in needless:
            outbox.sent(sql, row, 0, now)
        if not needless:
            return rows


def mark(sql: Sql, row: OutboxRow, outcome: Outcome, now: datetime) -> None:
    """Write down what became of a row. What waits may go again at once: who holds it back is the running sender."""
    match outcome:
        case Sent(message=message, event=event):
            outbox.sent(sql, row, message, now, event)
        case Refused(why=why):
            outbox.gave_up(sql, row, why, now)
            if why == "topic_gone":
                lost_topics.give_up_relays(sql, row, now)
        case Broken(for_ever=True):
            outbox.gave_up(sql, row, "refused", now)
        case Moved(new_chat=new_chat):
            if row.address:
                moving.migrate(sql, row.address.chat, new_chat)
            outbox.again(sql, row.id, now, False, now)
        case Unreachable(maybe_sent=maybe_sent):
            outbox.again(sql, row.id, now, maybe_sent, now)
        case _:
            outbox.again(sql, row.id, now, False, now)


def paced(row: OutboxRow) -> int | None:
    """The chat whose budget a call uses. A reaction is no message, and an answer to a press is in no chat."""
    return None if row.address is None or isinstance(row.effect, React) else row.address.chat


def rank_of(row: OutboxRow) -> Rank:
    """A topic is where people talk, so all of it goes first; elsewhere in a group, news goes before touching it up."""
    if isinstance(row.effect, OpenTopic) or (row.address and row.address.topic is not None):
        return Rank.WORDS
    return Rank.TOUCHES if isinstance(row.effect, Edit | EditButtons | React) else Rank.NEWS


def importance(row: OutboxRow) -> tuple[Rank, int]:
    """What goes first among those that could go now: by rank, then by age."""
    return rank_of(row), row.id
