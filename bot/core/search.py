"""Looking through the index for one wish: from near to far, and no further than is needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import TYPE_CHECKING, NamedTuple

from bot.core.limits import (
    BANDS,
    NEAR,
    ROAD,
    Limit,
    Moment,
    Open,
    age_limit,
    distance,
    need_limit,
    standing,
    too_far,
)
from bot.core.match_index import (
    CELL,
    NOWHERE,
    Candidate,
    Cell,
    Cells,
    MatchIndex,
    Vector,
    vector,
    words_of,
)
from bot.core.reasons import OWN, SIBLING

if TYPE_CHECKING:
    from bot.core.matching import Wish

PLENTY = 12  # of one wish in one tier: with so many nearby, what is further away can't be among the best three
MOST = 24
MOST_MISSES = 30
_KM_PER_DEGREE = 111.2
_AFTER_RING = (("", "walk"), ("bike",), ("bus",), ("far", "beyond"), ("", "home", "beyond"))  # complete by then
_REACH = [limit for _, limit in BANDS]
_HALF_CELL_KM = 1.6  # from the middle of a cell to its corner, at most


class Fit(NamedTuple):
    """What a candidate has to do with a like, and how far it is."""

    like: str
    tier: int
    band: str
    km: float | None


@dataclass(frozen=True, slots=True)
class Fitting:
    """A candidate within all limits: how it fits, how far it is, when it is."""

    candidate: Candidate
    like: str
    tier: int
    band: str
    km: float | None
    open: Open


@dataclass(frozen=True, slots=True)
class Miss:
    """A candidate that would have fitted, and what kept it out."""

    candidate: Candidate
    tier: int
    km: float
    limit: Limit


@dataclass(slots=True)
class Search:
    """One search. After `run`, `fitting` holds what is within the limits and `misses` what nearly was."""

    wish: Wish
    index: MatchIndex
    moment: Moment
    fitting: list[Fitting] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    widened: bool = False
    _done: set[int] = field(default_factory=set)  # found, or kept out for good: by their place in line
    _places: dict[int, tuple[str, float | None]] = field(default_factory=dict)
    _passed_over: frozenset[str] = frozenset()
    _here: Vector | None = None
    _ring_of: dict[Cell, int] = field(default_factory=dict)
    _choosy: bool = False
    _meeting: frozenset[int] = frozenset()  # who is choosy: what surely meets their needs, if its dates do

    def run(self) -> None:
        """Nearby and at home first; further away only when nothing nearby fits; then what is close in kind."""
        where = self.wish.where
        self._here = vector(where.lat, where.lon) if where else None
        self._passed_over = frozenset((*self.wish.said_no, *self.wish.not_now))
        self._choosy = bool(self.wish.needs)
        self._meeting = self.index.meeting(self.wish.needs)
        self._look(range(SIBLING), "bus")
        if not any(fit.band in NEAR for fit in self.fitting) and "from_home" not in self.wish.needs:
            self.widened = where is not None
            self._look(range(SIBLING), "far")
            if not self.fitting:
                self.widened = True
                self._look((SIBLING,), "bus")
        found = {fit.candidate for fit in self.fitting}
        missed = {miss.candidate: miss for miss in reversed(self.misses) if miss.candidate not in found}
        self.misses = list(missed.values())

    def covers(self, fit: Fitting, like: str) -> bool:
        """Whether something that fits has to do with this like."""
        return like in fit.candidate.serves

    def _look(self, tiers: Sequence[int], reach: str) -> None:
        """Each tier in turn, so that what fits two likes counts for the one it fits best."""
        likes = [like for like in self.wish.likes if like in self.index.related]
        enough: set[str] = set()  # what fits better is plenty: what fits less can't be among the best three
        for tier in tiers:
            for like in likes:
                if like in enough:
                    continue
                before = len(self.fitting)
                self._through(self._cells(self.index.related[like][tier]), like, tier, reach)
                if len(self.fitting) - before >= PLENTY:
                    enough.add(like)
        if not likes and SIBLING not in tiers:
            self._through(self._asked_for() if self.wish.asked_for else [self._everything()], "", OWN, reach)

    def _everything(self) -> Cells:
        return self.index.cells if self.wish.where else self.index.in_order

    def _cells(self, keys: Sequence[str]) -> list[Cells]:
        return [self.index.by_interest[key] for key in keys if key in self.index.by_interest]

    def _asked_for(self) -> list[Cells]:
        words = words_of(self.wish.asked_for)
        return [self.index.by_word[word] for word in sorted(words) if word in self.index.by_word]

    def _through(self, groups: list[Cells], like: str, tier: int, reach: str) -> None:
        """From near to far, the easiest first time first; no further once there is plenty within a band."""
        kept = 0
        waiting: dict[str, list[int]] = {band: [] for band in (*NEAR, "home", "far", "beyond")}
        for ring, bands in zip(self._rings(groups), _AFTER_RING, strict=True):
            if "far" in bands and reach != "far" and self._misses_are_full():
                continue
            for band in bands:
                ring += waiting[band]
                waiting[band] = []
            for place in sorted(ring):
                if place in self._done:
                    continue
                band, km = self._places.get(place) or self._distance(place)
                if band not in bands:
                    waiting[band].append(place)
                elif self._weigh(place, Fit(like, tier, band, km), reach):
                    kept += 1
                    if kept >= MOST:
                        return
            if kept >= PLENTY:
                return

    def _rings(self, groups: list[Cells]) -> Iterator[list[int]]:
        """Candidates by the nearest band their cell reaches; few of those that don't meet the needs."""
        rings: list[list[Sequence[int]]] = [[] for _ in _AFTER_RING]
        for cells in groups:
            for cell, there in cells.items():
                rings[self._ring(cell)].append(there)
        room = MOST_MISSES
        for ring in rings:
            found: list[int] = []
            if self._misses_are_full():
                room = 0
            for there in ring:
                if self._choosy:
                    found += there[:room]
                    found += filter(self._meeting.__contains__, there[room:])
                    room = max(0, room - len(there))
                else:
                    found += there
            yield found

    def _misses_are_full(self) -> bool:
        """Whether what does not fit may as well be left alone."""
        return len(self.misses) >= MOST_MISSES

    def _distance(self, place: int) -> tuple[str, float | None]:
        found = self._places[place] = distance(self.index.line[place], self._here)
        return found

    def _ring(self, cell: Cell) -> int:
        """The nearest band that any point of a cell can lie in; what has no place comes last."""
        ring = self._ring_of.get(cell)
        if ring is None:
            ring = self._ring_of[cell] = self._work_out_ring(cell)
        return ring

    def _work_out_ring(self, cell: Cell) -> int:
        where = self.wish.where
        if where is None:
            return 0
        if cell == NOWHERE:
            return len(BANDS)
        north, east = cell
        lat, lon = (north + 0.5) * CELL, (east + 0.5) * CELL
        km = hypot((lat - where.lat) * _KM_PER_DEGREE, (lon - where.lon) * _KM_PER_DEGREE * cos(radians(lat)))
        nearest = max(0.0, km - _HALF_CELL_KM) * ROAD
        return min(bisect_left(_REACH, nearest), len(BANDS) - 1)

    def _weigh(self, place: int, fit: Fit, reach: str) -> bool:
        """Keep it when it is within all limits; else remember it as a near miss while we still want those."""
        like, tier, band, km = fit
        candidate = self.index.line[place]
        if candidate.activity.id in self._passed_over or candidate.activity.status == "draft":
            self._done.add(place)
            return False
        if band == "beyond" or (band == "far" and reach != "far"):
            if not self._misses_are_full():
                self.misses.append(Miss(candidate, tier, km or 0.0, too_far(km)))
            return False
        state = self._state(place, candidate)
        if isinstance(state, Open):
            self._done.add(place)
            self.fitting.append(Fitting(candidate, like, tier, band, km, state))
            return True
        if self._misses_are_full():
            self._done.add(place)
        else:
            self.misses.append(Miss(candidate, tier, km or 0.0, state))
        return False

    def _state(self, place: int, candidate: Candidate) -> Open | Limit:
        limit = need_limit(candidate, self.wish.needs) if self._choosy and place not in self._meeting else None
        return limit or age_limit(candidate, self.wish.age) or standing(candidate, self.moment, self.wish.needs)
