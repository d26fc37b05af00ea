"""The commands of maintainers: is the catalogue right, and what would the bot suggest."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.catalogue.models import Activity, Catalogue, PlaceAnswer, PlaceFound
    from bot.catalogue.reading import Reading
    from bot.core.matching import Suggestions, Wish
    from bot.texts import Texts

FINE, WRONG, NO_SUCH_FILE = 0, 1, 2
DEFAULT_PATH = Path("activities.yaml")
_FEW = 80  # scores that still can be read in one go

Commands = argparse._SubParsersAction  # noqa: SLF001  argparse gives it no public name


def add_check(commands: Commands[argparse.ArgumentParser]) -> None:
    """`schuifaan check`."""
    parser = commands.add_parser("check", help="tell what is wrong in the catalogue, on which line, and what is right")
    parser.add_argument("path", nargs="?", type=Path, default=None, help="a file or a folder (default: CATALOGUE)")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="the language of the messages")
    parser.add_argument("--json", action="store_true", help="one list, for other programs")
    parser.add_argument("--now", default="", help="the day to look from (default: today)")
    parser.set_defaults(do=_check)


def add_suggest(commands: Commands[argparse.ArgumentParser]) -> None:
    """`schuifaan suggest`."""
    parser = commands.add_parser("suggest", help="what the bot would suggest, why, and why not the rest")
    parser.add_argument("--area", default="", help="where: as a person would type it")
    parser.add_argument("--likes", default="", help="what they like, with commas: as a person would type it")
    parser.add_argument("--needs", default="", help="what to keep in mind, with commas: step_free, quiet, free …")
    parser.add_argument("--now", default="", help="the moment, such as 2026-12-01T10:00 (local time; default: now)")
    parser.add_argument("--catalogue", type=Path, default=None, help="a file or a folder (default: CATALOGUE)")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="the language of the reasons")
    parser.add_argument("--json", action="store_true", help="one object, for other programs")
    parser.set_defaults(do=_suggest)


def add_schema(commands: Commands[argparse.ArgumentParser]) -> None:
    """`schuifaan schema`."""
    parser = commands.add_parser("schema", help="the JSON Schema that lets an editor explain the catalogue")
    parser.set_defaults(do=_schema)


def _schema(_: argparse.Namespace) -> int:
    from bot.catalogue.json_schema import schema_text

    print(schema_text(), end="")
    return FINE


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _check(chosen: argparse.Namespace) -> int:
    now = _moment(chosen.now, None)
    if now is None:
        return _refuse(f"--now {chosen.now}: write a day, such as 2026-12-01")
    return check(_path(chosen.path), chosen.lang, chosen.json, now)


def check(path: Path, language: str, as_json: bool, now: datetime) -> int:
    """Print every problem of the catalogue. 0: nothing is wrong, 1: something is, 2: there is no such file."""
    import gc

    from bot.catalogue.reading import read

    gc.disable()  # the program ends when it has printed; tidying up would be a quarter of its time
    reading = read(path, now.date(), language)
    gc.enable()
    if as_json:
        print(json.dumps([dataclasses.asdict(problem) for problem in reading.problems], ensure_ascii=False, indent=1))
    else:
        for problem in reading.problems:
            print(f"{'!' if problem.level == 'error' else '·'} {problem}")
        print(_summary(reading, language))
    if not path.exists():
        return NO_SUCH_FILE
    return WRONG if reading.errors else FINE


def _summary(reading: Reading, language: str) -> str:
    from bot.catalogue.models import daring_score

    errors, rest = len(reading.errors), len(reading.problems) - len(reading.errors)
    activities = reading.catalogue.activities.values() if reading.catalogue else ()
    scores = sorted((daring_score(activity), activity.id) for activity in activities)
    lines = [f"  {score:3} %  {name}" for score, name in scores[:_FEW]]
    dutch = f"{len(scores)} activiteiten, fouten: {errors}, waarschuwingen: {rest}."
    english = f"{len(scores)} activities, errors: {errors}, warnings: {rest}."
    title = "Durf-score (hoe compleet, laagste eerst):" if language == "nl" else "Daring score (lowest first):"
    return "\n".join([*([title, *lines] if lines else []), dutch if language == "nl" else english])


# ── suggest ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _suggest(chosen: argparse.Namespace) -> int:
    from bot.catalogue.reading import read
    from bot.core.resident import Need

    needs = _listed(chosen.needs)
    strange = [need for need in needs if need not in get_args(Need)]
    if strange:
        return _refuse(f"--needs {strange[0]}: choose from {', '.join(get_args(Need))}")
    path = _path(chosen.catalogue)
    if not path.exists():
        return _refuse(f"{path}: there is no such file or folder")
    if _moment(chosen.now, None) is None:
        return _refuse(f"--now {chosen.now}: write a moment, such as 2026-12-01T10:00")
    today = _moment(chosen.now, None) or _now()
    reading = read(path, today.date(), chosen.lang)
    if reading.catalogue is None:
        for problem in reading.errors:
            print(problem, file=sys.stderr)
        return WRONG
    now = _moment(chosen.now, ZoneInfo(reading.catalogue.region.time_zone)) or today
    suggest(reading.catalogue, chosen.area, chosen.likes, needs, now, chosen.lang, as_json=chosen.json)
    return FINE


def suggest(
    catalogue: Catalogue, area: str, likes: str, needs: list[str], now: datetime, language: str, *, as_json: bool,
) -> int:
    """Print what the bot would suggest at `now` (aware) to somebody who types this."""
    from bot.catalogue.models import PlaceFound
    from bot.catalogue.places import Gazetteer
    from bot.catalogue.schedule import Calendar
    from bot.core.matching import suggest as find
    from bot.texts import Texts

    zone = ZoneInfo(catalogue.region.time_zone)
    place = Gazetteer(catalogue).find(area) if area else None
    known = place if isinstance(place, PlaceFound) else None
    if place is not None and known is None:
        catalogue = _needing_no_place(catalogue)
    wish = _wish(catalogue, likes, known, needs)
    found = find(wish, catalogue, Calendar(catalogue).coming(now), now, zone)
    answer = _told(found, place, Texts.load(), language, zone)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if as_json else _readable(answer, catalogue, language))
    return FINE


def _wish(catalogue: Catalogue, likes: str, place: PlaceFound | None, needs: list[str]) -> Wish:
    from bot.core.interests import understand
    from bot.core.matching import Wish
    from bot.core.resident import Where

    keys: dict[str, None] = {}
    rest = []
    for typed in _listed(likes):
        meant = (typed,) if typed in catalogue.interests else understand(typed, catalogue).keys
        keys.update(dict.fromkeys(meant))
        rest += [] if meant else [typed]
    where = Where(place.name, place.lat, place.lon, place.area) if place else None
    return Wish(tuple(keys), where, tuple(needs), asked_for=" ".join(rest))  # type: ignore[arg-type]


def _needing_no_place(catalogue: Catalogue) -> Catalogue:
    """The activities that are the same wherever somebody is."""
    def everywhere(activity: Activity) -> bool:
        place = activity.place
        return place.kind in {"online", "phone"} or (place.kind == "at_home" and place.radius_km is None)

    kept = {key: activity for key, activity in catalogue.activities.items() if everywhere(activity)}
    return catalogue.model_copy(update={"activities": kept})


def _told(found: Suggestions, place: PlaceAnswer | None, texts: Texts, language: str, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "suggestions": [
            {
                "id": one.activity.id,
                "reasons": [texts.plain(reason, language, zone) for reason in one.reasons],
                "next": [slot.start.astimezone(zone).isoformat() for slot in one.slots],
                "distance_km": one.km,
            }
            for one in found.found
        ],
        "left_out": [
            {"id": one.activity.id, "reason": texts.plain(one.reason, language, zone)} for one in found.left_out
        ],
        "widened": found.widened,
        "place": _place(place),
    }


def _place(place: PlaceAnswer | None) -> dict[str, Any]:
    from bot.catalogue.models import PlaceFound, PlaceUnsure

    if place is None:
        return {"status": "none"}
    if isinstance(place, PlaceFound):
        return {"status": "found", "name": place.name, "area": place.area}
    choices = place.choices if isinstance(place, PlaceUnsure) else ()
    return {
        "status": "ambiguous" if choices else "unknown",
        "choices": [{"name": choice.name, "area": choice.area} for choice in choices],
    }


def _readable(answer: dict[str, Any], catalogue: Catalogue, language: str) -> str:
    lines = []
    for one in answer["suggestions"]:
        name = catalogue.activities[one["id"]].name
        lines.append(f"{name.get(language) or next(iter(name.values()))}  ({one['id']})")
        lines += [f"    {reason}" for reason in one["reasons"]]
        lines += [f"    {moment}" for moment in one["next"]]
    lines += [f"- {one['id']}: {one['reason']}" for one in answer["left_out"]]
    place = answer["place"]
    lines.append(" ".join(filter(None, (place["status"], place.get("name", "")))))
    lines += [f"    ? {choice['name']}" for choice in place.get("choices", ())]
    return "\n".join(lines)


# ── what both need ──────────────────────────────────────────────────────────────────────────────────────────────
def _path(given: Path | None) -> Path:
    import os

    return given or Path(os.environ.get("CATALOGUE") or DEFAULT_PATH)


def _moment(given: str, zone: ZoneInfo | None) -> datetime | None:
    """The moment that was typed; without an offset it is local time. Nothing typed: now. None: unreadable."""
    if not given:
        return _now()
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone or ZoneInfo("Europe/Amsterdam"))


def _now() -> datetime:
    from bot.clock import SystemClock

    return SystemClock().now()


def _listed(given: str) -> list[str]:
    return [word.strip() for word in given.split(",") if word.strip()]


def _refuse(why: str) -> int:
    print(f"schuifaan: {why}", file=sys.stderr)
    return NO_SUCH_FILE
