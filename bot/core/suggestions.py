"""Showing what there is to do: up to three short lines, then a card on a tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.catalogue.models import Activity
from bot.core.effects import Button, CountWish, Effect, Memory
from bot.core.known import Known, Step, World
from bot.core.matching import LeftOut, Suggestion, Suggestions, Wish, distance_words, suggest, suggestion_of
from bot.core.reasons import free_words
from bot.core.resident import Resident
from bot.core.screens import HUMAN, SOMETHING_ELSE, lines, tell, with_resident
from bot.core.text import Clock, Euro, Join, Lines, Text, foreign, name, say

CHANGE = Button(say("Change my answers"), "change")
GO = say("I'd like to go")


def wish_of(resident: Resident) -> Wish:
    """What somebody is looking for, as matching wants to know it."""
    answers = resident.answers
    return Wish(
        likes=answers.likes, where=answers.where, needs=answers.needs, said_no=resident.said_no, shown=resident.shown
    )


def something_else(known: Known, world: World) -> Step:
    """Other suggestions than the last ones; when there are no others, the same again, and it says so."""
    passed_over = replace(wish_of(known.resident), not_now=known.resident.last_offer)
    others = suggest(passed_over, world.catalogue, world.coming, world.now, world.zone)
    if others.found or not known.resident.last_offer:
        return _shown(known, others, world)
    again = suggest(wish_of(known.resident), world.catalogue, world.coming, world.now, world.zone)
    still_there = say("I have nothing new now. These are still there.") if again.found else None
    return _shown(known, again, world, still_there)


def show(known: Known, world: World, *before: Text | None) -> Step:
    """Suggest up to three things, in one message; remember that they were shown."""
    found = suggest(wish_of(known.resident), world.catalogue, world.coming, world.now, world.zone)
    return _shown(known, found, world, *before)


def _shown(known: Known, found: Suggestions, world: World, *before: Text | None) -> Step:
    counts = dict(known.resident.shown)
    for suggestion in found.found:
        counts[suggestion.activity.id] = counts.get(suggestion.activity.id, 0) + 1
    shown = with_resident(
        known,
        question="none",
        choosing="",
        looked_at=world.now,
        shown=tuple(counts.items()),
        last_offer=tuple(suggestion.activity.id for suggestion in found.found),
    )
    wishes: tuple[Memory, ...] = tuple(CountWish(area, interest) for area, interest in found.in_vain)
    say_it = _nothing(shown, found, *before) if not found.found else _list(shown, found, world, *before)
    return Step(shown, (*wishes, say_it))


def _list(known: Known, found: Suggestions, world: World, *before: Text | None) -> Effect:
    opening = (
        say("Close by I find nothing like that now. This is a bit further, or from home. Have a look?")
        if found.widened
        else say("This is what I found. Tap one to read more.")
    )
    if is_forgetful(known.resident):
        before = (*before, say("I remember nothing of this after a day."))
    ask = _to_ask(found)
    cards = [_short(number, one, world) for number, one in enumerate(found.found, 1)]
    rows = [(Button(say("{n}. {name}", n=n, name=foreign(one.activity.name)), f"see:{one.activity.id}"),)
            for n, one in enumerate(found.found, 1)]
    asking = (ask_button(ask),) if ask else ()
    return tell(
        known, lines(*before, opening, *cards, ask_words(ask) if ask else None), *rows, asking,
        (SOMETHING_ELSE, CHANGE), (HUMAN,),
    )


def _nothing(known: Known, found: Suggestions, *before: Text | None) -> Effect:
    ask = _to_ask(found)
    text = say("Right now I find nothing that fits. A human may know more. Or shall we look wider?")
    asking = (ask_button(ask),) if ask else ()
    return tell(known, lines(*before, text, ask_words(ask) if ask else None), asking, (HUMAN,), (CHANGE,))


def _to_ask(found: Suggestions) -> LeftOut | None:
    """The nearest thing that may fit after all, once a human has asked what we don't know. Unknown is not yes."""
    return next((one for one in found.left_out if one.ask), None)


def ask_words(one: LeftOut) -> Text:
    """What we don't know about it."""
    if "activity" in one.reason.args:
        return one.reason
    return say("<b>{name}</b>: {question}", name=foreign(one.activity.name), question=one.reason)


def ask_button(one: LeftOut) -> Button:
    """Have it asked: a request to the team about this activity."""
    return Button(say("Yes, have it asked"), f"enquire:{one.activity.id}")


def is_forgetful(resident: Resident) -> bool:
    """Did somebody choose to look without being remembered?"""
    return resident.remember is False


def _short(number: int, one: Suggestion, world: World) -> Lines:
    """The short lines of one suggestion: name, when, how far, what it costs, why."""
    title = say("<b>{n}. {name}</b>", n=number, name=foreign(one.activity.name))
    facts = Lines((when_words(one, world), *_distance(one), cost_words(one.activity)), " · ")
    return lines(title, facts, _because(one), gap="\n")


def _because(one: Suggestion) -> Lines:
    """The reasons, without those that stand among the facts already."""
    cost = one.activity.cost
    said = [distance_words(one.band, one.km)]
    said += [free_words(one.activity)] if not cost.eur or cost.first_time_free == "yes" else []
    return Lines(tuple(reason for reason in one.reasons if reason not in said), " ")


def _distance(one: Suggestion) -> tuple[Text, ...]:
    return (distance_words(one.band, one.km),) if one.band else ()


