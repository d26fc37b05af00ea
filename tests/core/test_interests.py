"""What people mean who type what they like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.interests import understand
from tests.catalogue.samples import catalogue

INTERESTS = catalogue(interests={
    "music": {"name": {"nl": "Muziek", "en": "Music"}},
    "singing": {"name": {"nl": "Zingen", "en": "Singing"}, "parent": "music", "synonyms": ["koor", "zang"]},
    "making_music": {"name": {"nl": "Muziek maken", "en": "Making music"}, "parent": "music"},
    "cooking": {"name": {"nl": "Koken", "en": "Cooking"}, "synonyms": ["eten"]},
    "eating": {"name": {"nl": "Samen eten", "en": "Eating together"}, "synonyms": ["eten", "eettafel"]},
    "sport": {"name": {"nl": "Sport", "en": "Sports"}, "synonyms": ["zwemmen"]},
    "gardening": {"name": {"nl": "Tuinieren", "en": "Gardening"}, "synonyms": ["moestuin", "zin in groen"]},
    "language": {"name": {"nl": "Taalcafé", "en": "Language café"}},
    "giving": {"name": {"nl": "Iets doen voor anderen", "en": "Doing something for others"}},
})


@pytest.mark.parametrize(("typed", "keys"), [
    ("zingen", "singing"), ("Zingen!", "singing"), ("ZINGEN", "singing"), ("singing", "singing"), ("koor", "singing"),
    ("zingen en koken", "singing cooking"), ("koken, zingen", "cooking singing"), ("zingen/koken", "singing cooking"),
    ("ik hou van tuinieren en een beetje koken", "gardening cooking"),
    ("I like singing and gardening", "singing gardening"),
    ("muziek maken", "making_music"), ("muziek", "music"), ("muziek en muziek maken", "music making_music"),
    ("zinge", "singing"), ("tuineren", "gardening"), ("tuinierne", "gardening"), ("taalcafe", "language"),
    ("eten", "cooking eating"),
    ("iets doen voor anderen", "giving"), ("ik wil graag zingen maar niet koken", "singing"),
    ("niet alleen zingen maar ook koken", "singing cooking"), ("koken leuk en zingen niet", "cooking"),
    ("zingen, geen sport, wel koken", "singing cooking"), ("koken en geen sport", "cooking"),
    ("ik ben niet zo van sport, liever koken", "cooking"), ("I don't like sports but I love cooking", "cooking"),
])
def test_what_is_meant_is_understood(typed: str, keys: str) -> None:
    assert understand(typed, INTERESTS).keys == tuple(keys.split())


@pytest.mark.parametrize("typed", [
    "onzin", "geen sport", "niet zingen", "no sports", "zingen niet", "ik hou niet van koken", "nooit sport", "zin",
    "geen zin in koken", "not singing", "transport", "koortsig", "", "?", "dat weet ik niet", "ik kan niet zwemmen",
    "hallo",
])
def test_what_is_not_meant_is_not_selected(typed: str) -> None:
    assert understand(typed, INTERESTS).keys == ()


def test_a_word_that_may_be_a_slip_is_asked() -> None:
    understood = understand("zignen", INTERESTS)

    assert understood.keys == () or understood.keys == ("singing",)
    assert understood.keys or understood.unsure == (("zignen", "singing"),)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_anything_typed_gives_known_interests_each_once(typed: str) -> None:
    understood = understand(typed, INTERESTS)

    assert len(set(understood.keys)) == len(understood.keys)
    assert set(understood.keys) <= set(INTERESTS.interests)
