"""The towns and villages around the areas of a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Town:
    """A town or village: its middle, and what else people call it."""

    name: str
    province: str
    lat: float
    lon: float
    other_names: tuple[str, ...] = ()


@cache
def dutch_towns() -> tuple[Town, ...]:
    """The gazetteer in the package."""
    return tuple(read_towns(files("bot").joinpath("data/towns.tsv").read_text("utf-8").splitlines()))


def read_towns(lines: Iterable[str]) -> Iterable[Town]:
    """Lines of name, province, latitude, longitude and other names, with tabs between them."""
    for line in lines:
        if line and not line.startswith("#"):
            name, province, lat, lon, *others = line.split("\t")
            named = others[0].split(", ") if others and others[0] else []
            yield Town(name, province, float(lat), float(lon), tuple(named))
