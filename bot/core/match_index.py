"""The catalogue arranged for matching, once: by interest, by place, with every fact that does not change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, radians, sin
from operator import attrgetter
from typing import TypeAlias
from zlib import crc32

from bot.catalogue.models import EVENING_HOUR, Activity, Catalogue, Fact, daring_score, good_until
from bot.core.resident import Need

ENOUGH_DARING = 60
SMALL_GROUP = 10
HOME_KINDS = frozenset(("online", "phone", "at_home"))
CELL = 0.02  # degrees: about 2.2 km north to south
NEED_BITS: Mapping[Need, int] = {
    "step_free": 1, "quiet": 2, "free": 4, "little_dutch": 8, "women_only": 16, "from_home": 32, "someone_along": 64,
}
DATE_BITS: Mapping[Need, int] = {"evening": 1, "weekend": 2}
NOWHERE = (999, 999)  # the cell of what has no place, or none that we know

Cell: TypeAlias = tuple[int, int]
Vector: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An activity, and what we need to know of it again and again."""

    activity: Activity
    at: Vector | None  # on the unit sphere
    home: bool
    interests: tuple[str, ...]  # its own, and `giving` where a newcomer can help at once
    facts: Mapping[Need, Fact]  # needs that do not depend on a date
    met: int  # the bits of the needs that are surely met
    perhaps: int  # the bits of evening and weekend, where some date may be then
    last_day: date  # that it exists
    fresh_until: date
    shown_until: date
    hard_to_dare: bool
    ease: int  # 0: walk in, free; higher is more of a step
    order: int  # how easy a first time is, before anything about a person or a moment is known; unique but for chance