def when_words(one: Suggestion, world: World) -> Text:
    """When it is: the next date in words, or that one agrees on a time."""
    if not one.slots:
        return say("at a time you agree on")
    start = one.slots[0].start
    today = world.now.astimezone(world.zone).date()
    day = start.astimezone(world.zone).date()
    if day == today:
        return say("today at {time}", time=Clock(start))
    if day == today + timedelta(days=1):
        return say("tomorrow at {time}", time=Clock(start))
    return say("{day}", day=start)


def cost_words(activity: Activity) -> Text:
    """What it costs, the first time above all."""
    cost = activity.cost
    if not cost.eur:
        return say("free")
    if cost.first_time_free == "yes":
        return say("first time free, then {price}", price=Euro(cost.eur))
    return say("{price}", price=Euro(cost.eur))


# ── one card ────────────────────────────────────────────────────────────────────────────────────────────────────
def card(known: Known, activity_id: str, world: World) -> Step:
    """Everything about one activity that makes it easier to dare: what happens when you come in before all else."""
    activity = world.catalogue.activities.get(activity_id)
    if activity is None or activity.status != "active":
        return show(known, world, say("That one is not on my list any more."))
    wish = replace(wish_of(known.resident), said_no=())
    one = suggestion_of(activity, wish, world.catalogue, world.coming, world.now, world.zone)
    parts = (
        say("<b>{name}</b>", name=foreign(activity.name)),
        foreign(activity.summary),
        lines(*_facts(one, world), gap="\n"),
        _first_visit(activity),
        _character(activity),
        _because(one),
        say("I checked this some time ago. Call before you go: {contact}.", contact=contact_words(activity))
        if one.call_first
        else None,
    )
    return Step(with_resident(known, question="none"), (tell(known, lines(*parts), *_card_buttons(activity)),))


def _card_buttons(activity: Activity) -> list[tuple[Button, ...]]:
    helps = (Button(say("Help out there"), f"help:{activity.id}"),) if activity.give else ()
    return [
        (Button(GO, f"go:{activity.id}"), *helps),
        (Button(say("Not for me"), f"no:{activity.id}"), SOMETHING_ELSE),
        (HUMAN,),
    ]


def _facts(one: Suggestion, world: World) -> list[Text]:
    activity = one.activity
    dates = Join(tuple(slot.start for slot in one.slots[:3]), "or")
    when = say("🗓 {dates}", dates=dates) if one.slots else say("🗓 At a time you agree on")
    where = say("📍 {place}", place=place_words(activity))
    far = [say("🚶 {distance}", distance=distance_words(one.band, one.km))] if one.band else []
    cost = [say("💶 {cost}", cost=cost_words(activity))]
    note = [say("{note}", note=foreign(activity.cost.note))] if activity.cost.note else []
    return [when, where, *far, *cost, *note]


def _first_visit(activity: Activity) -> Lines:
    visit = activity.first_visit
    return lines(
        say("<b>When you arrive</b>"),
        foreign(visit.arrive),
        foreign(visit.find_us) if visit.find_us else None,
        say("Who welcomes you: {who}", who=foreign(visit.welcomed_by)),
        gap="\n",
    )


def _character(activity: Activity) -> Text | None:
    """What somebody must know before choosing: that it is serious, or led by people like them."""
    if activity.commitment == "serious":
        return say("People take this seriously, and come every time.")
    if activity.led_by == "professional" and not activity.therapeutic:
        return say("A professional leads it. It is no therapy.")
    if activity.led_by == "peer":
        return say("It is led by people who have been through it themselves.")
    return None


def place_words(activity: Activity) -> Lines | Text:
    """Where it is, in words: name, street, town; or that it is online, by phone or at home."""
    place = activity.place
    known_words = {
        "online": say("online, from your own chair"),
        "phone": say("by phone"),
        "at_home": say("at your home"),
    }
    if place.kind in known_words:
        return known_words[place.kind]
    named = tuple(name(part) for part in (place.name, place.street) if part)
    return Lines((*named, place.town), ", ")


def contact_words(activity: Activity) -> str:
    """Whom to call, and on what number."""
    contact = activity.contact
    return ", ".join(part for part in (contact.name, contact.phone or contact.email) if part)


# ── not this one ────────────────────────────────────────────────────────────────────────────────────────────────
def not_for_me(known: Known, activity_id: str, world: World) -> Step:
    """A good answer: it is not shown again, and nothing is asked."""
    said_no = known.resident.said_no
    changed = known
    if activity_id in world.catalogue.activities and activity_id not in said_no:
        changed = with_resident(known, said_no=(*said_no, activity_id))
    return show(changed, world, say("Fine, not that one."))


def help_out(known: Known, activity_id: str, world: World) -> Step:
    """What a newcomer can contribute there, and the way to it."""
    activity = world.catalogue.activities.get(activity_id)
    if activity is None or not activity.give:
        return card(known, activity_id, world)
    roles = [say("• {role}", role=foreign(role.title)) for role in activity.give]
    text = lines(
        say("They are glad of help at {name}:", name=foreign(activity.name)),
        lines(*roles, gap="\n"),
        say("Come and see first. You decide afterwards."),
    )
    return Step(known, (tell(known, text, (Button(GO, f"go:{activity.id}"),), (SOMETHING_ELSE, HUMAN)),))
