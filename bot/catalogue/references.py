"""What the top of a catalogue refers to: areas, interests, a time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.catalogue.composing import Fault, Node, Path
from bot.catalogue.entries import Source
from bot.catalogue.models import Catalogue
from bot.catalogue.spelling import listed, nearest

_COUNTRY = re.compile("[A-Z]{2}")  # ISO 3166
_DUTCH = {"interest": "interesse", "area": "wijk of plaats", "activity": "activiteit"}


def check_top(source: Source, top: Catalogue | None) -> None:
    """References between areas and interests, and the time zone."""
    if top is None or source.tree is None:
        return
    tree = source.tree
    try:
        ZoneInfo(top.region.time_zone)
    except (KeyError, ValueError, OSError):
        source.faults.append(_at(tree, "time_zone", ("region", "time_zone"), {"given": top.region.time_zone}))
    country = top.region.public_holidays.country if top.region.public_holidays else "NL"
    if not _COUNTRY.fullmatch(country):
        source.faults.append(_at(tree, "country", ("region", "public_holidays", "country"), {"given": country}))
    source.faults.extend(unknown(tree, path, key, tuple(top.areas), "area") for path, key in _strange_areas(top))
    for key, interest in top.interests.items():
        path = ("interests", key, "parent")
        if interest.parent and interest.parent not in top.interests:
            source.faults.append(unknown(tree, path, interest.parent, tuple(top.interests), "interest"))
        elif _stands_under_itself(top, key):
            source.faults.append(_at(tree, "own_parent", path, {}))


def unknown(tree: Node, path: Path, given: str, allowed: tuple[str, ...], what: str) -> Fault:
    """The fault of a key that refers to nothing: what was probably meant, else what there is."""
    near = nearest(given, allowed)
    facts = {"given": given, "nearest": near, "what": what, "what_nl": _DUTCH[what]}
    return _at(tree, "unknown", path, {**facts, "allowed": "" if near else listed(allowed)})


def _strange_areas(top: Catalogue) -> Iterator[tuple[Path, str]]:
    for key, area in top.areas.items():
        for number, name in enumerate(area.neighbours):
            if name not in top.areas:
                yield ("areas", key, "neighbours", number), name
    for number, line in enumerate(top.help_lines):
        for place, name in enumerate(line.areas):
            if name not in top.areas:
                yield ("help_lines", number, "areas", place), name


def _stands_under_itself(top: Catalogue, key: str) -> bool:
    seen: set[str] = set()
    here = key
    while here in top.interests and here not in seen:
        seen.add(here)
        here = top.interests[here].parent
    return here == key


def _at(tree: Node, code: str, path: Path, facts: dict[str, str]) -> Fault:
    return Fault(code, *tree.position(path), facts, field=".".join(step for step in path if isinstance(step, str)))
