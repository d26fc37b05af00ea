"""Looking through the index for one wish: from near to far, and no further than is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import TYPE_CHECKING, TypeAlias

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
from bot.core.match_index import CELL, NEED_BITS, NOWHERE, Candidate, Cell, MatchIndex, Vector, vector, words_of
from bot.core.reasons import OWN, SIBLING

if TYPE_CHECKING:
    from bot.core.matching import Wish

PLENTY = 24  # of one wish in one tier: with so many nearby, what is further away can't be among the best three
ENOUGH_WITHOUT_PLACE = 400
MOST_MISSES = 60
_KM_PER_DEGREE = 111.2
_HALF_CELL_KM = 1.6  # from the middle of a cell to its corner, at most
Cells: TypeAlias = Mapping[Cell, tuple[Candidate, ...]]


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
    _seen: set[Candidate] = field(default_factory=set)
    _passed_over: frozenset[str] = frozenset()
    _here: Vector | None = None
    _mask: int = 0

    def run(self) -> None:
        """Nearby and at home first; further away only when nothing nearby fits; then what is close in kind."""
        where = self.wish.where
        self._here = vector(where.lat, where.lon) if where else None
        self._passed_over = frozenset((*self.wish.said_no, *self.wish.not_now))
        self._mask = sum(NEED_BITS.get(need, 0) for need in set(self.wish.needs))
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
        return any(key in group for group in self.index.related[like][:SIBLING] for key in fit.candidate.interests)

    def _look(self, tiers: Sequence[int], reach: str) -> None:
        """Each tier in turn, so that what fits two likes counts for the one it fits best."""
        likes = [like for like in self.wish.likes if like in self.index.related]
        for tier in tiers:
            for like in likes:
                self._through(self._cells(self.index.related[like][tier]), like, tier, reach)
        if not likes and SIBLING not in tiers:
            self._through(self._asked_for() if self.wish.asked_for else [self.index.cells], "", OWN, reach)

    def _cells(self, keys: Sequence[str]) -> list[Cells]:
        return [self.index.by_interest[key] for key in keys if key in self.index.by_interest]

    def _asked_for(self) -> list[Cells]:
        words = words_of(self.wish.asked_for)
        return [{NOWHERE: self.index.by_word[word]} for word in sorted(words) if word in self.index.by_word]

    def _through(self, groups: list[Cells], like: str, tier: int, reach: str) -> None:
        """From near to far, until there is plenty within a band."""
        before = len(self.fitting)
        rings: list[list[Candidate]] = [[] for _ in range(len(BANDS) + 1)]
        for cells in groups:
            for cell, candidates in cells.items():
                rings[self._ring(cell)] += candidates
        for ring in rings:
            for candidate in ring:
                self._weigh(candidate, like, tier, reach)
                if self._here is None and len(self.fitting) - before >= ENOUGH_WITHOUT_PLACE:
                    return
            if len(self.fitting) - before >= PLENTY:
                return

    def _ring(self, cell: Cell) -> int:
        """The nearest band that any point of a cell can lie in; what has no place comes last."""
        where = self.wish.where
        if where is None:
            return 0
        if cell == NOWHERE:
            return len(BANDS)
        north, east = cell
        lat, lon = (north + 0.5) * CELL, (east + 0.5) * CELL
        km = hypot((lat - where.lat) * _KM_PER_DEGREE, (lon - where.lon) * _KM_PER_DEGREE * cos(radians(lat)))
        nearest = max(0.0, km - _HALF_CELL_KM) * ROAD
        return next((ring for ring, (_, limit) in enumerate(BANDS) if nearest <= limit), len(BANDS) - 1)

    def _weigh(self, candidate: Candidate, like: str, tier: int, reach: str) -> None:
        if candidate in self._seen or candidate.activity.id in self._passed_over:
            return
        full = len(self.misses) >= MOST_MISSES
        if full and candidate.met & self._mask != self._mask:
            return
        band, km = distance(candidate, self._here)
        if band == "beyond" or (band == "far" and reach != "far"):
            if not full and reach != "far":
                self.misses.append(Miss(candidate, tier, km or 0.0, too_far(km)))
            return
        self._seen.add(candidate)
        limit = need_limit(candidate, self.wish.needs) or age_limit(candidate, self.wish.age)
        state = limit or standing(candidate, self.moment, self.wish.needs)
        if isinstance(state, Open):
            self.fitting.append(Fitting(candidate, like, tier, band, km, state))
        elif state and (not full or state.ask):
            self.misses.append(Miss(candidate, tier, km or 0.0, state))
