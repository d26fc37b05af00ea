"""A resident, a group and what goes between them, in memory: the core with a post office that is never late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from bot.core import contact, dialogue, handover, team
from bot.core.effects import Effect, Memory, OpenTopic, Relay, Say, ToResident, ToTeam, ToTopic
from bot.core.events import (
    DeadlinePassed,
    Delivered,
    Member,
    MemberLeft,
    MorningCame,
    Pressed,
    ResidentEvent,
    Said,
    SentMedia,
    TeamEvent,
    TeamPressed,
    TeamSaid,
    Undelivered,
)
from bot.core.known import Group, GroupStep, Known, World
from bot.core.resident import Volunteer
from tests.core.people import anna, at, knows
from tests.core.read_aloud import aloud
from tests.core.town import TEAM, the_world

FATIMA, JAN = Member(71, "Fatima"), Member(72, "Jan")
TUESDAY = at("2026-12-01 10:00")


@cache
def _town() -> World:
    return the_world(TUESDAY)


class House:
    """Holds what is known, and does at once what the core orders. `said` is everything, oldest first."""

    def __init__(self, known: Known | None = None, now: datetime = TUESDAY, *, linked: bool = True) -> None:
        self.known = known or knows(anna(id=7, name="", share=None))
        self.now = now
        self.teams = (TEAM,) if linked else ()
        self.people: dict[int, Volunteer] = {}
        self.said: list[Effect | Memory] = []
        self.waiting: list[Effect | Memory] = []
        self.is_late = False  # the post office keeps everything until `deliver`
        self._message = 100

    # ── what happens ────────────────────────────────────────────────────────────────────────────────────────────
    def types(self, text: str, *, edited: bool = False, reply_to: int | None = None) -> list[Effect | Memory]:
        """The resident types something."""
        return self.happens(Said(7007, self._next(), text, reply_to=reply_to, edited=edited))

    def sends(self, kind: str) -> list[Effect | Memory]:
        """The resident sends something that is not text."""
        return self.happens(SentMedia(7007, self._next(), kind))  # type: ignore[arg-type]  # any kind of a test

    def taps(self, data: str) -> list[Effect | Memory]:
        """The resident presses a button."""
        return self.happens(Pressed(7007, self._next(), "r", data))

    def happens(self, event: ResidentEvent) -> list[Effect | Memory]:
        """Anything of the resident's side."""
        step = dialogue.step(self.known, event, self.world)
        self._keep(step.known)
        return self._out(step.effects)

    def presses(self, who: Member, data: str, topic: int | None = None) -> list[Effect | Memory]:
        """Somebody in the group presses a button; the press is called after them."""
        return self.in_group(TeamPressed(TEAM.chat, topic, 55, f"press of {who.name}", who, data))

    def writes(self, who: Member, text: str, *, edited: bool = False, topic: int | None = -1) -> list[Effect | Memory]:
        """Somebody writes in the resident's topic, or in General (`topic=None`)."""
        where = self.topic if topic == -1 else topic
        return self.in_group(TeamSaid(TEAM.chat, where, self._next(), who, text, edited=edited))

    def leaves(self, who: Member) -> list[Effect | Memory]:
        """Somebody leaves the group."""
        return self.in_group(MemberLeft(TEAM.chat, who.user))

    def morning(self) -> list[Effect | Memory]:
        """The day's list."""
        return self.in_group(MorningCame(TEAM.id))

    def in_group(self, event: TeamEvent) -> list[Effect | Memory]:
        """Anything of the group's side."""
        by = event.user if isinstance(event, MemberLeft) else getattr(event, "by", Member(0, "")).user
        due = (self.known,) if isinstance(event, MemberLeft | MorningCame) else ()
        group = Group(TEAM.chat, TEAM if self.teams else None, self.people.get(by), resident=self.known, due=due)
        return self._after(team.step(group, event, self.world))

    def hears(self, event: Delivered | Undelivered) -> list[Effect | Memory]:
        """The sender reports."""
        return self._after(team.heard(Group(TEAM.chat, TEAM, resident=self.known), event, self.world))

    def passes(self, **time: float) -> list[Effect | Memory]:
        """Time goes by; a promise that becomes due meanwhile is seen to at its moment."""
        until = self.now + timedelta(**time)
        said: list[Effect | Memory] = []
        for due in iter(self._next_promise, None):
            if due > until:
                break
            self.now = due
            said += self.happens(DeadlinePassed(7, 1, "promise"))
        self.now = until
        return said

    def _next_promise(self) -> datetime | None:
        return next((d.due for d in handover.deadlines(self.known, self.world) if d.due > self.now), None)

    def deliver(self) -> None:
        """Everything that waits reaches Telegram, in order; what is for a topic waits for the topic."""
        while ready := [effect for effect in self.waiting if not self._needs_topic(effect)]:
            self.waiting.remove(ready[0])
            report = getattr(ready[0], "report", "")
            if report:
                self.hears(Delivered(report, self._next()))

    # ── what is known ───────────────────────────────────────────────────────────────────────────────────────────
    @property
    def world(self) -> World:
        """The town at this moment."""
        return replace(_town(), now=self.now, teams=self.teams)

    @property
    def topic(self) -> int | None:
        """The topic of the resident."""
        return self.known.handover.topic if self.known.handover else None

    def volunteer(self, who: Member) -> Volunteer:
        """Somebody who agreed before."""
        self.people[who.user] = Volunteer(len(self.people) + 1, TEAM.id, who.user, who.name, agreed_at=self.now)
        return self.people[who.user]

    def to_resident(self) -> list[str]:
        """What the resident read, oldest first; words of volunteers as "volunteer <message>"."""
        return [_line(effect) for effect in self.said if getattr(effect, "to", None) == ToResident(7)]

    def to_general(self) -> list[str]:
        """What stood in General."""
        return [_line(effect) for effect in self.said if getattr(effect, "to", None) == ToTeam(TEAM.id)]

    def to_topic(self) -> list[str]:
        """What went to the topic; words of the resident as "resident <message>"."""
        return [_line(effect) for effect in self.said if getattr(effect, "to", None) == ToTopic(7)]

    # ── inside ──────────────────────────────────────────────────────────────────────────────────────────────────
    def _needs_topic(self, effect: Effect | Memory) -> bool:
        return isinstance(getattr(effect, "to", None), ToTopic) and self.topic is None

    def _after(self, step: GroupStep) -> list[Effect | Memory]:
        for changed in step.residents:
            self._keep(changed)
        by = step.group.by
        if by is not None:
            self.people[by.user] = by if by.id else replace(by, id=len(self.people) + 1)
        return self._out(step.effects)

    def _keep(self, known: Known) -> None:
        self.known = replace(known, contact=contact.next_contact(known, self.world))

    def _out(self, effects: Iterable[Effect | Memory]) -> list[Effect | Memory]:
        ordered = list(effects)
        self.said += ordered
        self.waiting += ordered
        if not self.is_late:
            self.deliver()
        return ordered

    def _next(self) -> int:
        self._message += 1
        return self._message


def _line(effect: Effect | Memory) -> str:
    if isinstance(effect, Relay):
        who = "resident" if isinstance(effect.source, ToResident) else "volunteer"
        return f"{who} {effect.message}"
    text = getattr(effect, "text", None)
    return aloud(text) if text is not None and isinstance(effect, Say) else type(effect).__name__


def talking(who: Member = FATIMA) -> House:
    """A house in which a volunteer talks with Anna, who gave her name and said yes to sharing."""
    house = House(knows(anna(id=7, name="Anna", share=True)))
    house.volunteer(who)
    house.taps("human")
    house.presses(who, "!take:7")
    return house


def titles(effects: Iterable[Effect | Memory]) -> list[str]:
    """The titles of the topics that are opened."""
    return [aloud(effect.title) for effect in effects if isinstance(effect, OpenTopic)]
