"""Waiting for a human: office hours, promises that are kept or honestly not, and words on their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core import handover, hours
from bot.core.effects import Relay, RelayEdit, ToResident, ToTeam, ToTopic
from bot.core.events import SharedPlace
from tests.core.house import FATIMA, House, talking
from tests.core.people import anna, at, knows
from tests.core.read_aloud import aloud, buttons, told
from tests.core.town import TEAM, the_world


# ── office hours: weekdays nine to five ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("2026-12-01 10:00", "2026-12-01 11:00"),
        ("2026-12-01 10:07", "2026-12-01 11:15"),
        ("2026-12-01 16:30", "2026-12-02 09:30"),
        ("2026-12-01 03:00", "2026-12-01 10:00"),
        ("2026-12-04 17:00", "2026-12-07 10:00"),
        ("2026-12-05 12:00", "2026-12-07 10:00"),
    ],
)
def test_an_hour_of_office_time_is_promised(asked: str, read: str) -> None:
    world = the_world(at(asked))

    assert hours.after_office_time(world.now, timedelta(hours=1), world) == at(read)


def test_a_public_holiday_is_no_office_time() -> None:
    world = replace(the_world(at("2026-12-24 16:30")), public_holidays=frozenset({date(2026, 12, 25)}))

    assert hours.after_office_time(world.now, timedelta(hours=1), world) == at("2026-12-28 09:30")


def test_the_clock_change_takes_no_office_time_away() -> None:
    world = the_world(at("2026-03-27 16:30"))  # the Friday before summer time

    assert hours.after_office_time(world.now, timedelta(hours=1), world) == at("2026-03-30 09:30")


def test_without_known_hours_the_waking_day_counts() -> None:
    world = the_world(at("2026-12-05 20:30"))
    without = replace(world, catalogue=world.catalogue.model_copy(update={"office_hours": ()}))

    assert hours.are_open(world.now, without)
    assert hours.after_office_time(world.now, timedelta(hours=1), without) == at("2026-12-06 09:30")


def test_moments_are_said_as_people_say_them() -> None:
    world = the_world(at("2026-12-01 10:00"))

    assert aloud(hours.in_words(at("2026-12-01 15:30"), world)) == "today at 15:30"
    assert aloud(hours.in_words(at("2026-12-02 09:00"), world)) == "tomorrow at 9:00"
    assert aloud(hours.in_words(at("2026-12-04 09:00"), world)) == "Friday 4 December at 9:00"


# ── a promise is a deadline ─────────────────────────────────────────────────────────────────────────────────────
def test_a_promise_is_seen_to_before_it_passes() -> None:
    house = House()
    house.taps("human")

    (promise,) = handover.deadlines(house.known, house.world)

    assert promise.due == at("2026-12-01 10:45")


def test_nobody_in_time_is_said_with_a_new_moment_and_the_team_is_reminded() -> None:
    house = House()
    house.taps("human")

    effects = house.passes(minutes=50)

    answer = told(effects, ToResident(7))
    assert "Nobody is free yet." in answer
    assert "at the latest <b>today at 14:45</b>" in answer
    assert "<b>088 0767 000</b>" in answer
    assert "!take:7" in buttons(effects)
    assert "DeleteMessage" in house.to_general()


def test_after_three_promises_no_new_moment_is_made_up() -> None:
    house = House()
    house.taps("human")

    house.passes(days=3)

    told_late = [line for line in house.to_resident() if "free" in line]
    assert len(told_late) == 3
    assert "I don't know when somebody will be." in told_late[-1]
    assert handover.is_open(house.known)
    assert handover.deadlines(house.known, house.world) == ()


def test_a_claim_ends_the_promise() -> None:
    house = talking()

    assert handover.deadlines(house.known, house.world) == ()
    assert house.passes(days=1) == []


def test_a_promise_that_no_longer_stands_does_nothing() -> None:
    house = House()
    house.taps("human")
    house.taps("human_off")

    assert handover.promise_passed(house.known, house.world).effects == ()


# ── words on their way ──────────────────────────────────────────────────────────────────────────────────────────
def test_words_go_to_the_topic_as_protected_copies_and_are_reported() -> None:
    house = talking()

    (relay,) = house.types("Fijn dat je er bent", reply_to=44)

    assert isinstance(relay, Relay)
    assert relay.to == ToTopic(7)
    assert relay.source == ToResident(7)
    assert relay.protect
    assert relay.reply_to == 44
    assert relay.report == f"relay:{relay.message}:7"


def test_who_waits_reads_once_in_ten_minutes_that_it_was_passed_on() -> None:
    house = House()
    house.taps("human")
    house.taps("skip:name")

    first = told(house.types("Ik zit ergens mee vandaag"), ToResident(7))
    house.passes(minutes=5)
    second = told(house.types("Het gaat over mijn huis"), ToResident(7))
    house.passes(minutes=6)
    third = told(house.types("Ben je er al een beetje"), ToResident(7))

    assert "I pass it on." in first
    assert second == ""
    assert "I pass it on." in third


def test_a_message_that_is_changed_is_changed_in_the_topic() -> None:
    house = talking()

    (edit,) = house.types("Ik bedoel dinsdag <b>", edited=True)

    assert isinstance(edit, RelayEdit)
    assert aloud(edit.text) == "Ik bedoel dinsdag &lt;b&gt;"


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "video_note", "document"])
def test_everything_that_can_be_copied_is(kind: str) -> None:
    house = talking()

    (relay,) = house.sends(kind)

    assert isinstance(relay, Relay)


def test_a_contact_is_not_passed_on_by_accident() -> None:
    house = talking()

    effects = house.sends("contact")

    assert not [effect for effect in effects if isinstance(effect, Relay)]
    assert "That holds a phone number" in told(effects, ToResident(7))


def test_a_shared_place_goes_to_the_human_who_has_the_conversation() -> None:
    house = talking()

    (relay,) = house.happens(SharedPlace(7007, 500, 52.09, 5.11))

    assert isinstance(relay, Relay)


def test_words_typed_while_the_name_is_asked_after_a_claim_are_words() -> None:
    house = House(knows(anna(id=7)))
    house.volunteer(FATIMA)
    house.taps("human")
    house.presses(FATIMA, "!take:7")

    (relay,) = house.types("Anna")

    assert isinstance(relay, Relay)


def test_the_team_sees_no_card_of_somebody_else() -> None:
    house = House()

    effects = house.taps("human")

    assert {e.to for e in effects if hasattr(e, "to")} <= {ToResident(7), ToTeam(TEAM.id), ToTopic(7)}
