"""What is written in a topic: words of the claimer go to the resident, everything else is a note and stays there."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import Effect, React, Relay, RelayEdit, Say, ToResident, ToTopic
from bot.core.ending import handed_back
from bot.core.events import TeamSaid
from bot.core.known import Group, GroupStep, Known, World
from bot.core.resident import Handover
from bot.core.text import Lines, Text, say
from bot.core.volunteers import is_volunteer

NOTE = "✍"  # a reaction that bots may set
ARRIVED = "👍"
NOTE_SIGN = "//"


def is_command(text: str) -> bool:
    """A command never reaches a resident; "//" begins a note."""
    return text.startswith("/") and not text.startswith(NOTE_SIGN)


def talked(group: Group, known: Known, event: TeamSaid) -> GroupStep:
    """Somebody wrote in the topic of a resident."""
    handover = known.handover
    if handover is None:
        return GroupStep(group)
    if not _speaks(group, handover, event):
        return _note(group, known, handover, event)
    resident = known.resident.id
    if event.edited and event.text.strip():
        change = f"reword:{event.message}:{resident}"
        return GroupStep(group, (RelayEdit(ToResident(resident), event.message, Lines((event.text,)), change),))
    report = f"back:{event.message}:{resident}"
    relay = Relay(ToResident(resident), ToTopic(resident), event.message, reply_to=event.reply_to, report=report)
    return GroupStep(group, (relay,))


def handed_back_by_word(group: Group, known: Known, event: TeamSaid, world: World) -> GroupStep:
    """`/terug`: the claimer hands back to the bot."""
    handover = known.handover
    if handover is None or handover.state != "claimed":
        return in_topic(group, known, event, say("The bot already has this conversation."))
    if not _is_claimer(group, handover):
        return in_topic(group, known, event, say("Only {name} can hand this back.", name=handover.claimer_name))
    step = handed_back(known, world)
    return GroupStep(group, step.effects, (step.known,))


def in_topic(group: Group, known: Known, event: TeamSaid, text: Text) -> GroupStep:
    """Answer in the topic; nothing goes to the resident."""
    return GroupStep(group, (Say(ToTopic(known.resident.id), text, reply_to=event.message),))


def _is_claimer(group: Group, handover: Handover) -> bool:
    by = group.by
    return by is not None and is_volunteer(by) and handover.state == "claimed" and handover.claimed_by == by.id


def _speaks(group: Group, handover: Handover, event: TeamSaid) -> bool:
    return _is_claimer(group, handover) and not event.text.startswith(NOTE_SIGN)


def _note(group: Group, known: Known, handover: Handover, event: TeamSaid) -> GroupStep:
    """Kept here. Whoever may think that it was sent is told once that it was not."""
    if event.edited:
        return GroupStep(group)
    noted: tuple[Effect, ...] = (React(ToTopic(known.resident.id), event.message, NOTE),)
    if handover.state == "claimed" or handover.hinted or event.text.startswith(NOTE_SIGN):
        return GroupStep(group, noted)
    hint = (
        say("Not sent yet. Press <b>I'll take it</b> on the card in General first.")
        if handover.state == "asked"
        else say("Not sent: this conversation is over. The bot has it again.")
    )
    hinted = replace(known, handover=replace(handover, hinted=True))
    return GroupStep(group, (*noted, Say(ToTopic(known.resident.id), hint)), (hinted,))
