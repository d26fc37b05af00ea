"""A resident's words on their way to the volunteers: copied, never forwarded, and never held back in silence."""

from __future__ import annotations

from dataclasses import replace

from bot.core.commands import NO, SKIP, YES, plain
from bot.core.effects import Effect, Relay, RelayEdit, ToResident, ToTopic
from bot.core.events import Said, SentMedia, SharedPlace
from bot.core.known import Known, Step, World
from bot.core.promises import promise_words
from bot.core.requests import choose_share, is_open, named
from bot.core.resident import Handover
from bot.core.screens import lines, tell
from bot.core.text import Lines, say


def said(known: Known, event: Said | SentMedia | SharedPlace, world: World) -> Step:
    """Pass on what a resident says to their topic; while nobody took it yet, say now and then that it was passed on."""
    handover = known.handover
    if handover is None or not is_open(known):
        return Step(known)
    if handover.state == "asked" and known.resident.question == "name" and isinstance(event, Said) and not event.edited:
        answer = named(known, event.text, world)
        if answer is not None:
            return answer
    if known.resident.question == "share" and isinstance(event, Said) and plain(event.text) in YES | NO | SKIP:
        return choose_share(known, "yes" if plain(event.text) in YES else "no", world)
    if isinstance(event, SentMedia) and event.kind == "contact":
        return Step(known, (_not_a_number(known),))
    if not isinstance(event, SharedPlace) and event.edited and _words(event):
        return Step(known, (_edit(known, event),))
    return _noticed(known, handover, _relay(known, event), world)


def _relay(known: Known, event: Said | SentMedia | SharedPlace) -> Effect:
    resident, message = known.resident.id, event.message
    reply_to = None if isinstance(event, SharedPlace) else event.reply_to
    report = f"relay:{message}:{resident}"
    return Relay(ToTopic(resident), ToResident(resident), message, reply_to=reply_to, protect=True, report=report)


def _edit(known: Known, event: Said | SentMedia) -> Effect:
    words = _words(event)
    report = f"edit:{event.message}:{known.resident.id}"
    return RelayEdit(ToTopic(known.resident.id), event.message, Lines((words,)), report)


def _words(event: Said | SentMedia) -> str:
    """What was typed. Where nothing that can be seen is left of it, the message itself is passed on again."""
    return (event.text if isinstance(event, Said) else event.caption).strip()


def _not_a_number(known: Known) -> Effect:
    """A contact holds a phone number: nothing of that kind reaches the group by accident."""
    return tell(known, say("That holds a phone number, so I did not pass it on. You want to? Then type the number."))


def _noticed(known: Known, handover: Handover, relay: Effect, world: World) -> Step:
    last = handover.noticed_at
    if handover.state != "asked" or (last is not None and world.now - last < world.policy.notice_rest):
        return Step(known, (relay,))
    text = lines(say("I pass it on."), promise_words(handover, world), gap=" ")
    noticed = replace(known, handover=replace(handover, noticed_at=world.now))
    return Step(noticed, (relay, tell(noticed, text)))
