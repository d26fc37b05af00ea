"""The three that are named, out of everything that fits: tier by tier, and varied among equals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.core.match_index import Candidate
from bot.core.search import Fitting, Search

_BANDS: Mapping[str, int] = {"walk": 0, "bike": 1, "bus": 2, "": 3, "home": 4, "far": 5}
_NOON, _EVENING = 12, 17
_LATEST_WEEK = 8
SHORTLIST = 24

Rank: TypeAlias = tuple[int, ...]
Traits: TypeAlias = tuple[str, ...]


def choose(search: Search, most: int) -> Sequence[Fitting]:
    """The best, at most `most`, best first. Each thing somebody said they like gets its turn."""
    ranks = {fit.candidate: _rank(fit, search) for fit in search.fitting}
    pool = _shortlist(search, ranks)
    traits = {fit.candidate: _traits(fit, search.moment.zone) for fit in pool}
    chosen: list[Fitting] = []
    open_likes = {like for like in search.wish.likes if like in search.index.related}
    while pool and len(chosen) < most:
        used = [trait for fit in chosen for trait in traits[fit.candidate]]
        best = min(pool, key=lambda fit: _turn(fit, open_likes, ranks, used, traits))
        pool.remove(best)
        chosen.append(best)
        open_likes -= best.candidate.serves
    _not_only_care(chosen, pool, ranks)
    return sorted(chosen, key=lambda fit: (fit.tier, _BANDS[fit.band]))


def _shortlist(search: Search, ranks: Mapping[Candidate, Rank]) -> list[Fitting]:
    """The best of each thing they like: enough to vary among equals."""
    best = sorted(search.fitting, key=lambda fit: ranks[fit.candidate])
    of_each: dict[str, list[Fitting]] = {}
    for fit in best:
        of_each.setdefault(fit.like, []).append(fit)
    plain = [fit for fit in best if not fit.candidate.activity.therapeutic][:1]
    some = [fit for fits in of_each.values() for fit in fits[:SHORTLIST]]
    return list({fit.candidate: fit for fit in (*some, *plain)}.values())


def _turn(
    fit: Fitting, open_likes: set[str], ranks: Mapping[Candidate, Rank], used: list[str],
    traits: Mapping[Candidate, Traits],
) -> Rank:
    rank = ranks[fit.candidate]
    waits = bool(open_likes) and fit.candidate.serves.isdisjoint(open_likes)
    repeats = sum([used.count(trait) for trait in traits[fit.candidate]]) if used else 0
    return (waits, *rank[:3], repeats, *rank[3:])


def _rank(fit: Fitting, search: Search) -> Rank:
    """Fit, distance, too little known to dare; then, among equals: ease, how soon, how seldom shown."""
    candidate = fit.candidate
    shown = next((times for name, times in search.wish.shown if name == candidate.activity.id), 0)
    weeks = (fit.open.slots[0].start - search.moment.now).days // 7 if fit.open.slots else 0
    return (
        fit.tier, _BANDS[fit.band], int(candidate.hard_to_dare), candidate.ease, min(weeks, _LATEST_WEEK), shown,
        candidate.order,
    )


def _traits(fit: Fitting, zone: ZoneInfo) -> Traits:
    """What should not be the same three times: who organises it, the setting, the part of the day, the kind."""
    activity = fit.candidate.activity
    organiser = next(iter(activity.organiser.values()))
    setting, kind = activity.place.kind, activity.interests[0]
    return f"by {organiser}", f"at {setting}", f"when {_day_part(fit, zone)}", f"kind {kind}"


def _day_part(fit: Fitting, zone: ZoneInfo) -> str:
    if not fit.open.slots:
        return "any"
    hour = fit.open.slots[0].start.astimezone(zone).hour
    return "morning" if hour < _NOON else "afternoon" if hour < _EVENING else "evening"


def _not_only_care(chosen: list[Fitting], rest: Sequence[Fitting], ranks: Mapping[Candidate, Rank]) -> None:
    """When all of it is care, the last gives way to the best that is not."""
    other = [fit for fit in rest if not fit.candidate.activity.therapeutic]
    if other and all(fit.candidate.activity.therapeutic for fit in chosen):
        chosen[-1] = min(other, key=lambda fit: ranks[fit.candidate])
