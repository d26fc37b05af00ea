"""Where somebody is: typed in every way people type it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.models import PlaceFound, PlaceUnknown, PlaceUnsure
from bot.catalogue.places import Gazetteer
from bot.catalogue.towns import Town
from tests.catalogue.samples import TOP, catalogue

TOWNS = (
    Town("Bergen", "Limburg", 51.60, 6.04), Town("Bergen", "Noord-Holland", 52.67, 4.70),
    Town("Wijk bij Duurstede", "Utrecht", 51.97, 5.34),
    Town("Den Haag", "Zuid-Holland", 52.08, 4.31, ("'s-Gravenhage",)),
    Town("Proefstad", "Utrecht", 52.10, 5.11), Town("Noorderwijk", "Utrecht", 52.12, 5.10),
    Town("De Bilt", "Utrecht", 52.11, 5.18), Town("Weert", "Limburg", 51.25, 5.71),
)
PLACES = Gazetteer(catalogue(), TOWNS)


@pytest.mark.parametrize("typed", [
    "Midden", "midden", "MIDDEN", " midden. ", "ik woon in Midden", "in de wijk Midden", "Midden, Proefstad",
    "Proefstad Midden", "centrum", "3531", "3532", "postcode 3533", "ik zit vlakbij de markt in midden",
])
def test_an_area_is_found_however_it_is_typed(typed: str) -> None:
    found = PLACES.find(typed)

    assert isinstance(found, PlaceFound)
    assert (found.area, found.name, found.coarse) == ("midden", "Midden", False)


@pytest.mark.parametrize("typed", ["3531 AA", "3531AA", "3531aa", "Dorpsweg 1, 3531 AA Proefstad", "3531 aa 12"])
def test_of_a_whole_address_only_the_area_is_kept(typed: str) -> None:
    found = PLACES.find(typed)

    assert isinstance(found, PlaceFound)
    assert (found.area, found.postcode, found.coarse) == ("midden", "3531", True)


def test_a_street_with_a_number_keeps_only_the_town() -> None:
    found = PLACES.find("Dorpsweg 12, Proefstad")

    assert found == PlaceFound("Proefstad", 52.10, 5.11, coarse=True)


@pytest.mark.parametrize(("typed", "name"), [
    ("Wijk bij Duurstede", "Wijk bij Duurstede"), ("'s-Gravenhage", "Den Haag"), ("s gravenhage", "Den Haag"),
    ("ik woon in den haag", "Den Haag"), ("de bilt", "De Bilt"), ("1234 AB Den Haag", "Den Haag"),
])
def test_a_town_outside_the_areas_is_found(typed: str, name: str) -> None:
    found = PLACES.find(typed)

    assert isinstance(found, PlaceFound)
    assert (found.name, found.area) == (name, "")


@pytest.mark.parametrize(("typed", "name"), [("Noorderwjk", "Noorderwijk"), ("Noorder wijk", "Noorderwijk"),
                                             ("ik woon in Proefstat", "Proefstad"), ("Centrm", "Midden")])
def test_a_typing_error_is_asked_back(typed: str, name: str) -> None:
    found = PLACES.find(typed)

    assert isinstance(found, PlaceUnsure)
    assert [choice.name for choice in found.choices] == [name]


def test_the_same_name_in_two_places_is_asked() -> None:
    found = PLACES.find("Bergen")

    assert isinstance(found, PlaceUnsure)
    assert [choice.name for choice in found.choices] == ["Bergen (Limburg)", "Bergen (Noord-Holland)"]


def test_two_areas_of_one_name_are_asked_and_can_be_told_apart() -> None:
    twin = {**TOP["areas"], "zuid": {"name": "Midden", "postcodes": ["3599"], "lat": 52.0, "lon": 5.1}}

    found = Gazetteer(catalogue(areas=twin), TOWNS).find("midden")

    assert isinstance(found, PlaceUnsure)
    assert len({choice.name for choice in found.choices}) == 2


def test_an_area_and_the_town_of_its_name_close_by_are_one_place() -> None:
    found = PLACES.find("Noorderwijk")

    assert isinstance(found, PlaceFound)
    assert found.area == "noord"


def test_a_postcode_between_ours_is_asked_as_the_nearest() -> None:
    found = PLACES.find("3562")

    assert isinstance(found, PlaceUnsure)
    assert [choice.area for choice in found.choices] == ["noord"]


@pytest.mark.parametrize("typed", [
    "", "weet ik niet", "geen idee", "zeg ik liever niet", "💥", "9999", "0612345678", "?", "nee", "ik vind het best",
    "x" * 5000, "1" * 500,
])
def test_what_is_no_place_is_not_made_into_one(typed: str) -> None:
    assert PLACES.find(typed) == PlaceUnknown()


@pytest.mark.parametrize(("lat", "lon", "name"), [
    (52.091, 5.101, "Midden"), (52.15, 5.10, "Noorderwijk"), (51.98, 5.35, "Wijk bij Duurstede"),
])
def test_a_shared_point_becomes_the_area_or_the_town_around_it(lat: float, lon: float, name: str) -> None:
    found = PLACES.at(lat, lon)

    assert isinstance(found, PlaceFound)
    assert found.name == name


@pytest.mark.parametrize(("lat", "lon"), [(48.85, 2.35), (0.0, 0.0), (float("nan"), 5.0), (90.0, 180.0)])
def test_a_point_far_from_everything_is_unknown(lat: float, lon: float) -> None:
    assert PLACES.at(lat, lon) == PlaceUnknown()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_anything_at_all_gets_an_answer(typed: str) -> None:
    assert isinstance(PLACES.find(typed), PlaceFound | PlaceUnsure | PlaceUnknown)


def test_the_gazetteer_in_the_package_knows_towns_around_utrecht() -> None:
    found = Gazetteer(catalogue()).find("Nieuwegein")

    assert isinstance(found, PlaceFound)
    assert (round(found.lat, 1), round(found.lon, 1)) == (52.0, 5.1)
