"""The catalogue arranged for matching, once: by interest, by place, with every fact that does not change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, radians, sin
from typing import TypeAlias
from zlib import crc32

from bot.catalogue.models import EVENING_HOUR, Activity, Catalogue, Fact, daring_score, good_until
from bot.core.reasons import SIBLING
from bot.core.resident import Need

ENOUGH_DARING = 60
SMALL_GROUP = 10
HOME_KINDS = frozenset(("online", "phone", "at_home"))
CELL = 0.02  # degrees: about 2.2 km north to south
FIXED: Sequence[Need] = ("step_free", "quiet", "free", "little_dutch", "women_only", "from_home", "someone_along")
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
    perhaps: int  # the bits of evening and weekend, where some date may be then
    last_day: date  # that it exists
    fresh_until: date
    shown_until: date
    hard_to_dare: bool
    ease: int  # 0: walk in, free; higher is more of a step
    serves: frozenset[str]  # the likes it has to do with, closely
    order: int  # its place in line: how easy a first time is, before anything about a person or a moment is known


Cells: TypeAlias = Mapping[Cell, Sequence[int]]  # candidates by their place in line, the easiest first


@dataclass(frozen=True, slots=True)
class MatchIndex:
    """All candidates in line, and for each interest what has to do with it: a tier and, per cell, the candidates."""

    line: Sequence[Candidate]  # all of them, the easiest first
    by_need: Mapping[Need, frozenset[int]]
    cells: Cells
    in_order: Cells  # all of them in one cell
    by_interest: Mapping[str, Cells]
    related: Mapping[str, tuple[tuple[str, ...], ...]]  # itself; parents and children; by synonym; of the same parent
    by_word: Mapping[str, Cells]

    def meeting(self, needs: Sequence[Need]) -> frozenset[int]:
        """What surely meets these needs, though of its dates only some may: evening and weekend mean either."""
        dates = [self.by_need[need] for need in needs if need in DATE_BITS]
        found = [self.by_need[need] for need in needs if need not in DATE_BITS]
        found += [dates[0].union(*dates[1:])] if dates else []
        return found[0].intersection(*found[1:]) if found else frozenset()


@lru_cache(maxsize=4)
def index_of(catalogue: Catalogue) -> MatchIndex:
    """The index of a catalogue: the same catalogue is arranged once."""
    related = {key: _related(key, catalogue) for key in catalogue.interests}
    served = _served(related)
    everything: dict[Cell, list[int]] = defaultdict(list)
    interests: dict[str, dict[Cell, list[int]]] = defaultdict(lambda: defaultdict(list))
    words: dict[str, dict[Cell, list[int]]] = defaultdict(lambda: defaultdict(list))
    places = {one.id: place for place, one in enumerate(sorted(catalogue.activities.values(), key=_ease))}
    line: dict[int, Candidate] = {}
    for activity in catalogue.activities.values():
        candidate, cell = _candidate(activity, catalogue, served, place := places[activity.id])
        line[place] = candidate
        everything[cell].append(place)
        for key in candidate.interests:
            interests[key][cell].append(place)
        for word in words_of(" ".join((*activity.name.values(), *activity.summary.values()))):
            words[word][cell].append(place)
    return MatchIndex(
        [line[place] for place in range(len(line))],
        _by_need(line),
        _in_line(everything),
        {NOWHERE: range(len(line))},
        {key: _in_line(cells) for key, cells in interests.items()},
        related,
        {word: _in_line(cells) for word, cells in words.items()},
    )


def _by_need(line: Mapping[int, Candidate]) -> Mapping[Need, frozenset[int]]:
    found = {need: [place for place, one in line.items() if one.facts[need] == "yes"] for need in FIXED}
    found |= {need: [place for place, one in line.items() if one.perhaps & bit] for need, bit in DATE_BITS.items()}
    return {need: frozenset(places) for need, places in found.items()}


def _in_line(cells: Mapping[Cell, list[int]]) -> Cells:
    return {cell: sorted(there) for cell, there in cells.items()}


def words_of(text: str) -> set[str]:
    """The words of four letters and more, small."""
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 3}


def vector(lat: float, lon: float) -> Vector:
    """A point on the unit sphere: the product of two of them is the cosine of their distance."""
    return cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)), sin(radians(lat))


def cell_of(lat: float, lon: float) -> Cell:
    """The square of the map that holds a point."""
    return int(lat // CELL), int(lon // CELL)


def _ease(activity: Activity) -> tuple[bool, int, int]:
    """How easy a first time is; unique but for chance."""
    return _is_hard(activity), _steps(activity), crc32(activity.id.encode())


def _is_hard(activity: Activity) -> bool:
    return daring_score(activity) < ENOUGH_DARING or activity.who.indication_needed


def _steps(activity: Activity) -> int:
    free = activity.cost.eur == 0 or activity.cost.first_time_free == "yes"
    steps = (activity.signup.needed != "no") + (not free) + (activity.commitment == "serious")
    return steps + (activity.who.gender != "all")  # we never ask; what may not be for them comes later


def _candidate(
    activity: Activity, catalogue: Catalogue, served: Mapping[str, frozenset[str]], order: int
) -> tuple[Candidate, Cell]:
    point = _point(activity, catalogue)
    home = activity.place.kind in HOME_KINDS
    facts, interests = _facts(activity), _interests(activity)
    fresh_until, shown_until = good_until(activity.checked)
    candidate = Candidate(
        activity=activity,
        at=vector(*point) if point else None,
        home=home,
        interests=interests,
        facts=facts,
        perhaps=_perhaps(activity),
        last_day=activity.last_day() or date.max,
        fresh_until=fresh_until,
        shown_until=shown_until,
        hard_to_dare=_is_hard(activity),
        ease=_steps(activity),
        serves=frozenset().union(*(served.get(key, ()) for key in interests)),
        order=order,
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


def _served(related: Mapping[str, Sequence[Sequence[str]]]) -> Mapping[str, frozenset[str]]:
    """For each interest the likes it goes with: all but those of the same parent."""
    served: dict[str, set[str]] = defaultdict(set)
    for like, groups in related.items():
        for key in (key for group in groups[:SIBLING] for key in group):
            served[key].add(like)
    return {key: frozenset(likes) for key, likes in served.items()}


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
