"""Where somebody is, from what they typed or shared: an area or a town, never a point or a street."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.catalogue.distance import km_between
from bot.catalogue.models import Catalogue, PlaceAnswer, PlaceFound, PlaceUnknown, PlaceUnsure
from bot.catalogue.towns import Town, dutch_towns

NEAR_AREA_KM = 8.0
NEAR_TOWN_KM = 15.0
SAME_PLACE_KM = 10.0  # an area and a town of one name, nearer than this, are the same
LIKE = 85.0  # ratio of rapidfuzz, not WRatio: that finds parts of words
SHORTEST = 5  # letters; shorter words resemble everything
LONGEST = 300
_MOST_WORDS = 5  # of a name: "Wijk bij Duurstede", "Alphen aan den Rijn"
_POSTCODE = re.compile(r"(?<![\d+])([1-9]\d{3})(?:\s?([a-z]{2}))?(?![\w])")
_LEADS = re.compile(
    r"^(?:(?:ik|wij|we|i|mijn|de|het|the|my|woon|wonen|zit|ben|live|am|kom|from|uit|in|bij|te|near|nabij|omgeving"
    r"|wijk|buurt|postcode|adres|is|van|vlakbij|around|dorp|stad|gemeente|hier|dat)\s+)+")
_AFTER_IN = re.compile(r"\b(?:in|uit|te|bij|nabij|near|from|naar|rond|omgeving)\s+(.+)$")


class Gazetteer:
    """The places of one catalogue, and the towns around."""

    def __init__(self, catalogue: Catalogue, towns: Iterable[Town] | None = None) -> None:
        self._catalogue = catalogue
        self._areas = {key: _area(catalogue, key) for key in catalogue.areas}
        self._names: dict[str, list[PlaceFound]] = {}  # every name of an area
        for key, area in catalogue.areas.items():
            for name in (key, *area.name.values(), *area.other_names):
                self._add(self._names, name, self._areas[key])
        self._towns: dict[str, list[PlaceFound]] = {}
        self._town_places: list[PlaceFound] = []
        known = list(dutch_towns() if towns is None else towns)
        often = Counter(town.name for town in known)
        for town in known:
            alone = often[town.name] == 1 and _plain(town.name) not in self._names
            self._add_town(town, town.name if alone else f"{town.name} ({town.province})")

    def find(self, text: str) -> PlaceAnswer:
        """What somebody typed: a name, a postcode, a whole address. Several answers are asked back."""
        typed = _plain(text[:LONGEST])
        postcode = _POSTCODE.search(typed)
        if postcode:
            return self._by_postcode(typed, postcode)
        address = any(letter.isdigit() for letter in typed)
        found = list(dict.fromkeys(self._by_name(typed)))
        if len(found) == 1:
            return replace(found[0], coarse=True) if address else found[0]
        if found:
            return PlaceUnsure(tuple(found))
        return self._by_likeness(typed)

    def at(self, lat: float, lon: float) -> PlaceAnswer:
        """The area around a point, else the nearest town."""
        for places, limit in ((self._areas.values(), NEAR_AREA_KM), (self._town_places, NEAR_TOWN_KM)):
            near = min(
                ((km_between(lat, lon, place.lat, place.lon), place) for place in places),
                key=lambda pair: pair[0], default=None,
            )
            if near and near[0] <= limit:
                return near[1]
        return PlaceUnknown()

    def _add(self, names: dict[str, list[PlaceFound]], name: str, place: PlaceFound) -> None:
        there = names.setdefault(_plain(name), [])
        if place not in there:
            there.append(place)

    def _add_town(self, town: Town, shown: str) -> None:
        place = PlaceFound(shown, town.lat, town.lon)
        self._town_places.append(place)
        for name in (town.name, *town.other_names):
            areas = self._names.get(_plain(name), [])
            if all(km_between(town.lat, town.lon, area.lat, area.lon) > SAME_PLACE_KM for area in areas):
                self._add(self._towns, name, place)

    def _by_postcode(self, typed: str, found: re.Match[str]) -> PlaceAnswer:
        digits, area = found[1], self._catalogue.area_of(found[1])
        rest = (typed[:found.start()] + " " + typed[found.end():]).strip(" ,")
        if area:
            bare = _LEADS.sub("", f"{rest} ").strip()
            plain = not bare or any(name in self._names or name in self._towns for name in (rest, bare))
            return replace(self._areas[area], postcode=digits, coarse=bool(found[2]) or not plain)
        towns = list(dict.fromkeys(self._by_name(rest)))
        if len(towns) == 1:
            return replace(towns[0], postcode=digits, coarse=True)
        near = self._nearest_postcode(digits)
        return PlaceUnsure((near,)) if near else PlaceUnknown()

    def _nearest_postcode(self, digits: str) -> PlaceFound | None:
        """The area with the nearest number, when it begins with the same two digits."""
        numbers = [
            (abs(int(end) - int(digits)), key)
            for key, area in self._catalogue.areas.items() for codes in area.postcodes for end in codes.split("-")
            if end[:2] == digits[:2]
        ]
        return self._areas[min(numbers)[1]] if numbers else None

    def _by_name(self, typed: str) -> Iterator[PlaceFound]:
        """Places whose name was typed: areas anywhere in the text, towns where a place is expected."""
        for whole in _heads(typed):
            if whole in self._names or whole in self._towns:
                yield from self._names.get(whole, ())
                yield from self._towns.get(whole, ())
                return
        inside = [place for phrase in _phrases(typed) for place in self._names.get(phrase, ())]
        yield from inside
        tail = next((tail for tail in _tails(typed) if tail in self._towns), "")
        if tail and not inside:
            yield from self._towns[tail]

    def _by_likeness(self, typed: str) -> PlaceAnswer:
        """What looks like it, to be asked back: areas anywhere in the text, towns where a place is expected."""
        heads = _heads(typed)
        best = [
            *_alike((*heads, *_phrases(typed)), self._names),
            *_alike((*heads, *_tails(typed)), self._towns),
        ]
        if not best:
            return PlaceUnknown()
        top = max(score for score, _ in best)
        places = [place for score, found in best if score == top for place in found]
        return PlaceUnsure(tuple(dict.fromkeys(places)))


def _area(catalogue: Catalogue, key: str) -> PlaceFound:
    area = catalogue.areas[key]
    names = [next(iter(other.name.values())) for other in catalogue.areas.values()]
    name = next(iter(area.name.values()))
    if names.count(name) > 1:  # two places of one name: buttons must differ
        name = f"{name} ({area.postcodes[0] if area.postcodes else key})"
    return PlaceFound(name, area.lat, area.lon, key)


def _alike(phrases: Iterable[str], names: Mapping[str, list[PlaceFound]]) -> Iterator[tuple[float, list[PlaceFound]]]:
    for phrase in phrases:
        if len(phrase) >= SHORTEST and not phrase[0].isdigit():
            for name, score, _ in process.extract(phrase, names.keys(), scorer=fuzz.ratio, score_cutoff=LIKE, limit=3):
                yield score, names[name]


def _heads(typed: str) -> tuple[str, ...]:
    """The text as it is, and without "ik woon in" and the like."""
    bare = _LEADS.sub("", typed)
    return (typed,) if bare == typed else (typed, bare)


def _plain(text: str) -> str:
    """Small letters without accents, and single spaces between words. Commas stay."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w\s,]|_", " ", kept).replace(",", " , ").split()).strip(" ,")


def _phrases(text: str) -> Iterator[str]:
    """All runs of words, longest first; a word is part of one name only."""
    words = text.replace(",", " ").split()[:40]
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start:start + length])


def _tails(typed: str) -> Iterator[str]:
    """Where a town is expected: after "in", and at the end of an address."""
    after = _AFTER_IN.search(typed)
    if after:
        words = after[1].replace(",", " ").split()
        for count in range(min(_MOST_WORDS, len(words)), 0, -1):
            yield " ".join(words[:count])
    yield typed.rpartition(",")[2].strip()
    words = typed.replace(",", " ").split()
    if any(word[0].isdigit() for word in words):
        for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            yield " ".join(words[-count:])
