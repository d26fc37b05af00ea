"""What fits somebody, why, and why not: at most three, never padded, always with a reason.

First the hard limits, then tiers one after another: how well the interest fits, how far it is, how easy a first time
is, how soon, how seldom it was shown. Among equals we vary. Nothing is weighed, so everything can be explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.catalogue.models import Activity, Catalogue, Slot
from bot.core import reasons
from bot.core.choosing import choose
from bot.core.limits import NEAR, Coming, Moment
from bot.core.match_index import index_of
from bot.core.reasons import distance_words
from bot.core.resident import Need, Where
from bot.core.search import Fitting, Miss, Search
from bot.core.text import Text

__all__ = ["AT_MOST", "LeftOut", "Suggestion", "Suggestions", "Wish", "distance_words", "suggest"]

AT_MOST = 3
NEAR_MISSES = 10


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


def suggest(wish: Wish, catalogue: Catalogue, coming: Coming, now: datetime, zone: ZoneInfo) -> Suggestions:
    """What fits best. `now` is aware UTC, `coming` the next dates of each activity."""
    moment = Moment(now, now.astimezone(zone).date(), zone, coming)
    search = Search(wish, index_of(catalogue), moment)
    search.run()
    chosen = choose(search, AT_MOST)
    likes = tuple(like for like in wish.likes if like in catalogue.interests)
    at_home = "from_home" in wish.needs
    near = [fit for fit in search.fitting if at_home or fit.band in NEAR]
    area = wish.where.area if wish.where else ""
    return Suggestions(
        found=tuple(_suggestion(fit, wish, catalogue, zone) for fit in chosen),
        left_out=tuple(_left_out(search.misses)),
        widened=bool(chosen) and search.widened,
        in_vain=tuple((area, like) for like in likes if not any(search.covers(fit, like) for fit in near)),
    )


def suggestion_of(
    activity: Activity, wish: Wish, catalogue: Catalogue, coming: Coming, now: datetime, zone: ZoneInfo
) -> Suggestion:
    """One activity that somebody asks to see, as it fits them; without reasons where it does not fit the wish."""
    moment = Moment(now, now.astimezone(zone).date(), zone, coming)
    search = Search(wish, index_of(catalogue), moment)
    search.run()
    fits = (fit for fit in search.fitting if fit.candidate.activity.id == activity.id)
    return next(
        (_suggestion(fit, wish, catalogue, zone) for fit in fits),
        Suggestion(activity, (), tuple(coming.get(activity.id, ())), None, "", call_first=False),
    )


def _suggestion(fit: Fitting, wish: Wish, catalogue: Catalogue, zone: ZoneInfo) -> Suggestion:
    activity = fit.candidate.activity
    words: list[Text] = [reasons.liked(fit.like, fit.tier, activity, catalogue, wish)]
    words += reasons.of_needs(activity, wish.needs, fit.open.slots, zone)
    words += reasons.of_ease(activity, wish.needs)
    words += [distance_words(fit.band, fit.km)] if fit.band else []
    km = None if fit.km is None else round(fit.km, 2)
    return Suggestion(
        activity, _once(words), fit.open.slots, km, fit.band, call_first=fit.open.call_first,
    )


def _once(words: Sequence[Text]) -> tuple[Text, ...]:
    """The same reason is not given twice."""
    return tuple(text for place, text in enumerate(words) if text not in words[:place])


def _left_out(misses: Sequence[Miss]) -> Sequence[LeftOut]:
    """The nearest misses: what only has to be asked first, then by how well it would have fitted."""
    best = sorted(misses, key=lambda miss: (not miss.limit.ask, miss.tier, miss.km, miss.candidate.order))
    return [
        LeftOut(miss.candidate.activity, miss.limit.reason, miss.limit.ask) for miss in best[:NEAR_MISSES]
    ]
