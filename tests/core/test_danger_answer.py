"""What is said to words of danger, and who hears of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.core.danger import Danger, answer
from bot.core.danger_words import DangerKind
from bot.core.effects import Relay, ToResident, ToTeam, ToTopic
from tests.core.house import FATIMA, House, talking
from tests.core.people import anna, at, knows
from tests.core.read_aloud import buttons, told
from tests.core.town import TEAM


@pytest.mark.parametrize(
    ("kind", "number"),
    [("suicide", "113"), ("violence", "0800 2000"), ("child", "0800 0432"), ("acute", "112")],
)
def test_each_kind_gets_its_own_line_and_always_the_emergency_number(kind: DangerKind, number: str) -> None:
    house = House()

    read = told(answer(house.known, Danger((kind,)), house.world).effects, ToResident(7))

    assert f"<b>{number}</b>" in read
    assert "<b>112</b>" in read
    assert "I'm a computer and I don't stand guard." in read


def test_danger_is_answered_before_the_open_question_and_offers_a_human() -> None:
    house = House(knows(anna(id=7, question="place")))

    effects = house.types("ik wil niet meer leven")

    assert "113" in told(effects, ToResident(7))
    assert "human" in buttons(effects)
    assert house.known.resident.question == "place"


def test_the_team_hears_that_but_not_what() -> None:
    house = House()

    card = told(house.types("ik wil niet meer leven"), ToTeam(TEAM.id))

    assert "d7" in card
    assert "wrote something worrying" in card
    assert "leven" not in card


def test_the_resident_knows_that_the_team_was_told() -> None:
    house = House()

    assert "I told the volunteers that you have a hard time" in told(house.types("ik wil dood"), ToResident(7))


def test_danger_is_answered_while_a_human_has_the_conversation_and_they_read_the_words() -> None:
    house = talking()

    effects = house.types("ik wil dood")

    assert "113" in told(effects, ToResident(7))
    assert "Fatima reads it too." in told(effects, ToResident(7))
    assert [effect for effect in effects if isinstance(effect, Relay)]
    assert "wrote something worrying" in told(effects, ToTopic(7))


def test_danger_is_answered_at_night() -> None:
    house = House(now=at("2026-12-01 03:10"))

    assert "113" in told(house.types("ik wil dood"), ToResident(7))


def test_without_a_team_no_human_is_offered() -> None:
    house = House(linked=False)

    effects = house.types("ik wil dood")

    assert buttons(effects) == []
    assert "113" in told(effects, ToResident(7))


def test_a_volunteer_may_write_to_who_had_a_hard_time() -> None:
    house = House()
    house.volunteer(FATIMA)
    house.types("ik wil dood")

    effects = house.presses(FATIMA, "!open:7")

    assert "<b>Fatima</b> (volunteer) is here now, and would like to hear how you are." in told(effects, ToResident(7))
    assert "singing" not in told(effects, ToTopic(7))


def test_a_second_message_within_ten_minutes_gets_a_shorter_answer_and_no_second_card() -> None:
    house = House()
    first = house.types("ik wil dood")

    house.passes(minutes=9)
    again = house.types("ik wil echt niet meer leven")

    assert "113" in told(again, ToResident(7))
    assert "<b>112</b>" in told(again, ToResident(7))
    assert "human" in buttons(again)
    assert len(told(again, ToResident(7))) < len(told(first, ToResident(7)))
    assert told(again, ToTeam(TEAM.id)) == ""


def test_no_answer_to_danger_is_word_for_word_the_one_before_it() -> None:
    house = House()

    answers = [told(house.types("ik wil dood"), ToResident(7)) for _ in range(4)]
    house.passes(minutes=11)
    later = told(house.types("ik wil dood"), ToResident(7))

    assert all(one != other for one, other in pairwise([*answers, later]))


def test_the_team_hears_it_again_when_it_became_acute_or_ten_minutes_went_by() -> None:
    house = House()
    house.types("ik wil dood")

    worse = house.types("ik heb alle pillen geslikt")
    still = house.types("ik heb alle pillen geslikt")
    house.passes(minutes=11)
    later = house.types("ik wil dood")

    assert "wrote something worrying" in told(worse, ToTeam(TEAM.id))
    assert told(still, ToTeam(TEAM.id)) == ""
    assert "Don't wait for me. Call <b>112</b> now." in told(still, ToResident(7))
    assert "wrote something worrying" in told(later, ToTeam(TEAM.id))


def test_a_human_who_has_the_conversation_reads_every_line_of_danger_in_the_topic() -> None:
    house = talking()
    house.types("ik wil dood")

    again = house.types("ik wil dood")

    assert "wrote something worrying" in told(again, ToTopic(7))
    assert told(again, ToTeam(TEAM.id)) == ""
