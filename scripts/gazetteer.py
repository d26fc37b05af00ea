"""Make bot/data/towns.tsv, the gazetteer of Dutch towns, from GeoNames data.

Download NL.zip from the dump of GeoNames (CC BY 4.0: say so in NOTICE), unpack it, and:

    python scripts/gazetteer.py NL.txt > bot/data/towns.tsv

The columns of NL.txt: id, name, plain name, other names, latitude, longitude, class, code, country, other countries,
province, three more divisions, population, and five that we don't use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PROVINCES = {
    "01": "Drenthe", "02": "Friesland", "03": "Gelderland", "04": "Groningen", "05": "Limburg", "06": "Noord-Brabant",
    "07": "Noord-Holland", "09": "Utrecht", "10": "Zeeland", "11": "Zuid-Holland", "15": "Overijssel",
    "16": "Flevoland",
}
HEADER = "# Dutch towns, from GeoNames (geonames.org), CC BY 4.0: name, province, latitude, longitude, other names."
_PLACES = "P"  # the class of towns and villages
_NOT_LIVED_IN = {"PPLX", "PPLH", "PPLQ", "PPLW"}  # parts of a town, and what is no more
_MOST_OTHER_NAMES = 4


def towns(lines: Iterable[str]) -> Iterator[str]:
    """The lines of towns.tsv, by name: towns that exist, each once per province."""
    yield HEADER
    found: dict[tuple[str, str], str] = {}
    for line in lines:
        columns = line.rstrip("\n").split("\t")
        name, plain, others, lat, lon, kind, code, province = (columns[place] for place in (1, 2, 3, 4, 5, 6, 7, 10))
        if kind == _PLACES and code not in _NOT_LIVED_IN and province in PROVINCES:
            known = _other_names(name, [plain, *others.split(",")])
            row = [name, PROVINCES[province], f"{float(lat):.2f}", f"{float(lon):.2f}", *([known] if known else [])]
            found.setdefault((name, province), "\t".join(row))
    yield from (found[key] for key in sorted(found))


def _other_names(name: str, others: Iterable[str]) -> str:
    """Names in Latin letters that people here type: no codes, no translations into other scripts."""
    kept = dict.fromkeys(
        other.strip() for other in others
        if other.strip() and other.strip() != name and other.isascii() and not other.isupper() and len(other) > 2
    )
    return ", ".join(list(kept)[:_MOST_OTHER_NAMES])


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as source:
        sys.stdout.writelines(f"{line}\n" for line in towns(source))
