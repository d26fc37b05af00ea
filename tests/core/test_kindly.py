"""What is answered to a sign, and what of it is kept: nothing."""

from __future__ import annotations

import pytest

from bot.core.effects import Erase, Say, ToResident, ToTeam
from bot.core.kindly import answer_sign
from bot.core.signs import KINDS, Sign, SignKind
from tests.core.house import House, talking
from tests.core.people import anna, knows
from tests.core.read_aloud import buttons, told
from tests.core.town import TEAM


def _house(**known: object) -> House:
    return House(knows(anna(id=7, question="none", **known)))


def test_of_a_child_everything_is_erased_before_the_one_last_line() -> None:
    house = _house()

    effects = house.types("ik ben 13")

    assert [type(effect) for effect in effects] == [Erase, Say]
    assert "0800 0432" in told(effects, ToResident(7))
    assert buttons(effects) == []


def test_the_topic_of_a_child_goes_too() -> None:
    house = talking()

    effects = answer_sign(house.known, Sign("under_16"), house.world).effects

    assert "DeleteTopic" in [type(effect).__name__ for effect in effects]


def test_grief_gets_one_question_with_two_answers_and_no_activities() -> None:
    effects = _house().types("mijn man is overleden")

    assert len(effects) == 1
    assert buttons(effects) == ["human", "notnow"]


def test_anger_is_told_when_a_human_reads_and_nothing_is_defended() -> None:
    read = told(_house().types("jullie zijn waardeloos"), ToResident(7))

    assert "You may be." in read
    assert "somebody reads it at the latest" in read


def test_without_a_team_no_moment_is_promised_to_who_is_angry() -> None:
    house = House(knows(anna(id=7, question="none")), linked=False)

    effects = house.types("jullie zijn waardeloos")

    assert "at the latest" not in told(effects, ToResident(7))
    assert "088 0767 000" in told(house.taps("human"), ToResident(7))


def test_who_is_stuck_gets_independent_support_and_a_human() -> None:
    effects = _house().types("de gemeente reageert niet")

    assert "030 000 0099" in told(effects, ToResident(7))
    assert "Is stuck with an institution." in told(effects, ToTeam(TEAM.id))


def test_the_team_hears_that_something_is_wrong_once_and_not_what() -> None:
    house = _house()

    card = told(house.types("de deur was dicht"), ToTeam(TEAM.id))
    again = house.types("het klopt niet")

    assert "something in the list is wrong" in card
    assert "deur" not in card
    assert told(again, ToTeam(TEAM.id)) == ""


def test_without_a_team_nobody_is_said_to_have_been_told() -> None:
    house = House(knows(anna(id=7, question="none")), linked=False)

    effects = house.types("de deur was dicht")

    assert "I told the team" not in told(effects, ToResident(7))


def test_for_somebody_else_nothing_is_kept_but_there_is_something_to_read_together() -> None:
    house = _house()
    before = house.known.resident.answers

    effects = house.types("ik zoek iets leuks voor mijn moeder")

    assert buttons(effects) == ["find", "human"]
    assert house.known.resident.answers == before


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("under_16", "institution")])
def test_the_same_sign_twice_is_never_answered_with_the_same_words(kind: SignKind) -> None:
    house = _house()
    first = answer_sign(house.known, Sign(kind), house.world)
    second = answer_sign(first.known, Sign(kind), house.world)
    third = answer_sign(second.known, Sign(kind), house.world)

    assert told(first.effects, ToResident(7)) != told(second.effects, ToResident(7))
    assert told(second.effects, ToResident(7)) != told(third.effects, ToResident(7))


@pytest.mark.parametrize("text", ["jullie zijn waardeloos", "mijn man is overleden"])
def test_what_was_noticed_is_no_label_of_a_person(text: str) -> None:
    house = _house()
    house.types(text)

    kept = {field for field in house.known.resident.__slots__ if field not in ("last_line", "follow_up", "seen_at")}

    assert all(getattr(house.known.resident, field) == getattr(anna(id=7, question="none"), field) for field in kept)
