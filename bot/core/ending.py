"""The end of a conversation with a human: called off, ended, handed back, or erased with everything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.effects import DeleteMessage, DeleteTopic, Edit, Effect, Say, ToTeam, ToTopic
from bot.core.group_cards import card_edit, title
from bot.core.known import Known, Step, World
from bot.core.requests import is_open
from bot.core.resident import Handover, code_of
from bot.core.resume import open_question
from bot.core.screens import tell, with_resident
from bot.core.text import Text, say

DELETABLE = timedelta(hours=48)  # Telegram deletes nothing older: design, telegram.md


def end_by_resident(known: Known, world: World) -> Step:
    """The resident's own way out, one tap: the bot is back with the question that stood open."""
    handover = known.handover
    if handover is None or not is_open(known):
        nothing = tell(known, say("No human is here now. You are talking with me, the computer."))
        return Step(known, (nothing, *open_question(known, world)))
    closed = close(known, handover, world)
    who = title(known.resident)
    if handover.state == "claimed":
        to_team = say("{who} ended the conversation. What you write here is not sent any more.", who=who)
        to_resident = say("I'm back, the computer. {name} no longer reads along.", name=handover.claimer_name)
    else:
        to_team = say("{who} no longer needs a human.", who=who)
        to_resident = say("I told them. Nobody will write to you now. I'm here, the computer.")
    return Step(closed, (*to_the_team(closed, to_team, world), *_back(closed, to_resident, world)))


def handed_back(known: Known, world: World) -> Step:
    """The volunteer hands back: the resident hears who left, and the same question stands again."""
    handover = known.handover
    if handover is None or not is_open(known):
        return Step(known)
    closed = close(known, handover, world)
    to_team = say("Handed back. The bot talks with {who} again.", who=title(known.resident))
    to_resident = say("{name} has left the conversation. I'm back, the computer.", name=handover.claimer_name)
    return Step(closed, (*to_the_team(closed, to_team, world), *_back(closed, to_resident, world)))


def close(known: Known, handover: Handover, world: World) -> Known:
    """It is over. The topic is kept, so that a next conversation finds it again."""
    over = replace(handover, state="closed", closed_at=world.now, promised_at=None, hinted=False)
    resident = known.resident
    question = handover.question if resident.question in ("name", "share") else resident.question
    return replace(with_resident(known, question=question), handover=over)


def to_the_team(known: Known, text: Text, world: World) -> tuple[Effect, ...]:
    """A line in the topic, and the card of the request as it is now."""
    handover = known.handover
    card = () if handover is None or handover.card is None else (card_edit(known, handover, handover.card, world),)
    return (Say(ToTopic(known.resident.id), text), *card)


def _back(known: Known, text: Text, world: World) -> tuple[Effect, ...]:
    return (tell(known, text), *open_question(known, world))


def erased(known: Known, now: datetime) -> tuple[Effect, ...]:
    """What goes from the group when a resident is forgotten: the topic, and the card (emptied when too old)."""
    handover = known.handover
    if handover is None:
        return ()
    topic = () if handover.topic is None else (DeleteTopic(handover.team, handover.topic),)
    gone = say("{code} erased everything. Their topic is gone too.", code=code_of(known.resident.id))
    told = (Say(ToTeam(handover.team), gone),) if handover.state == "claimed" else ()
    return (*topic, *_card_gone(handover, now), *told)


def topic_passed(known: Known, world: World) -> Step:
    """The conversation ended long enough ago: its topic goes, and the name from its card in General."""
    handover = known.handover
    if handover is None or handover.topic is None or handover.state != "closed" or handover.closed_at is None:
        return Step(known)
    if world.now - handover.closed_at < world.policy.topic_kept:
        return Step(known)
    forgotten = replace(known, handover=replace(handover, topic=None, card=None, briefing=None))
    return Step(forgotten, (DeleteTopic(handover.team, handover.topic), *_card_gone(handover, world.now)))


def _card_gone(handover: Handover, now: datetime) -> tuple[Effect, ...]:
    if handover.card is None:
        return ()
    to = ToTeam(handover.team)
    if now - handover.asked_at < DELETABLE:
        return (DeleteMessage(to, handover.card),)
    return (Edit(to, handover.card, say("This request was erased.")),)
