"""What fits somebody, why, and why not: at most three, never padded, always with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.catalogue.models import Activity, Catalogue, Slot
from bot.core.resident import Need, Where
from bot.core.text import Text, foreign, say

AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like. Empty means: does not matter."""

    likes: tuple[str, ...] = ()
    where: Where | None = None
    needs: tuple[Need, ...] = ()
    said_no: tuple[str, ...] = ()  # activities that are not for them
    shown: tuple[tuple[str, int], ...] = ()  # activity, how often suggested before
    asked_for: str = ""  # typed words that are no interest, such as "biljart"
    not_now: tuple[str, ...] = ()  # activities to pass over this time ("something else")
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that fits. `slots` are its next dates that suit, soonest first (none: by appointment).

    `km` is along the road, None without a place. `band` is walk, bike, bus, far, home, or "" when nothing is known.
    """

    activity: Activity
    reasons: tuple[Text, ...]
    slots: tuple[Slot, ...]
    km: float | None
    band: str
    call_first: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A near miss. `ask`: it may fit after all, when a human asks what we don't know."""

    activity: Activity
    reason: Text
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer: what was found (best first), near misses, and (area, interest) of what does not exist nearby.

    `widened`: nothing fits nearby, so these are further away, online, by phone or at home. Say so.
    """

    found: tuple[Suggestion, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    widened: bool = False
    in_vain: tuple[tuple[str, str], ...] = ()


def suggest(
    wish: Wish, catalogue: Catalogue, coming: Mapping[str, Sequence[Slot]], now: datetime, zone: ZoneInfo,
) -> Suggestions:
    """What fits best. `now` is aware UTC, `coming` the next dates of each activity."""
    found = []
    for activity in catalogue.activities.values():
        liked = [key for key in wish.likes if key in activity.interests]
        if activity.status == "active" and (liked or not wish.likes) and activity.id not in wish.said_no:
            reason = (say("Because you chose {interest}.", interest=foreign(catalogue.interests[liked[0]].name))
                      if liked else say("Because it is something to just try."))
            slots = tuple(coming.get(activity.id, ()))
            found.append(Suggestion(activity, (reason,), slots, None, "", call_first=False))
    return Suggestions(tuple(found[:AT_MOST]))


def distance_words(band: str, km: float | None) -> Text:
    """How far it is, in words: "walking distance (1.2 km)"."""
    return say("walking distance ({km} km)", km=km or 0)
