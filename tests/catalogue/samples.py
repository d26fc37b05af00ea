"""Small catalogues for tests: a town of three neighbourhoods, and activities that differ in one thing."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.catalogue.models import Activity, Catalogue

TODAY = date(2026, 12, 1)  # a Tuesday
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # ten o'clock in Utrecht
ZONE = ZoneInfo("Europe/Amsterdam")
REPOSITORY = Path(__file__).parents[2]

# 0.0108 degrees of latitude is 1.2 km through the air, 1.56 km along the road.
POINTS = {
    "here": (52.0900, 5.1000), "street": (52.0920, 5.1000), "walk": (52.0990, 5.1000), "bike": (52.1250, 5.1000),
    "bus": (52.1900, 5.1000), "far": (52.3000, 5.1000), "beyond": (53.2000, 6.5600),
}

TOP: dict[str, Any] = {
    "region": {
        "name": "Proefstad", "time_zone": "Europe/Amsterdam", "public_holidays": {"country": "NL"},
        "school_holidays": [{"name": "kerst", "from": "2026-12-19", "until": "2027-01-03"}],
    },
    "areas": {
        "midden": {"name": "Midden", "other_names": ["Centrum"], "postcodes": ["3531-3533"], "lat": 52.09, "lon": 5.10},
        "noord": {"name": "Noorderwijk", "postcodes": ["3561"], "lat": 52.125, "lon": 5.10, "neighbours": ["midden"]},
    },
    "interests": {
        "music": {"name": {"nl": "Muziek", "en": "Music"}},
        "singing": {"name": {"nl": "Zingen", "en": "Singing"}, "parent": "music", "synonyms": ["koor", "zang"]},
        "drumming": {"name": {"nl": "Trommelen", "en": "Drumming"}, "parent": "music"},
        "cooking": {"name": {"nl": "Koken", "en": "Cooking"}, "synonyms": ["eten"]},
        "eating": {"name": {"nl": "Samen eten", "en": "Eating together"}, "synonyms": ["eten"]},
        "walking": {"name": {"nl": "Wandelen", "en": "Walking"}},
        "giving": {"name": {"nl": "Iets doen voor anderen", "en": "Doing something for others"}},
    },
}

PLAIN: dict[str, Any] = {
    "name": {"nl": "Samen iets doen", "en": "Doing something together"},
    "summary": {"nl": "Samen iets doen in de buurt.", "en": "Do something together nearby."},
    "interests": ["singing"],
    "first_visit": {
        "arrive": "De deur is open. Ria zit bij de ingang.", "welcomed_by": "Ria.", "find_us": "De zijdeur.",
        "may_just_watch": "yes", "may_leave_early": "yes", "may_bring_someone": "yes", "buddy": "at_the_door",
        "talking_expected": "a_little",
    },
    "place": {"kind": "building", "town": "Proefstad", "postcode": "3531 AA", "lat": 52.092, "lon": 5.10},
    "schedule": {"rules": [{"days": ["we"], "start": "14:00", "end": "16:00"}]},
    "cost": {"eur": 0},
    "signup": {"needed": "no", "next_step": "Kom langs."},
    "commitment": "drop_in",
    "led_by": "volunteer",
    "therapeutic": "no",
    "group": {"typical_min": 4, "typical_max": 20, "sound": "normal"},
    "access": {"step_free": "yes", "wheelchair_toilet": "yes", "seat_possible": "yes", "quiet_corner": "yes"},
    "continuity": {"kind": "structural"},
    "organiser": "Stichting Voorbeeld",
    "contact": {
        "name": "Ria", "phone": "+31 30 000 0000", "call_hours": "Overdag", "reply_within_hours": 24, "backup": "Ahmed",
    },
    "checked": {"date": "2026-11-02", "by": "Fatima", "how": "visit"},
}


def described(key: str = "koor", at: str = "", /, **changes: Any) -> dict[str, Any]:
    """A plain activity with parts changed, as it would stand in a file. None takes a field away; `at`: of POINTS."""
    entry = {"id": key, **copy.deepcopy(PLAIN)}
    if at:
        entry["place"] |= {"lat": POINTS[at][0], "lon": POINTS[at][1]}
    for part, change in changes.items():
        whole = isinstance(change, dict) and isinstance(entry.get(part), dict) and part not in {"schedule", "name"}
        filled = {**entry[part], **change} if whole else change
        entry[part] = {key: value for key, value in filled.items() if value is not None} if whole else filled
    return entry


def activity(key: str = "koor", at: str = "", /, **changes: Any) -> Activity:
    """The same, as its model."""
    return Activity.model_validate(described(key, at, **changes), context={"languages": ("nl", "en")})


def catalogue(*activities: Activity, **changes: Any) -> Catalogue:
    """A catalogue with these activities. `changes` replace parts at its top."""
    top = Catalogue.model_validate({**TOP, **changes}, context={"languages": ("nl", "en")})
    return top.model_copy(update={"activities": {one.id: one for one in activities}})
