"""The hard limits: what keeps an activity out, whatever else is good about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import acos
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.catalogue.models import Slot
from bot.core import reasons
from bot.core.match_index import DATE_BITS, Candidate, Vector
from bot.core.resident import Need
from bot.core.text import Text, say

EARTH_KM = 6371.0
ROAD = 1.3  # a road is so much longer than the line through the air
BANDS: tuple[tuple[str, float], ...] = (("walk", 2.0), ("bike", 7.0), ("bus", 20.0), ("far", 60.0))
NEAR = ("", "walk", "bike", "bus")

Coming: TypeAlias = Mapping[str, Sequence[Slot]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When is asked, and what comes."""

    now: datetime
    day: date  # local
    zone: ZoneInfo
    coming: Coming


@dataclass(frozen=True, slots=True)
class Limit:
    """What keeps something out. `ask`: we don't know for sure, a human could find out."""

    reason: Text
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Something that can be gone to: its dates that suit, and whether to call first."""

    slots: tuple[Slot, ...]
    call_first: bool


def distance(candidate: Candidate, here: Vector | None) -> tuple[str, float | None]:
    """The band and the kilometres along the road; ("beyond", km) where it is too far for anybody."""
    there = candidate.at
    if here is None or there is None:
        return ("home" if candidate.home else ""), None
    product = here[0] * there[0] + here[1] * there[1] + here[2] * there[2]
    km = EARTH_KM * acos(min(1.0, product)) * ROAD
    if candidate.home:
        radius = candidate.activity.place.radius_km
        return ("beyond", km) if radius and km > radius * ROAD else ("home", None)
    for band, limit in BANDS:
        if km <= limit:
            return band, km
    return "beyond", km


def standing(candidate: Candidate, moment: Moment, needs: Sequence[Need]) -> Open | Limit:
    """Whether it is open to somebody with these needs."""
    activity = candidate.activity
    if activity.status != "active" or candidate.last_day < moment.day:
        return Limit(reasons.not_open(activity, moment.now, moment.zone))
    if candidate.shown_until < moment.day:
        return Limit(reasons.stale(activity), ask=True)
    slots = tuple(moment.coming.get(activity.id, ()))
    if not slots and not activity.schedule.any_time:
        return Limit(reasons.not_open(activity, moment.now, moment.zone))
    by_date = [need for need in needs if need in DATE_BITS]
    if by_date:
        slots = tuple(slot for slot in slots if _suits(slot, by_date, moment.zone))
        if not slots:
            return Limit(reasons.missed(by_date[0], "unknown" if activity.schedule.any_time else "no"),
                         ask=activity.schedule.any_time)
    return Open(slots[:3], candidate.fresh_until < moment.day)


def need_limit(candidate: Candidate, needs: Sequence[Need]) -> Limit | None:
    """The first need that is not met. What is not known is not met either, but can be asked."""
    unknown: Need | None = None
    by_date = [need for need in needs if need in DATE_BITS]
    if by_date and not any(candidate.perhaps & DATE_BITS[need] for need in by_date):
        return Limit(reasons.missed(by_date[0], "no"))
    for need in needs:
        fact = candidate.facts.get(need, "yes")
        if fact == "no":
            return Limit(reasons.missed(need, fact))
        if fact == "unknown":
            unknown = unknown or need
    return Limit(reasons.missed(unknown, "unknown"), ask=True) if unknown else None


def age_limit(candidate: Candidate, age: int | None) -> Limit | None:
    """Whether somebody of this age may come."""
    who = candidate.activity.who
    if age is None:
        return None
    if who.min_age is not None and age < who.min_age:
        return Limit(say("It is for people from {age} years.", age=who.min_age))
    if who.max_age is not None and age > who.max_age:
        return Limit(say("It is for people up to {age} years.", age=who.max_age))
    return None


def too_far(km: float | None) -> Limit:
    """Out of reach."""
    return Limit(say("It is too far: {km} km.", km=round(km or 0)))


def _suits(slot: Slot, needs: Sequence[Need], zone: ZoneInfo) -> bool:
    """Evening and weekend together mean either: those are the hours somebody has."""
    return ("evening" in needs and slot.is_evening(zone)) or ("weekend" in needs and slot.is_weekend(zone))
