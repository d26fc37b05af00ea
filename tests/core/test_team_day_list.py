"""The day's list: a volunteer takes a single follow-up, does it, or gives it back to the bot."""

from __future__ import annotations

from datetime import timedelta

from bot.core.contact import next_contact
from bot.core.effects import AnswerPress, ToTeam
from bot.core.events import ContactDue
from tests.core.house import FATIMA, JAN, House
from tests.core.people import anna, at, going, knows
from tests.core.read_aloud import aloud, buttons, told
from tests.core.town import TEAM

MONDAY_MORNING = at("2026-12-07 08:45")
SINGING = "2026-12-08 10:00"


def _house(**resident: object) -> House:
    """Anna goes singing tomorrow, and is reminded this evening."""
    known = knows(anna(id=7, name="Anna", **{"share": True, **resident}), going(SINGING))
    house = House(known, MONDAY_MORNING)
    house.known = knows(known.resident, *known.plans, contact=next_contact(known, house.world))
    house.volunteer(FATIMA)
    house.volunteer(JAN)
    return house


def _alerts(effects: object) -> str:
    return " ".join(aloud(e.text) for e in effects if isinstance(e, AnswerPress))  # type: ignore[attr-defined]


def test_the_morning_shows_what_is_near_with_a_button() -> None:
    house = _house()

    effects = house.morning()

    assert "<b>Anna · d7</b>: remind of Tuesday singing, today at 18:" in told(effects, ToTeam(TEAM.id))
    assert buttons(effects) == ["!mine:7:before"]


def test_who_did_not_say_yes_is_not_on_the_list() -> None:
    assert _house(share=False).morning() == []
    assert _house(share=None).morning() == []


def test_who_stopped_is_not_on_the_list() -> None:
    assert _house(stopped=True).morning() == []


def test_who_still_waits_for_a_human_stands_on_top() -> None:
    house = _house(share=False)
    house.taps("human")

    assert "still waits for a human" in told(house.morning(), ToTeam(TEAM.id))


def test_taking_one_makes_it_the_volunteers() -> None:
    house = _house()

    effects = house.presses(FATIMA, "!mine:7:before")

    assert house.known.contact is not None
    assert house.known.contact.owner_name == "Fatima"
    assert "Fatima does it." in told(effects, ToTeam(TEAM.id))
    assert {"!did:7:before", "!undo:7:before", "!open:7"} == set(buttons(effects))


def test_a_second_volunteer_reads_who_does_it() -> None:
    house = _house()
    house.presses(FATIMA, "!mine:7:before")

    assert _alerts(house.presses(JAN, "!mine:7:before")) == "Fatima does this one."
    assert _alerts(house.presses(JAN, "!did:7:before")) == "Fatima does this one."
    assert _alerts(house.presses(FATIMA, "!mine:7:before")) == "You already do this one."


def test_done_by_the_volunteer_the_bot_says_nothing_of_it() -> None:
    house = _house()
    house.presses(FATIMA, "!mine:7:before")

    house.presses(FATIMA, "!did:7:before")

    assert house.known.contact is not None
    assert house.known.contact.kind == "after"
    assert house.known.contact.owner is None
    assert house.to_resident() == []


def test_not_after_all_gives_it_back_to_the_bot() -> None:
    house = _house()
    before = house.known.contact
    house.presses(FATIMA, "!mine:7:before")

    house.presses(FATIMA, "!undo:7:before")

    assert house.known.contact == before


def test_not_done_in_time_the_bot_says_it_exactly_once() -> None:
    house = _house()
    house.presses(FATIMA, "!mine:7:before")
    assert house.known.contact is not None

    house.now = house.known.contact.due
    house.happens(ContactDue(7, house.known.contact.id))
    house.happens(ContactDue(7, house.known.contact.id))

    assert at(SINGING) - house.now > timedelta(hours=1)
    assert len([line for line in house.to_resident() if "Tuesday singing" in line]) == 1


def test_a_follow_up_that_is_over_can_no_longer_be_taken() -> None:
    house = _house()

    assert "no longer there" in _alerts(house.presses(FATIMA, "!mine:7:after"))


def test_the_follow_up_of_who_leaves_is_free_again() -> None:
    house = _house()
    house.presses(FATIMA, "!mine:7:before")

    effects = house.leaves(FATIMA)

    assert house.known.contact is not None
    assert house.known.contact.owner is None
    assert "Free again: <b>Anna · d7</b>" in told(effects, ToTeam(TEAM.id))


def test_from_the_list_a_conversation_can_be_opened() -> None:
    house = _house()
    house.presses(FATIMA, "!mine:7:before")

    house.presses(FATIMA, "!open:7")

    assert "<b>Fatima</b> (volunteer) is here now" in house.to_resident()[0]
