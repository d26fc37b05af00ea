"""Why something fits, and why not, in the words of the person who asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.catalogue.models import Activity, Catalogue, Slot
from bot.core.resident import Need
from bot.core.text import Join, Text, foreign, say, say_n

if TYPE_CHECKING:
    from bot.core.matching import Wish

OWN, FAMILY, ALIKE, SIBLING = range(4)  # how an activity has to do with what was asked
_NEED_MET: dict[Need, Text] = {
    "step_free": say("There is no doorstep and no stairs."),
    "little_dutch": say("A little Dutch is enough."),
    "women_only": say("It is for women only."),
    "from_home": say("You can stay at home."),
}
_NEED_MISSED: dict[Need, Text] = {
    "step_free": say("There is a doorstep or there are stairs."),
    "quiet": say("It is not quiet there, and the group is large."),
    "free": say("It costs money."),
    "evening": say("It is not in the evening."),
    "weekend": say("It is not at the weekend."),
    "little_dutch": say("You need to speak Dutch there."),
    "women_only": say("It is not for women only."),
    "from_home": say("You have to leave your home for it."),
    "someone_along": say("Nobody comes along there."),
}
_NEED_UNKNOWN: dict[Need, Text] = {
    "step_free": say("I don't know about the doorstep. Shall I have it asked?"),
    "quiet": say("I don't know how quiet it is there. Shall I have it asked?"),
    "little_dutch": say("I don't know whether a little Dutch is enough. Shall I have it asked?"),
    "someone_along": say("I don't know whether somebody can come along. Shall I have it asked?"),
    "evening": say("The time is by appointment. Shall I ask about the evening?"),
    "weekend": say("The time is by appointment. Shall I ask about the weekend?"),
}


def distance_words(band: str, km: float | None) -> Text:
    """How far it is, in words: "walking distance (1.2 km)". For what comes to you: that you can stay at home."""
    far = max(0.1, round(km or 0.0, 1))
    if band == "home" or km is None:
        return say("You can stay at home.")
    if band == "walk":
        return say("walking distance ({km} km)", km=far)
    if band == "bike":
        return say("by bicycle ({km} km)", km=far)
    if band == "bus":
        return say("by bus ({km} km)", km=far)
    return say("further away ({km} km)", km=round(far))


def liked(like: str, tier: int, activity: Activity, catalogue: Catalogue, wish: Wish) -> Text:
    """The first reason: what they said they like."""
    if not like:
        if wish.asked_for:
            return say("Because you asked for “{words}”.", words=wish.asked_for)
        return say("You can simply try this once.")
    name = foreign(catalogue.interests[like].name)
    if like == "giving" and "giving" not in activity.interests:
        role = next(role for role in activity.give if role.when == "first_visit")
        return say("You can help there at once: {role}.", role=foreign(role.title))
    if tier == OWN:
        return say("Because you chose {interest}.", interest=name)
    kind = next((key for key in activity.interests if catalogue.interests[key].parent == like), "")
    if kind:
        part = foreign(catalogue.interests[kind].name)
        return say("You chose {interest}. This goes with it: {kind}.", interest=name, kind=part)
    return say("It is close to what you chose: {interest}.", interest=name)


def of_needs(activity: Activity, needs: Sequence[Need], slots: Sequence[Slot], zone: ZoneInfo) -> Iterator[Text]:
    """A reason for each need that is met."""
    for need in needs:
        if need in _NEED_MET:
            yield _NEED_MET[need]
    if "quiet" in needs:
        yield _quiet(activity)
    if "free" in needs:
        yield free_words(activity)
    if "evening" in needs and any(slot.is_evening(zone) for slot in slots):
        yield say("It is in the evening.")
    if "weekend" in needs and any(slot.is_weekend(zone) for slot in slots):
        yield say("It is at the weekend.")
    if "someone_along" in needs:
        yield buddy_words(activity)


def of_ease(activity: Activity, needs: Sequence[Need]) -> Iterator[Text]:
    """What makes a first time easy, and what somebody must know beforehand."""
    if "free" not in needs and (activity.cost.eur == 0 or activity.cost.first_time_free == "yes"):
        yield free_words(activity)
    if activity.commitment == "serious":
        yield say("It is serious: you come every time.")
    if activity.who.gender == "women" and "women_only" not in needs:
        yield _NEED_MET["women_only"]
    if activity.who.gender == "men":
        yield say("It is for men only.")
    if activity.who.indication_needed:
        yield say("You need a referral for it.")


def free_words(activity: Activity) -> Text:
    """How it is free."""
    cost = activity.cost
    if cost.eur == 0:
        return say("It is free.")
    if cost.first_time_free == "yes":
        return say("The first time is free.")
    return say("It is free with {passes}.", passes=Join(cost.passes, "or"))


def buddy_words(activity: Activity) -> Text:
    """Who goes along."""
    buddy = activity.first_visit.buddy
    if buddy == "pick_up":
        return say("Somebody picks you up the first time.")
    if buddy == "walks_along":
        return say("Somebody goes along with you.")
    return say("Somebody waits for you at the door.")


def _quiet(activity: Activity) -> Text:
    most = activity.group.typical_max
    if activity.group.sound == "quiet" or most is None:
        return say("It is quiet there.")
    return say_n("The group is small: one person at most.", "The group is small: {n} people at most.", most)


def missed(need: Need, fact: str) -> Text:
    """Why a need keeps something out; a question where we don't know."""
    return _NEED_UNKNOWN[need] if fact == "unknown" else _NEED_MISSED[need]


def stale(activity: Activity) -> Text:
    """What somebody hears about what was checked too long ago."""
    return say(
        "There was {activity}. I am not sure that it still exists. Shall I have it asked?",
        activity=foreign(activity.name),
    )


def not_open(activity: Activity, now: datetime, zone: ZoneInfo) -> Text:
    """Why there is nothing to go to."""
    if activity.is_ended_on(now.astimezone(zone).date()):
        return say("It has stopped.")
    if activity.status == "paused":
        return say("It takes a break now.")
    return say("I know no new date for it.")
