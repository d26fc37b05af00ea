"""What the sender tells us about conversations with humans: a topic is there, a message arrived, or it did not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.effects import Button, Effect, OpenTopic, React, Relay, Say, ToResident, ToTeam, ToTopic
from bot.core.events import Delivered, SenderEvent, Undelivered
from bot.core.group_cards import briefing, card_edit, title
from bot.core.help_lines import help_words
from bot.core.known import Group, GroupStep, Known, World
from bot.core.requests import is_claimed, is_open
from bot.core.resident import Handover
from bot.core.resume import open_question
from bot.core.screens import lines, tell
from bot.core.text import Text, say
from bot.core.topic_talk import ARRIVED


def heard(group: Group, event: SenderEvent, world: World) -> GroupStep:
    """Reports are named `<what>:[<message>:]<resident>`; one about somebody who was erased meanwhile is nothing."""
    known = group.resident
    what, _, rest = event.report.partition(":")
    message = rest.partition(":")[0]
    if known is not None and what == "change" and isinstance(event, Undelivered):
        return _unchanged(group, known, event, world)
    if known is not None and known.handover is None and what in ("relay", "edit") and isinstance(event, Undelivered):
        return _too_late(group, known, message)
    if known is None or known.handover is None:
        return GroupStep(group)
    if isinstance(event, Delivered):
        arrived = _ARRIVED.get(what)
        return arrived(group, known, known.handover, event, world) if arrived else _reacted(group, known, what, message)
    lost = _LOST.get(what)
    if lost is None or not message.isdecimal():
        return GroupStep(group)
    return lost(group, known, known.handover, int(message), event, world)


# ── it arrived ──────────────────────────────────────────────────────────────────────────────────────────────────
def _topic_opened(group: Group, known: Known, handover: Handover, event: Delivered, world: World) -> GroupStep:
    return _remember(group, known, replace(handover, topic=event.message))


def _card_posted(group: Group, known: Known, handover: Handover, event: Delivered, world: World) -> GroupStep:
    """A card that somebody was quicker than, or that is no longer needed, is made true at once."""
    carded = replace(handover, card=event.message)
    late = handover.state != "asked" and handover.card != event.message
    edit: tuple[Effect, ...] = (card_edit(known, carded, event.message, world),) if late else ()
    return _remember(group, known, carded, *edit)


def _briefed(group: Group, known: Known, handover: Handover, event: Delivered, world: World) -> GroupStep:
    return _remember(group, known, replace(handover, briefing=event.message))


def _reacted(group: Group, known: Known, what: str, message: str) -> GroupStep:
    """A volunteer's line has reached the resident, and only now it says so."""
    if what != "back" or not message.isdecimal():
        return GroupStep(group)
    return GroupStep(group, (React(ToTopic(known.resident.id), int(message), ARRIVED),))


def _remember(group: Group, known: Known, handover: Handover, *effects: Effect) -> GroupStep:
    return GroupStep(group, effects, (replace(known, handover=handover),))


_ARRIVED: dict[str, Callable[[Group, Known, Handover, Delivered, World], GroupStep]] = {
    "topic": _topic_opened, "card": _card_posted, "brief": _briefed,
}


# ── it never will ───────────────────────────────────────────────────────────────────────────────────────────────
def _no_topic(group: Group, known: Known, handover: Handover, _: int, event: Undelivered, world: World) -> GroupStep:
    who, resident = title(known.resident), known.resident.id
    text = say("I can't open a topic for <b>{who}</b>. Give me the right to manage topics, then press here.", who=who)
    button = Button(say("Try again"), f"!topic:{resident}")
    return GroupStep(group, (Say(ToTeam(handover.team), text, ((button,),)),))


def _no_card(group: Group, known: Known, handover: Handover, _: int, event: Undelivered, world: World) -> GroupStep:
    """The group can't be reached: the resident does not wait for people who know nothing."""
    text = lines(
        say("My message did not reach the volunteers. I'd rather say so."),
        help_words(("talk",), known.resident, world, say("Would you like to talk now? You can call:")),
    )
    return GroupStep(group, (tell(known, text),))


