"""The script that makes the gazetteer, on places in the shape of GeoNames, and the gazetteer in the package."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.catalogue.towns import dutch_towns, read_towns
from scripts.gazetteer import by_hand, towns


def a_place(name: str, *, lat: float = 52.0833, province: str = "09", country: str = "NL", people: int = 900,
            others: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"name": name, "latitude": lat, "longitude": 5.1222, "countrycode": country, "admin1code": province,
            "population": people, "alternatenames": list(others)}


def test_places_become_lines_that_we_read_back() -> None:
    made = list(towns({"1": a_place("Voorbeelddorp"), "2": a_place("Anderdorp", province="07")}, []))

    found = list(read_towns(made))

    assert [(town.name, town.province) for town in found] == [
        ("Anderdorp", "Noord-Holland"), ("Voorbeelddorp", "Utrecht")
    ]
    assert (found[1].lat, found[1].lon) == (52.08, 5.12)


def test_a_place_is_called_as_people_here_call_it() -> None:
    own = by_hand(["# ours", "Den Voorbeeld\tUtrecht\t52.08\t5.12\tVoorbeeldstad"])

    found = list(read_towns(towns({"1": a_place("The Example", others=("Den Voorbeeld",))}, own)))

    assert [(town.name, town.other_names) for town in found] == [("Den Voorbeeld", ("Voorbeeldstad",))]


def test_a_place_of_the_same_name_elsewhere_keeps_its_own() -> None:
    own = by_hand(["Voorbeeld\tGelderland\t51.50\t5.90\tOnsdorp"])

    found = list(read_towns(towns({"1": a_place("Voorbeeld")}, own)))

    assert [(town.province, town.other_names) for town in found] == [("Gelderland", ("Onsdorp",)), ("Utrecht", ())]


def test_of_two_in_one_province_the_larger_counts_and_abroad_is_left_out() -> None:
    places = {"1": a_place("Beek", lat=52.2, people=600), "2": a_place("Beek", people=9000),
              "3": a_place("Beek", country="BE")}

    found = list(read_towns(towns(places, [])))

    assert [town.lat for town in found] == [52.08]


def test_the_gazetteer_in_the_package_knows_every_province_and_nothing_outside_the_country() -> None:
    provinces = Counter(town.province for town in dutch_towns())

    assert len(provinces) == 12
    assert len(dutch_towns()) > 1_500
    assert all(50.7 < town.lat < 53.7 and 3.2 < town.lon < 7.3 for town in dutch_towns())
