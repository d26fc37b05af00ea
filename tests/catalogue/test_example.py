"""The example of the design is accepted as it is written, and means what it says."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from bot.catalogue.models import Activity, daring_score
from bot.catalogue.reading import read
from tests.catalogue.samples import REPOSITORY, TODAY

AS_WRITTEN = """\
version: 1
languages: [nl, en]
region: {name: Utrecht, time_zone: Europe/Amsterdam, public_holidays: {country: NL}}
areas:
  lombok: {name: Lombok, postcodes: ["3531-3532"], lat: 52.0921, lon: 5.0990}
interests:
  singing: {name: {nl: Zingen, en: Singing}, synonyms: [koor, zang]}
activities:
- id: zingen-op-dinsdag
  name: {nl: Zingen op dinsdag, en: Tuesday singing}
  summary: {nl: Samen liedjes zingen met een dirigent. Je hoeft geen noten te lezen. Luisteren mag ook., en: Sing together with a conductor. No need to read music. Listening is fine too.}
  interests: [singing]
  led_by: professional
  therapeutic: no
  commitment: try_first
  first_visit:
    arrive: >-
      De deur is open vanaf kwart voor tien. Ria zit bij de ingang met koffie en thee.
      Zij laat zien waar je kunt zitten. Je hoeft je niet voor te stellen aan de groep.
    find_us: Ga naar de zijdeur met het gele bordje. Je hoeft niet te bellen.
    welcomed_by: Ria. Zij draagt een rode sjaal.
    may_just_watch: yes
    buddy: at_the_door
    talking_expected: a_little
  group: {typical_min: 10, typical_max: 16, sound: normal}
  cost: {eur: 3, first_time_free: yes, note: "Is geld een probleem? Zeg het tegen Ria. Dan is het gratis."}
  place: {kind: building, name: Buurthuis De Linde, street: Voorbeeldstraat 1, postcode: 3531 AA, town: Utrecht, lat: 52.0925, lon: 5.0940}
  access: {step_free: yes, wheelchair_toilet: yes, hearing_loop: unknown}
  signup: {needed: no, next_step: Kom dinsdag om tien voor tien naar de zijdeur.}
  schedule:
    rules: [{days: [tu], start: 10:00, end: 11:30, from: 2026-09-01, until: 2027-06-29}]
    except_dates: [2026-12-29]
    closed_on_public_holidays: yes
  give: [{title: Koffie schenken, when: first_visit, effort: light}]
  continuity: {kind: structural}
  organiser: Stichting Welzijn Voorbeeld
  contact: {name: Ria, phone: "+31 30 000 0000", call_hours: Maandag tot en met donderdag 9 tot 12 uur, reply_within_hours: 24, backup: "Ahmed, ahmed@example.org"}
  checked: {date: 2026-11-02, by: Fatima, how: visit}
"""  # noqa: E501  the example of the design, to the letter


@pytest.fixture
def singing(tmp_path: Path) -> Activity:
    file = tmp_path / "activities.yaml"
    file.write_text(AS_WRITTEN, "utf-8")
    catalogue = read(file, TODAY).catalogue
    assert catalogue
    return catalogue.activities["zingen-op-dinsdag"]


def test_the_example_has_no_problems(tmp_path: Path) -> None:
    file = tmp_path / "activities.yaml"
    file.write_text(AS_WRITTEN, "utf-8")

    reading = read(file, TODAY)

    assert reading.problems == ()


def test_an_unquoted_time_is_a_time(singing: Activity) -> None:
    assert (singing.schedule.rules[0].start, singing.schedule.rules[0].end) == (time(10, 0), time(11, 30))


def test_no_is_the_word_no_where_a_word_is_meant(singing: Activity) -> None:
    assert singing.signup.needed == "no"
    assert singing.therapeutic is False


def test_what_is_not_said_is_unknown_and_not_no(singing: Activity) -> None:
    assert singing.first_visit.may_leave_early == "unknown"
    assert singing.access.hearing_loop == "unknown"
    assert singing.food.halal == "unknown"


def test_a_plain_text_is_in_the_default_language(singing: Activity) -> None:
    assert dict(singing.organiser) == {"nl": "Stichting Welzijn Voorbeeld"}
    assert list(singing.name) == ["nl", "en"]


def test_dates_are_dates(singing: Activity) -> None:
    assert singing.schedule.except_dates == (date(2026, 12, 29),)


def test_the_daring_score_says_how_complete_the_first_visit_is(singing: Activity) -> None:
    assert daring_score(singing) == 75


def test_the_list_in_the_repository_has_no_errors() -> None:
    reading = read(REPOSITORY / "activities.yaml", TODAY)

    assert [str(problem) for problem in reading.errors] == []
    assert reading.catalogue
    assert reading.catalogue.example
