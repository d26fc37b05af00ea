"""Nothing is said that is not true at that moment, and what was promised to be gone is gone."""

from __future__ import annotations

from bot.core.events import Undelivered
from tests.core.house import House, talking
from tests.core.people import anna, knows


def test_without_a_team_no_human_is_promised_to_who_is_stuck_with_an_institution() -> None:
    house = House(knows(anna(id=7, question="none")), linked=False)

    effects = house.taps("stuck")

    assert "A human will read along" not in str(effects)
    assert "No human reads along here yet" in str(effects)


def test_while_the_bot_is_out_of_the_group_nobody_is_asked_to_say_it_again() -> None:
    house = talking()

    effects = house.hears(Undelivered(f"relay:5:{house.known.resident.id}", "blocked"))

    assert "did not reach the volunteers" in str(effects)
    assert "send it again" not in str(effects)
