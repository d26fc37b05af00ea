"""The script that makes the gazetteer, on lines in the shape of GeoNames, and the gazetteer in the package."""

from __future__ import annotations

from collections import Counter

from bot.catalogue.towns import dutch_towns, read_towns
from scripts.gazetteer import towns


def line(name: str, others: str = "", code: str = "PPL", province: str = "09", kind: str = "P") -> str:
    return "\t".join(["1", name, name, others, "52.08333", "5.12222", kind, code, "NL", "", province, *[""] * 8])


def test_towns_become_lines_that_we_read_back() -> None:
    made = list(towns([line("Voorbeelddorp", "Voorbeeld aan Zee,Примерово,VBD"), line("Anderdorp", province="07")]))

    found = list(read_towns(made))

    assert [town.name for town in found] == ["Anderdorp", "Voorbeelddorp"]
    assert [town.province for town in found] == ["Noord-Holland", "Utrecht"]
    assert (found[1].lat, found[1].lon, found[1].other_names) == (52.08, 5.12, ("Voorbeeld aan Zee",))


def test_parts_of_towns_rivers_and_what_is_no_more_are_left_out() -> None:
    lines = [line("Wijk", code="PPLX"), line("Oud", code="PPLQ"), line("Beek", kind="H"), line("Elders", province="99")]

    assert list(read_towns(towns(lines))) == []


def test_every_province_has_towns_in_the_package() -> None:
    provinces = Counter(town.province for town in dutch_towns())

    assert len(provinces) == 12
    assert all(50.7 < town.lat < 53.7 and 3.2 < town.lon < 7.3 for town in dutch_towns())
