"""What volunteers see of a resident: a chosen name and a code, and the answers only where the resident said yes."""

from __future__ import annotations

from bot.core.effects import Button, Edit, Keyboard, Say, ToTeam, ToTopic
from bot.core.hours import in_words
from bot.core.intake import NEED_LABELS
from bot.core.known import Known, World
from bot.core.resident import Contact, Handover, Resident, code_of
from bot.core.screens import keyboard, lines
from bot.core.text import Arg, Join, Lines, Text, foreign, say

_LANGUAGES = {"nl": say("Dutch"), "en": say("English")}
_WHY = {
    "asked": say("Asks for a human."),
    "danger": say("Wrote something worrying. Please be quick."),
    "companion": say("Would like company on the way to something."),
    "follow_up": say("A volunteer starts this conversation."),
    "institution": say("Is stuck with an institution."),
}


def title(resident: Resident) -> Text:
    """How a resident is called in the group: "Anna · k7", or "Guest · k7"."""
    if resident.name:
        return say("{name} · {code}", name=resident.name, code=code_of(resident.id))
    return say("Guest · {code}", code=code_of(resident.id))


# ── the request, in General ─────────────────────────────────────────────────────────────────────────────────────
def request_card(known: Known, handover: Handover, world: World) -> Say:
    """Somebody asks for a human: who takes it?"""
    return Say(
        ToTeam(handover.team), request_text(known, handover, world), request_buttons(known.resident),
        report=f"card:{known.resident.id}",
    )


def request_text(known: Known, handover: Handover, world: World) -> Lines:
    """The words of a request card."""
    resident = known.resident
    moment = in_words(handover.promised_at, world) if handover.promised_at else None
    return lines(
        say("🙋 <b>{who}</b>", who=title(resident)),
        _WHY[handover.why],
        _about(known, handover, world),
        say("Speaks: {language}", language=language_of(resident)),
        say("Promised: somebody reads this, at the latest {moment}.", moment=moment) if moment else None,
        gap="\n",
    )


def request_buttons(resident: Resident) -> Keyboard:
    """Under a request card."""
    return keyboard(
        (Button(say("I'll take it"), f"!take:{resident.id}"),),
        (Button(say("Tell me more"), f"!more:{resident.id}"), Button(say("Not today"), f"!later:{resident.id}")),
    )


def card_edit(known: Known, handover: Handover, card: int, world: World) -> Edit:
    """The card of a request as it is now: waiting, taken, or over."""
    to, who = ToTeam(handover.team), title(known.resident)
    if handover.state == "asked":
        return Edit(to, card, request_text(known, handover, world), request_buttons(known.resident))
    if handover.state == "claimed":
        return Edit(to, card, say("💬 {name} talks with <b>{who}</b>.", name=handover.claimer_name, who=who))
    return Edit(to, card, say("✔️ <b>{who}</b>: this conversation is over.", who=who))


# ── the briefing, in the topic ──────────────────────────────────────────────────────────────────────────────────
def briefing(known: Known, handover: Handover, world: World) -> Say:
    """What the claimer needs to know first. Holds none of the answers without the resident's consent."""
    buttons = ((Button(say("Hand back to the bot"), f"!back:{known.resident.id}"),),)
    return Say(
        ToTopic(known.resident.id), briefing_text(known, handover, world), buttons,
        report=f"brief:{known.resident.id}",
    )


def briefing_text(known: Known, handover: Handover, world: World) -> Lines:
    """The words of the briefing card."""
    return lines(
        say("<b>{who}</b>", who=title(known.resident)),
        lines(
            _WHY[handover.why],
            _about(known, handover, world),
            say("Speaks: {language}", language=language_of(known.resident)),
            *_answers(known, world),
            gap="\n",
        ),
        say("{name}, what you write here goes to them. Start a line with // for a note.", name=handover.claimer_name),
    )


def more_text(known: Known, handover: Handover, world: World) -> Lines:
    """A little more about a request, short enough for an alert (200 characters)."""
    parts: list[Arg] = [_WHY[handover.why], language_of(known.resident)]
    if known.resident.share:
        parts += [item for item in (_likes(known, world, 3), _place(known)) if item is not None]
    else:
        parts.append(say("Their answers are private."))
    return lines(*parts, gap=" ")


def language_of(resident: Resident) -> Arg:
    """The language of a resident, in words."""
    return _LANGUAGES.get(resident.language, resident.language)


def contact_words(contact: Contact, world: World) -> Text:
    """A follow-up in a few words: what, and when."""
    about = contact.plan.activity if contact.plan else ""
    activity = world.catalogue.activities.get(about)
    moment = in_words(contact.due, world)
    name: Arg = foreign(activity.name) if activity else about
    if contact.kind == "before" and about:
        return say("remind of {name}, {moment}", name=name, moment=moment)
    if contact.kind == "after" and about:
        return say("ask how {name} was, {moment}", name=name, moment=moment)
    return say("ask how it is going, {moment}", moment=moment)


def _answers(known: Known, world: World) -> tuple[Arg, ...]:
    if not known.resident.share:
        return (say("You don't see the answers. They did not say yes to that."),)
    needs = tuple(dict.fromkeys(NEED_LABELS[need].msgid for need in known.resident.answers.needs))
    mind = say("Keeps in mind: {needs}", needs=Join(tuple(Text(msgid) for msgid in needs))) if needs else None
    found = (_likes(known, world, 8), _place(known), mind, _shown(known, world), _plans(known, world))
    contact = known.contact
    after = say("Next from the bot: {what}", what=contact_words(contact, world)) if contact else None
    return tuple(item for item in (*found, after) if item is not None)


def _likes(known: Known, world: World, most: int) -> Text | None:
    interests = world.catalogue.interests
    names = tuple(foreign(interests[key].name) for key in known.resident.answers.likes if key in interests)
    return say("Likes: {likes}", likes=Join(names[:most])) if names else None


def _place(known: Known) -> Text | None:
    where = known.resident.answers.where
    return say("Looks in: {place}", place=where.name) if where else None


def _shown(known: Known, world: World) -> Text | None:
    activities = world.catalogue.activities
    names = tuple(foreign(activities[key].name) for key in known.resident.last_offer if key in activities)
    return say("Last suggested: {names}", names=Join(names)) if names else None


def _plans(known: Known, world: World) -> Text | None:
    activities = world.catalogue.activities
    coming = tuple(
        say("{name} ({moment})", name=foreign(activities[plan.activity].name), moment=plan.starts_at)
        for plan in known.plans
        if plan.state == "planned" and plan.activity in activities
    )
    return say("Plans: {plans}", plans=Join(coming)) if coming else None


def _about(known: Known, handover: Handover, world: World) -> Text | None:
    activity = world.catalogue.activities.get(handover.plan)
    if activity is None:
        return None
    plan = next((p for p in known.plans if p.activity == handover.plan and p.state == "planned"), None)
    if plan is None:
        return say("It is about: {name}", name=foreign(activity.name))
    return say("It is about: {name}, {moment}", name=foreign(activity.name), moment=plan.starts_at)