Cells: TypeAlias = Mapping[Cell, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class MatchIndex:
    """All candidates, and for each interest what has to do with it: a tier and, per cell, the candidates."""

    cells: Cells
    in_order: Cells  # all of them in one cell, the easiest first
    by_interest: Mapping[str, Cells]
    related: Mapping[str, tuple[tuple[str, ...], ...]]  # itself; parents and children; by synonym; of the same parent
    by_word: Mapping[str, Cells]


@lru_cache(maxsize=4)
def index_of(catalogue: Catalogue) -> MatchIndex:
    """The index of a catalogue: the same catalogue is arranged once."""
    everything: dict[Cell, list[Candidate]] = defaultdict(list)
    interests: dict[str, dict[Cell, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    words: dict[str, dict[Cell, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for activity in catalogue.activities.values():
        candidate, cell = _candidate(activity, catalogue)
        everything[cell].append(candidate)
        for key in candidate.interests:
            interests[key][cell].append(candidate)
        for word in words_of(" ".join((*activity.name.values(), *activity.summary.values()))):
            words[word][cell].append(candidate)
    return MatchIndex(
        _shut(everything),
        {NOWHERE: tuple(sorted((one for there in everything.values() for one in there), key=attrgetter("order")))},
        {key: _shut(cells) for key, cells in interests.items()},
        {key: _related(key, catalogue) for key in catalogue.interests},
        {word: _shut(cells) for word, cells in words.items()},
    )


def _shut(cells: Mapping[Cell, list[Candidate]]) -> Cells:
    return {cell: tuple(sorted(there, key=attrgetter("order"))) for cell, there in cells.items()}


def words_of(text: str) -> set[str]:
    """The words of four letters and more, small."""
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3}


def vector(lat: float, lon: float) -> Vector:
    """A point on the unit sphere: the product of two of them is the cosine of their distance."""
    return cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)), sin(radians(lat))


def cell_of(lat: float, lon: float) -> Cell:
    """The square of the map that holds a point."""
    return int(lat // CELL), int(lon // CELL)


def _candidate(activity: Activity, catalogue: Catalogue) -> tuple[Candidate, Cell]:
    point = _point(activity, catalogue)
    home = activity.place.kind in HOME_KINDS
    free = activity.cost.eur == 0 or activity.cost.first_time_free == "yes"
    facts = _facts(activity)
    fresh_until, shown_until = good_until(activity.checked)
    hard = daring_score(activity) < ENOUGH_DARING or activity.who.indication_needed
    steps = (activity.signup.needed != "no") + (not free) + (activity.commitment == "serious")
    steps += activity.who.gender != "all"  # we never ask; what may not be for them comes later
    candidate = Candidate(
        activity=activity,
        at=vector(*point) if point else None,
        home=home,
        interests=_interests(activity),
        facts=facts,
        met=sum(bit for need, bit in NEED_BITS.items() if facts[need] == "yes"),
        perhaps=_perhaps(activity),
        last_day=activity.last_day() or date.max,
        fresh_until=fresh_until,
        shown_until=shown_until,
        hard_to_dare=hard,
        ease=steps,
        order=(hard << 40) + (steps << 33) + crc32(activity.id.encode()),
    )
    return candidate, NOWHERE if home or point is None else cell_of(*point)


def _point(activity: Activity, catalogue: Catalogue) -> tuple[float, float] | None:
    """Where it is: its own coordinates, else the middle of the area of its postcode."""
    place = activity.place
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    area = catalogue.areas.get(catalogue.area_of(place.postcode)) if place.postcode else None
    return (area.lat, area.lon) if area else None


def _interests(activity: Activity) -> tuple[str, ...]:
    helps = any(role.when == "first_visit" and role.effort == "light" for role in activity.give)
    return tuple(dict.fromkeys((*activity.interests, *(("giving",) if helps else ()))))


def _related(key: str, catalogue: Catalogue) -> tuple[tuple[str, ...], ...]:
    interests = catalogue.interests
    family = [*_parents(key, catalogue), *(other for other in interests if key in _parents(other, catalogue))]
    mine = _names(key, catalogue)
    alike = [other for other in interests if other not in (key, *family) and mine & _names(other, catalogue)]
    parent = interests[key].parent
    siblings = [other for other in interests if parent and interests[other].parent == parent and other != key]
    return (key,), tuple(family), tuple(alike), tuple(siblings)


def _parents(key: str, catalogue: Catalogue) -> tuple[str, ...]:
    found: list[str] = []
    while (key := catalogue.interests[key].parent) and key not in found and key in catalogue.interests:
        found.append(key)
    return tuple(found)


def _names(key: str, catalogue: Catalogue) -> set[str]:
    interest = catalogue.interests[key]
    return {name.casefold() for name in (*interest.name.values(), *interest.synonyms)}


def _facts(activity: Activity) -> Mapping[Need, Fact]:
    home = activity.place.kind in HOME_KINDS
    buddy = activity.first_visit.buddy
    return {
        "step_free": "yes" if home else activity.access.step_free,
        "quiet": _quiet(activity),
        "free": _free(activity),
        "little_dutch": activity.languages.little_dutch_ok,
        "women_only": "yes" if activity.who.gender == "women" else "no",
        "from_home": "yes" if home else "no",
        "someone_along": "unknown" if buddy == "unknown" else "no" if buddy == "none" else "yes",
    }


def _perhaps(activity: Activity) -> int:
    """Whether any date of it may be in the evening (1) or at the weekend (2). By appointment: who knows."""
    schedule = activity.schedule
    starts = [*(rule.start for rule in schedule.rules), *(one.start for one in schedule.dates)]
    evening = schedule.any_time or any(start.hour >= EVENING_HOUR for start in starts)
    weekend = schedule.any_time or bool(schedule.dates) or any(
        rule.rrule or {"sa", "su"} & set(rule.days) for rule in schedule.rules
    )
    return DATE_BITS["evening"] * evening + DATE_BITS["weekend"] * weekend


def _quiet(activity: Activity) -> Fact:
    """Quiet is a quiet sound, or at most ten people."""
    sound, most = activity.group.sound, activity.group.typical_max
    if sound == "quiet" or (most is not None and most <= SMALL_GROUP):
        return "yes"
    return "unknown" if sound == "unknown" or most is None else "no"


def _free(activity: Activity) -> Fact:
    """Free, free the first time, or free with a pass: the reason says which."""
    cost = activity.cost
    if cost.eur == 0 or cost.first_time_free == "yes" or cost.passes:
        return "yes"
    return "no"
