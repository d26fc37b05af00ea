"""The catalogue and the texts, as the bot would use them today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.catalogue.distance import km_between
from bot.catalogue.freshness import freshness
from bot.catalogue.models import Activity, Area, Catalogue
from bot.catalogue.reading import Reading, read
from bot.doctor.findings import Finding, look, many, well, wrong
from bot.texts import incomplete

NEAR_KM = 3.0
FEW = 5


def check_catalogue(path: Path, today: date, *, allows_example: bool) -> Iterator[Finding]:
    """Errors, what is invented, what is too old, where there is nothing to do."""
    tell_all = f"schuifaan check {path}"
    if not path.exists():
        yield wrong("catalogue", f"There is nothing at {path}.", "set CATALOGUE to a file, or a folder of files")
        return
    reading = read(path, today, "en")
    if reading.errors or reading.catalogue is None:
        yield wrong("catalogue", _errors(reading), tell_all)
    if reading.catalogue is None:
        return
    catalogue = reading.catalogue
    if not reading.errors:
        told = f"{len(catalogue.activities)} activities without errors, {many(len(catalogue.areas), 'area')}."
        yield well("catalogue", told)
    yield from _invented(catalogue, allows_example=allows_example)
    yield from _to_look_after(catalogue, today, tell_all)
    yield _time_zone(catalogue)


def check_texts() -> Finding:
    """Whatever is not translated is said in English."""
    unfinished = {language: n for language, n in incomplete().items() if n}
    if unfinished:
        told = ", ".join(f"{language} {n}" for language, n in unfinished.items())
        return look("texts", f"Not translated: {told}.", "write them in locales/, with docs/add-a-language.md")
    return well("texts", f"Complete in {', '.join(incomplete())}.")


def _errors(reading: Reading) -> str:
    first = " ".join(str(reading.errors[0]).split()) if reading.errors else "nothing in it can be used"
    rest = len(reading.errors) - 1
    return f"It has errors: {first}{f', and {rest} more' if rest > 0 else ''}."


def _invented(catalogue: Catalogue, *, allows_example: bool) -> Iterator[Finding]:
    if not catalogue.example:
        return
    if allows_example:
        yield look("example", "The activities are invented: not for residents.", "make a list of your own")
    else:
        remedy = "set CATALOGUE to a list of your own; to look around: ALLOW_EXAMPLE=1"
        yield wrong("example", "The activities are invented, so the bot does not start.", remedy)


def _to_look_after(catalogue: Catalogue, today: date, tell_all: str) -> Iterator[Finding]:
    current = [one for one in catalogue.activities.values() if one.status == "active" and not one.is_ended_on(today)]
    shown = [one for one in current if freshness(one.checked, today) != "stale"]
    stale = sorted(one.id for one in current if one not in shown)
    if stale:
        yield look("checked", f"{_some(stale)}: checked too long ago, so not suggested.", "ask if they still exist")
    without_point = sorted(one.id for one in shown if _needs_point(one) and one.place.lat is None)
    if without_point:
        yield look("map", f"{_some(without_point)}: no lat and lon, so no place on the map.", tell_all)
    areas = catalogue.areas.items()
    empty = [key for key, area in areas if not any(_is_near(one, key, area, catalogue) for one in shown)]
    if empty:
        yield look("areas", f"Nothing to do within {NEAR_KM:.0f} km of {_some(empty)}.", "look for something there")


def _time_zone(catalogue: Catalogue) -> Finding:
    name = catalogue.region.time_zone
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return wrong("time zone", f"This computer does not know {name}.", "install the Python package tzdata")
    return well("time zone", f"{name}.")


def _needs_point(activity: Activity) -> bool:
    return activity.place.kind in ("building", "outdoors")


def _is_near(activity: Activity, key: str, area: Area, catalogue: Catalogue) -> bool:
    place = activity.place
    if not _needs_point(activity):
        return False
    if place.postcode and catalogue.area_of(place.postcode) == key:
        return True
    if place.lat is None or place.lon is None:
        return False
    return km_between(place.lat, place.lon, area.lat, area.lon) <= NEAR_KM


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - FEW} more" if len(every) > FEW else ""
    return f"{', '.join(every[:FEW])}{more}"
