"""What one activity alone can't tell: references, places, what ended, what was checked long ago."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.catalogue.activity import Activity
from bot.catalogue.daring import ENOUGH, daring_score, would_help
from bot.catalogue.distance import km_between
from bot.catalogue.entries import Entry, Source
from bot.catalogue.freshness import freshness
from bot.catalogue.models import Catalogue
from bot.catalogue.recurrence import rrule_is_readable
from bot.catalogue.references import unknown

FAR_KM = 5.0
_COUNTRIES = {"NL": (50.7, 53.7, 3.2, 7.3), "BE": (49.4, 51.6, 2.5, 6.5)}  # latitudes and longitudes, a box
_SENTENCE_END = re.compile(r"[.!?](\s|$)")


def check_entries(entries: list[Entry], region: Source, top: Catalogue | None, today: date) -> None:
    """Everything about the activities that one of them alone can't tell."""
    interests = region.keys_of("interests")
    ids = _check_ids(entries)
    for entry in entries:
        if entry.activity is None:
            continue
        _check_references(entry, entry.activity, interests, ids)
        _check_schedule(entry, entry.activity)
        if top:
            _check_point(entry, entry.activity, top)
        _check_picture(entry, entry.activity)
        _check_day(entry, entry.activity, today)
        _check_words(entry, entry.activity)


def _check_ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.key.startswith("#"):
            continue
        if entry.key in first:
            other = first[entry.key]
            entry.tell("duplicate_id", ("id",), where=f"{other.source.path.name}:{other.node.line}")
        first.setdefault(entry.key, entry)
    return tuple(first)


def _check_references(entry: Entry, activity: Activity, interests: tuple[str, ...], ids: tuple[str, ...]) -> None:
    for number, key in enumerate(activity.interests):
        if key not in interests:
            entry.faults.append(unknown(entry.node, ("interests", number), key, interests, "interest"))
    for number, key in enumerate(activity.continuity.after_end):
        if key not in ids:
            path = ("continuity", "after_end", number)
            entry.faults.append(unknown(entry.node, path, key, ids, "activity"))


def _check_schedule(entry: Entry, activity: Activity) -> None:
    for number, rule in enumerate(activity.schedule.rules):
        if rule.rrule and not rrule_is_readable(rule):
            entry.tell("bad_rrule", ("schedule", "rules", number, "rrule"))


def _check_point(entry: Entry, activity: Activity, top: Catalogue) -> None:
    lat, lon, country = activity.place.lat, activity.place.lon, top.region.public_holidays
    if lat is None or lon is None:
        return
    box = _COUNTRIES.get(country.country) if country else None
    if box and country and not _inside(box, lat, lon):
        code = "swapped" if _inside(box, lon, lat) else "outside_country"
        entry.tell(code, ("place", "lat"), country=country.country)
        return
    area = top.areas.get(top.area_of(activity.place.postcode)) if activity.place.postcode else None
    if area and (km := km_between(lat, lon, area.lat, area.lon)) > FAR_KM:
        entry.tell("far_from_area", ("place", "lat"), warn=True, km=round(km), area=next(iter(area.name.values())))


def _inside(box: tuple[float, float, float, float], lat: float, lon: float) -> bool:
    south, north, west, east = box
    return south <= lat <= north and west <= lon <= east



def _check_picture(entry: Entry, activity: Activity) -> None:
    picture = activity.picture
    if picture and "://" not in picture and not (entry.source.path.parent / picture).is_file():
        entry.tell("picture", ("picture",), warn=True, given=picture)


def _check_day(entry: Entry, activity: Activity, today: date) -> None:
    last = activity.last_day()
    if last and last < today:
        path = ("continuity", "ends_on") if last == activity.continuity.ends_on else ("schedule",)
        entry.tell("ended", path, warn=True, day=last.isoformat())
    if activity.status != "active" or activity.is_ended_on(today):
        return
    days = (today - activity.checked.date).days
    age = freshness(activity.checked, today)
    if days < 0:
        entry.tell("future_check", ("checked", "date"), warn=True)
    elif age != "fresh":
        entry.tell(age, ("checked", "date"), warn=True, days=days)


def _check_words(entry: Entry, activity: Activity) -> None:
    if activity.status != "active":
        return
    text = next(iter(activity.first_visit.arrive.values()))
    if not 2 <= len(_SENTENCE_END.findall(text)) <= 4:
        entry.tell("arrive", ("first_visit", "arrive"), warn=True)
    score = daring_score(activity)
    if score < ENOUGH:
        entry.tell("daring", (), warn=True, score=score, help=", ".join(would_help(activity)[:6]))
