"""A platform that hands everything over until it is confirmed, a process that can die at every commit, small rules."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias

from bot.core.effects import Erase, Say, ToResident
from bot.core.events import ContactDue, Delivered, Left, Pressed, ResidentEvent, Said, SenderEvent
from bot.core.known import Group, GroupStep, Known, Step, World
from bot.core.resident import Contact, Deadline
from bot.core.text import Html
from bot.engine import Rules
from bot.platform import Incoming
from bot.store import Sql, Store
from bot.store.outbox import OutboxRow
from tests.shell import echo

Fate: TypeAlias = Literal["lives", "dies before the commit", "dies after the commit"]
START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNASKED = "how are you?"


class Death(BaseException):
    """The process ends here, without a word."""


class Mortal(Store):
    """A store whose process can die right before or right after its next commit."""

    fate: Fate = "lives"

    def _commit(self, sql: Sql) -> None:
        fate, self.fate = self.fate, "lives"
        if fate == "dies before the commit":
            raise Death
        super()._commit(sql)
        if fate == "dies after the commit":
            raise Death


def inherit(path: Path, next_life: Path) -> Path:
    """The files as they were at the moment of death, where the next process finds them."""
    next_life.mkdir()
    for suffix in ("", "-wal"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            shutil.copy(part, next_life / part.name)
    return next_life / path.name


@dataclass
class Platform:
    """What people did, what was confirmed, and everything that ever arrived."""

    updates: list[Incoming] = field(default_factory=list)
    confirmed: int = 0
    arrived: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))  # per chat: row, words
    times: Counter[int] = field(default_factory=Counter)  # per row, how often it arrived
    may_repeat: Counter[int] = field(default_factory=Counter)  # per row, calls of which nobody knew how they ended
    reported: set[int] = field(default_factory=set)  # rows that were marked as sent

    def happen(self, chat: int, deed: str) -> None:
        """Somebody says or presses something, in words that were never used before."""
        number = str(len(self.updates))
        words = f"{deed} {number}"
        event = Pressed(chat, 1, number, words) if deed == "press" else Said(chat, 1, words)
        self.updates.append(Incoming("telegram", number, chat, event))

    def receive(self, limit: int) -> Sequence[Incoming]:
        """The oldest that are not confirmed."""
        return self.updates[self.confirmed:self.confirmed + limit]

    def deliver(self, row: OutboxRow) -> None:
        """A message reaches the phone."""
        self._note(row)
        self.times[row.id] += 1

    def refuse(self, row: OutboxRow) -> None:
        """A message never will."""
        self._note(row)

    def _note(self, row: OutboxRow) -> None:
        assert row.address is not None
        assert isinstance(row.effect, Say)
        assert isinstance(row.effect.text, Html)
        seen = self.arrived[row.address.chat]
        if all(number != row.id for number, _ in seen):
            seen.append((row.id, row.effect.text.html))

    def answers_to(self, chat: int) -> list[str]:
        """What reached a chat, each row once, without what was said unasked."""
        return [words for _, words in self.arrived[chat] if words != UNASKED]

    def reports_about(self, chat: int, said: Sequence[str]) -> int:
        """How many of these presses were answered by a row that was marked as sent."""
        return sum(row in self.reported and words.startswith("press") and words in said
                   for row, words in self.arrived[chat])

    def said_by(self, chat: int) -> list[str]:
        """What the answers should be: everything that was said or pressed, in order."""
        return [_words(update.event) for update in self.updates if update.chat == chat]


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────
def step(known: Known, event: ResidentEvent, world: World) -> Step:
    """Say everything back, and count it. A press wants a report, "forget" erases, "trip" is a bug."""
    counted = replace(known.resident, page=known.resident.page + 1, gone=False, seen_at=world.now)
    after = replace(known, resident=counted)
    match event:
        case Said(text=text) if text.startswith("forget"):
            return Step(after, (_say(known, text), Erase(known.resident.id)))
        case Said(text=text) if text.startswith("trip"):
            raise echo.Broken(text)
        case Said(text=text):
            return Step(after, (_say(known, text),))
        case Pressed(data=data):
            return Step(after, (replace(_say(known, data), report=f"seen:{known.resident.id}"),))
        case ContactDue():
            return Step(replace(known, resident=replace(counted, page=known.resident.page)), (_say(known, UNASKED),))
        case Left():
            return Step(replace(known, resident=replace(known.resident, gone=True)))
    return Step(known)


def sorry(known: Known, world: World) -> Step:
    """Counts as an answer."""
    counted = replace(known.resident, page=known.resident.page + 1, gone=False, seen_at=world.now)
    return Step(replace(known, resident=counted), (_say(known, "sorry"),))


def heard(group: Group, event: SenderEvent, world: World) -> GroupStep:
    """Count the reports about somebody."""
    known = group.resident
    if known is None or not isinstance(event, Delivered):
        return GroupStep(group)
    counted = replace(known.resident, handovers=known.resident.handovers + 1)
    return GroupStep(group, residents=(replace(known, resident=counted),))


def next_contact(known: Known, world: World) -> Contact | None:
    """An hour after they were seen last."""
    if known.resident.gone:
        return None
    return Contact("look_again", max(world.now, (known.resident.seen_at or world.now) + HOUR))


def deadlines(known: Known, world: World) -> tuple[Deadline, ...]:
    """Nothing is promised here."""
    return ()


RULES = Rules(step, sorry, echo.in_group, heard, next_contact, deadlines)


def _say(known: Known, words: str) -> Say:
    return Say(ToResident(known.resident.id), Html(words))


def _words(event: object) -> str:
    match event:
        case Said(text=text):
            return "sorry" if text.startswith("trip") else text
        case Pressed(data=data):
            return data
    raise TypeError(f"nobody does {event}")
