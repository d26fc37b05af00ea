"""A promise is a deadline: when somebody reads a request, and what is said when nobody does in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core import hours
from bot.core.effects import Button, DeleteMessage, Effect, ToTeam
from bot.core.group_cards import request_card
from bot.core.help_lines import help_words
from bot.core.known import Known, Step, World
from bot.core.resident import Deadline, Handover
from bot.core.screens import lines, tell
from bot.core.text import Lines, Text, name, say, say_n

PROMISE = "promise"
TOPIC = "topic"  # what is said in a topic does not stay for ever
STOP_WAITING = Button(say("I no longer need a human"), "human_off")
MEANWHILE = Button(say("Have a look for me"), "find")
MINUTES_TO_SAY = 90  # a longer wait is said in hours


def promised_moment(world: World) -> datetime:
    """By when somebody reads a request that is made now."""
    return hours.after_office_time(world.now, world.policy.promise, world)


def deadlines(known: Known, world: World) -> tuple[Deadline, ...]:
    """The promises that stand. Due a little before the promised moment, so that nobody waits in vain.

    After the end of a conversation: that its topic goes, `policy.topic_kept` later.
    """
    handover = known.handover
    if handover is not None and handover.state == "closed" and handover.topic is not None and handover.closed_at:
        return (Deadline(TOPIC, handover.closed_at + world.policy.topic_kept),)
    if handover is None or handover.state != "asked" or handover.promised_at is None:
        return ()
    return (Deadline(PROMISE, handover.promised_at - world.policy.warn_before),)


def promise_passed(known: Known, world: World) -> Step:
    """Nobody took it in time: the resident hears so now, with a new moment, and the team is reminded.

    Nothing when the promise no longer stands: taken, called off, or moved meanwhile. After `policy.promises` times
    no new moment is promised: it would not be true.
    """
    due = deadlines(known, world)
    handover = known.handover
    if handover is None or not due or due[0].what != PROMISE or due[0].due > world.now:
        return Step(known)
    late = handover.late + 1
    moment = hours.after_office_time(world.now, world.policy.later_promise, world)
    again = replace(handover, late=late, promised_at=moment if late < world.policy.promises else None, card=None)
    waiting = replace(known, handover=again)
    return Step(waiting, (_still_waiting(waiting, again, world), *_reminded(waiting, handover, again, world)))


def how_long(handover: Handover, world: World) -> Lines:
    """Who reads it, whether they are there now, by when, and how long it usually takes: all of it true."""
    there = hours.are_open(world.now, world)
    opening = say("They are there again {moment}.", moment=hours.in_words(hours.next_opening(world.now, world), world))
    return lines(
        say("I asked the volunteers."),
        None if there else opening,
        promise_words(handover, world),
        usual_wait(world) if there else None,
        gap=" ",
    )


def promise_words(handover: Handover, world: World) -> Text | None:
    """By when somebody reads it."""
    if handover.promised_at is None:
        return None
    return say("Somebody reads it at the latest <b>{moment}</b>.", moment=hours.in_words(handover.promised_at, world))


def usual_wait(world: World) -> Text | None:
    """How long it usually takes, where that was measured."""
    if world.usual_wait_s is None:
        return None
    minutes = max(1, round(world.usual_wait_s / 60))
    if minutes > MINUTES_TO_SAY:
        return say_n("Usually it takes about {n} hour.", "Usually it takes about {n} hours.", round(minutes / 60))
    return say_n("Usually it takes about {n} minute.", "Usually it takes about {n} minutes.", minutes)


def _still_waiting(known: Known, handover: Handover, world: World) -> Effect:
    organisation = world.catalogue.organisation
    if handover.promised_at is not None:
        opening = say("Nobody is free yet. That takes longer than I said.")
    else:
        opening = say("Still nobody is free. I don't know when somebody will be. Your question stays with the team.")
    contact = organisation.privacy_contact if organisation and handover.promised_at is None else ""
    text = lines(
        opening,
        promise_words(handover, world),
        say("You can also ask {name}: {contact}", name=name(organisation.name), contact=contact)
        if organisation and contact
        else None,
        help_words(("talk",), known.resident, world, say("Would you like to talk now? You can call:")),
    )
    return tell(known, text, (MEANWHILE,), (STOP_WAITING,))


def _reminded(known: Known, before: Handover, after: Handover, world: World) -> tuple[Effect, ...]:
    """The card again, at the bottom of the group, in the place of the old one."""
    old = () if before.card is None else (DeleteMessage(ToTeam(before.team), before.card),)
    return (*old, request_card(known, after, world))
