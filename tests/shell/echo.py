"""Small pure rules for the engine's tests: an echo, with a few words that make something happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.effects import (
    AnswerPress,
    CountWish,
    DeleteTopic,
    Effect,
    Erase,
    Memory,
    Say,
    ToResident,
    ToTeam,
    ToTopic,
)
from bot.core.events import (
    CameBack,
    ContactDue,
    DeadlinePassed,
    Delivered,
    Left,
    Pressed,
    ResidentEvent,
    Said,
    SenderEvent,
    TeamEvent,
    TeamPressed,
    TeamSaid,
)
from bot.core.known import Group, GroupStep, Known, Step, World
from bot.core.resident import Contact, Deadline
from bot.core.text import Html, say
from bot.engine import Rules

AFTER = timedelta(hours=1)


class Broken(Exception):
    """A bug."""


def step(known: Known, event: ResidentEvent, world: World) -> Step:
    """Say back what was said, and remember when. "break" is a bug; "erase" forgets; "wish" counts one."""
    seen = replace(known, resident=replace(known.resident, seen_at=world.now))
    match event:
        case Said(text="break") | Pressed(data="break"):
            raise Broken(f"words of {known.resident.id}: {event}")
        case Said(text="erase"):
            return Step(seen, _farewell(known))
        case Said(text="wish"):
            return Step(seen, (CountWish("lombok", "music"),))
        case Said(text=text):
            return Step(seen, (_say(known, text),))
        case Pressed(data="!answer", press=press):
            return Step(seen, (AnswerPress(press),))
        case Pressed():
            return Step(seen, (_say(known, event.data),))
        case Left() | CameBack():
            return Step(replace(known, resident=replace(known.resident, gone=isinstance(event, Left))))
        case ContactDue() | DeadlinePassed():
            return Step(seen, (_say(known, type(event).__name__),))
    return Step(seen)


def sorry(known: Known, world: World) -> Step:
    """One sentence that exists in every language."""
    return Step(known, (Say(ToResident(known.resident.id), say("Skip")),))


def in_group(group: Group, event: TeamEvent, world: World) -> GroupStep:
    """Say in the group whom something is about; "call" says it to them; "erase" forgets them."""
    about = group.resident.resident.id if group.resident else 0
    team = group.team.id if group.team else 0
    match event:
        case TeamSaid(text="break"):
            raise Broken
        case TeamSaid(text="erase"):
            return GroupStep(group, (Erase(about),))
        case TeamSaid(text="call"):
            return GroupStep(group, (Say(ToResident(about), say("Skip")), Say(ToTeam(team), say("Skip"))))
        case TeamPressed():
            return GroupStep(group)
        case _:
            return GroupStep(group, (Say(ToTeam(team), Html(f"{type(event).__name__} {about}")),))


def heard(group: Group, event: SenderEvent, world: World) -> GroupStep:
    """Write the number of a new topic down."""
    known = group.resident
    if known is None or known.handover is None or not isinstance(event, Delivered):
        return GroupStep(group)
    return GroupStep(group, residents=(replace(known, handover=replace(known.handover, topic=event.message)),))


def next_contact(known: Known, world: World) -> Contact | None:
    """An hour after they were seen last; none for who is gone."""
    if known.resident.gone:
        return None
    return Contact("look_again", (known.resident.seen_at or world.now) + AFTER)


def deadlines(known: Known, world: World) -> tuple[Deadline, ...]:
    """One for who asked for a human."""
    return (Deadline("promise", known.handover.asked_at + AFTER),) if known.handover else ()


ECHO = Rules(step, sorry, in_group, heard, next_contact, deadlines)


def _say(known: Known, text: str) -> Say:
    return Say(ToResident(known.resident.id), Html(text))


def _farewell(known: Known) -> tuple[Effect | Memory, ...]:
    """Words before and after, to the resident and into their topic."""
    number = known.resident.id
    before = (_say(known, "before"), Say(ToTopic(number), Html("gone")), DeleteTopic(1, 44))
    return (*before, Erase(number), _say(known, "after"))
