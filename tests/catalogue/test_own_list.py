"""Our own list: rich enough, true enough, and easy to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from bot.catalogue.daring import ENOUGH, daring_score
from bot.catalogue.models import Activity, Catalogue
from bot.catalogue.reading import read
from bot.catalogue.schedule import Calendar
from tests.catalogue.samples import NOW, REPOSITORY, TODAY
from tests.language_rules import flesch_douma, forbidden, sentences, shouting, words

EASY = 70  # Flesch-Douma, for texts of a catalogue
FILE = REPOSITORY / "activities.yaml"


@cache
def own_list() -> Catalogue:
    catalogue = read(FILE, TODAY).catalogue
    assert catalogue
    return catalogue


ACTIVITIES = list(own_list().activities.values())


def texts(one: Activity, language: str) -> Iterator[str]:
    visit = one.first_visit
    all_texts = [
        one.name, one.summary, visit.arrive, visit.find_us, visit.welcomed_by, visit.bring, one.signup.next_step,
        one.cost.note, one.continuity.note, one.access.note, *(role.title for role in one.give),
    ]
    yield from (text[language] for text in all_texts if language in text)


def test_there_is_enough_to_choose_from() -> None:
    areas = {own_list().area_of(one.place.postcode) for one in ACTIVITIES if one.place.postcode}
    interests = {key for one in ACTIVITIES for key in one.interests}

    assert len(ACTIVITIES) >= 60
    assert len(areas) >= 10
    assert len(interests) >= 12


def test_eight_interests_stand_at_the_top_beside_helping() -> None:
    top = [key for key, interest in own_list().interests.items() if not interest.parent and key != "giving"]

    assert len(top) <= 8


def test_every_interest_but_the_widest_has_something() -> None:
    offered = {key for one in ACTIVITIES for key in one.interests}
    narrow = {key for key, interest in own_list().interests.items() if interest.parent}

    assert narrow <= offered


def test_every_kind_of_place_is_there() -> None:
    assert {one.place.kind for one in ACTIVITIES} == {"building", "outdoors", "online", "phone", "at_home"}


def test_in_many_places_a_newcomer_can_help() -> None:
    assert sum(any(role.when == "first_visit" for role in one.give) for one in ACTIVITIES) >= 10


def test_several_are_serious_led_by_professionals_and_no_therapy() -> None:
    serious = [one for one in ACTIVITIES if one.commitment == "serious" and one.led_by == "professional"]

    assert len([one for one in serious if not one.therapeutic]) >= 5


def test_every_activity_is_worth_daring_and_told_in_english_too() -> None:
    for one in ACTIVITIES:
        assert daring_score(one) >= ENOUGH, one.id
        assert {"nl", "en"} <= set(one.name) & set(one.summary) & set(one.first_visit.arrive), one.id


def test_what_is_not_for_ever_says_where_to_go_afterwards() -> None:
    assert all(one.continuity.after_end for one in ACTIVITIES if one.continuity.kind != "structural")


def test_everything_has_a_date_that_comes() -> None:
    coming = Calendar(own_list()).coming(NOW)

    assert [one.id for one in ACTIVITIES if not one.schedule.any_time and not coming[one.id]] == []


def test_phone_numbers_are_invented() -> None:
    assert all(one.contact.phone.startswith("+31 30 000 00") for one in ACTIVITIES if one.contact.phone)


@pytest.mark.parametrize("one", ACTIVITIES, ids=lambda one: one.id)
def test_dutch_texts_read_easily(one: Activity) -> None:
    whole = " ".join(text if text[-1] in ".!?" else f"{text}." for text in texts(one, "nl"))
    lengths = [len(words(sentence)) for sentence in sentences(whole)]

    assert flesch_douma(whole) >= EASY
    assert sum(lengths) / len(lengths) <= 12
    assert max(lengths) <= 14
    assert forbidden(whole, "nl") + shouting(whole) == []


def test_names_are_told_apart() -> None:
    names = Counter(one.name["nl"] for one in ACTIVITIES)

    assert [name for name, times in names.items() if times > 1] == []


def test_only_the_two_that_show_what_ageing_means_are_old() -> None:
    problems = read(FILE, TODAY).problems

    assert [(problem.entry, problem.field) for problem in problems] == [
        ("biljart-zuilen", "checked.date"), ("mannen-werkplaats-de-meern", "checked.date"),
    ]