def _not_relayed(
    group: Group, known: Known, handover: Handover, message: int, event: Undelivered, world: World
) -> GroupStep:
    """The topic is gone: a new one is opened and the words go there, once. Anything else is said to their sender."""
    if event.reason != "topic_gone" or not is_open(known):
        return _lost(group, known, handover, message, event, world)
    resident = known.resident.id
    again = Relay(ToTopic(resident), ToResident(resident), message, protect=True, report=f"again:{message}:{resident}")
    if handover.topic is None:
        return GroupStep(group, (again,))
    reopened = replace(handover, topic=None, briefing=None)
    opened: list[Effect] = [OpenTopic(handover.team, resident, title(known.resident), report=f"topic:{resident}")]
    if handover.state == "claimed":
        opened.append(briefing(known, reopened, world))
    return _remember(group, known, reopened, *opened, again)


def _unchanged(group: Group, known: Known, event: Undelivered, world: World) -> GroupStep:
    """What a button should have changed is gone from their chat: where we are is said anew."""
    if event.reason == "blocked" or is_claimed(known):
        return GroupStep(group)
    return GroupStep(group, open_question(known, world))


def _too_late(group: Group, known: Known, message: str) -> GroupStep:
    """The conversation was over before its topic was opened. After a stop nothing more is said."""
    if known.resident.stopped or known.resident.gone:
        return GroupStep(group)
    text = say("Nobody has read this: the conversation was over before I could pass it on.")
    return GroupStep(group, (Say(ToResident(known.resident.id), text, reply_to=int(message)),))


def _lost(group: Group, known: Known, handover: Handover, message: int, event: Undelivered, world: World) -> GroupStep:
    if event.reason == "blocked":  # the bot is out of the group: saying it again would not help
        return _no_card(group, known, handover, message, event, world)
    text = say("I could not pass this on. Will you say it in words, or send it again?")
    return GroupStep(group, (Say(ToResident(known.resident.id), text, reply_to=message),))


def _not_edited(
    group: Group, known: Known, handover: Handover, message: int, event: Undelivered, world: World
) -> GroupStep:
    """There is no copy to change: what was edited is passed on as it is now."""
    if event.reason == "blocked" or not is_open(known):
        return _lost(group, known, handover, message, event, world)
    resident = known.resident.id
    relay = Relay(ToTopic(resident), ToResident(resident), message, protect=True, report=f"relay:{message}:{resident}")
    return GroupStep(group, (relay,))


def _not_reworded(
    group: Group, known: Known, handover: Handover, message: int, event: Undelivered, world: World
) -> GroupStep:
    """A volunteer changed what never went to the resident, or what is gone there: it goes as it is now."""
    if event.reason == "blocked" or handover.state != "claimed":
        return _not_answered(group, known, handover, message, event, world)
    resident = known.resident.id
    relay = Relay(ToResident(resident), ToTopic(resident), message, report=f"back:{message}:{resident}")
    return GroupStep(group, (relay,))


def _not_answered(
    group: Group, known: Known, handover: Handover, message: int, event: Undelivered, world: World
) -> GroupStep:
    text = _WHY_NOT.get(event.reason, say("This did not arrive: Telegram refuses it. Will you write it otherwise?"))
    return GroupStep(group, (Say(ToTopic(known.resident.id), text, reply_to=message),))


_WHY_NOT: dict[str, Text] = {
    "blocked": say("This did not arrive: they have blocked the bot. They can come back at any time."),
    "message_gone": say("This did not arrive: it was deleted before I could pass it on."),
}
_LOST: dict[str, Callable[[Group, Known, Handover, int, Undelivered, World], GroupStep]] = {
    "topic": _no_topic, "card": _no_card, "relay": _not_relayed, "again": _lost, "back": _not_answered,
    "edit": _not_edited, "reword": _not_reworded,
}
