"""Asking for a human: what is said at once, what is asked after it, and what goes to the team."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core import handover
from bot.core.effects import OpenTopic, Relay, Say, ToResident, ToTeam, ToTopic
from bot.core.resident import Answers, Team, Where
from tests.core.house import FATIMA, JAN, House, talking, titles
from tests.core.people import anna, at, knows
from tests.core.read_aloud import buttons, told
from tests.core.town import TEAM

LOMBOK = Where("Lombok", 52.09, 5.09, "lombok")


def test_the_first_tap_is_the_request() -> None:
    house = House()

    effects = house.taps("human")

    assert handover.is_open(house.known)
    assert "Asks for a human." in told(effects, ToTeam(TEAM.id))
    assert {"!take:7", "!more:7", "!later:7"} <= set(buttons(effects))
    assert titles(effects) == ["Guest · d7"]


def test_the_resident_reads_at_once_who_reads_along_and_by_when() -> None:
    house = House()

    answer = told(house.taps("human"), ToResident(7))

    assert "I asked the volunteers." in answer
    assert "Somebody reads it at the latest <b>today at 11:00</b>" in answer
    assert "The whole team can read it." in answer


def test_outside_office_hours_it_says_when_they_are_there_again() -> None:
    house = House(now=at("2026-12-04 18:30"))  # a Friday evening

    answer = told(house.taps("human"), ToResident(7))

    assert "They are there again Monday 7 December at 9:00." in answer
    assert "at the latest <b>Monday 7 December at 10:00</b>" in answer


def test_the_usual_waiting_time_is_said_where_it_was_measured() -> None:
    house = House()
    world = replace(house.world, usual_wait_s=1490.0)

    step = handover.ask(house.known, world)

    assert "Usually it takes about 25 minutes." in told(step.effects, ToResident(7))


def test_asking_again_asks_nobody_twice() -> None:
    house = House()
    house.taps("human")

    again = house.taps("human")

    assert [type(effect) for effect in again] == [Say]
    assert house.known.resident.handovers == 1


def test_who_asks_may_call_it_off_with_one_tap() -> None:
    house = House()
    house.taps("human")

    effects = house.taps("human_off")

    assert not handover.is_open(house.known)
    assert "no longer needs a human" in told(effects, ToTopic(7))
    assert "I told them." in told(effects, ToResident(7))


def test_without_a_team_nothing_is_pretended() -> None:
    house = House(linked=False)

    effects = house.taps("human")

    answer = told(effects, ToResident(7))
    assert "No human reads along here yet." in answer
    assert "<b>088 0767 000</b>" in answer
    assert not handover.is_open(house.known)
    assert [type(effect) for effect in effects] == [Say]


# ── name and consent ────────────────────────────────────────────────────────────────────────────────────────────
def test_the_name_is_asked_and_then_whether_answers_may_be_seen() -> None:
    house = House()
    house.taps("human")

    house.types("ik heet anna")
    effects = house.taps("share:yes")

    assert house.known.resident.name == "Anna"
    assert house.known.resident.share is True
    assert house.known.resident.question == "none"
    assert "They can see your answers." in told(effects, ToResident(7))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ik voel me vandaag niet zo goed", "Kun je komen?", "bel 0612345678", "ik ben bang", "ik ben alleen",
        "Wat nu", "hoi", "dank je", "I am scared", "mijn man is ziek",
    ],
)
def test_a_sentence_is_no_name_but_words_for_the_team(sentence: str) -> None:
    house = House()
    house.taps("human")

    effects = house.types(sentence)

    assert house.known.resident.name == ""
    assert [effect for effect in effects if isinstance(effect, Relay)]
    assert "I pass it on." in told(effects, ToResident(7))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Anna", "Anna"), ("mijn naam is roos", "Roos"), ("Mevrouw de Wit", "Mevrouw de Wit"),
        ("Jan-Willem", "Jan-Willem"), ("ik ben Fatima", "Fatima"), ("call me Zoë", "Zoë"),
    ],
)
def test_a_name_is_understood_in_every_way_it_is_given(typed: str, name: str) -> None:
    house = House()
    house.taps("human")

    house.types(typed)

    assert house.known.resident.name == name


@pytest.mark.parametrize("no", ["nee", "overslaan", "liever niet"])
def test_the_name_may_be_skipped_by_typing(no: str) -> None:
    house = House()
    house.taps("human")

    effects = house.types(no)

    assert house.known.resident.name == ""
    assert "share:yes" in buttons(effects)


def test_both_questions_are_asked_only_once_ever() -> None:
    house = House()
    house.taps("human")
    house.taps("skip:name")
    house.taps("share:no")
    house.taps("human_off")

    effects = house.taps("human")

    assert "skip:name" not in buttons(effects)
    assert "share:yes" not in buttons(effects)


def test_the_open_question_stands_again_after_name_and_consent() -> None:
    house = House(knows(anna(id=7, question="place")))
    house.taps("human")

    house.taps("skip:name")
    house.taps("share:no")

    assert house.known.resident.question == "place"


def test_a_visit_that_is_not_remembered_is_asked_nothing() -> None:
    house = House(knows(anna(id=7, remember=False)))

    effects = house.taps("human")

    assert "skip:name" not in buttons(effects)
    assert titles(effects) == ["Guest · d7"]


def test_a_name_that_comes_later_reaches_the_topic_and_the_card() -> None:
    house = House()
    house.taps("human")

    house.types("Anna")

    assert "RenameTopic" in house.to_topic()
    assert "Edit" in house.to_general()


# ── which team, which topic ─────────────────────────────────────────────────────────────────────────────────────
def test_the_team_of_the_area_reads_along_and_else_the_one_for_everywhere() -> None:
    west, city = Team(1, -1, areas=("lombok",)), Team(2, -2)
    office = Team(3, -3, purpose="maintainers")
    in_lombok = anna(answers=Answers(where=LOMBOK))

    assert handover.team_for(in_lombok, (city, west)) == west
    assert handover.team_for(anna(), (west, city)) == city
    assert handover.team_for(anna(), (west, office)) == west
    assert handover.team_for(anna(), (office,)) is None


def test_a_next_conversation_finds_its_topic_again() -> None:
    house = talking()
    topic = house.topic
    house.taps("human_off")

    effects = house.taps("human")

    assert house.topic == topic
    assert not [effect for effect in effects if isinstance(effect, OpenTopic)]
    assert house.known.handover is not None
    assert house.known.handover.number == 2


def test_company_for_a_plan_stands_on_the_card() -> None:
    house = House()

    effects = house.taps("with:zingen-op-dinsdag")

    card = told(effects, ToTeam(TEAM.id))
    assert "Would like company on the way to something." in card
    assert "It is about: Tuesday singing" in card


def test_nothing_the_group_sees_tells_who_it_is() -> None:
    house = House(knows(anna(id=7)))
    house.taps("human")
    house.volunteer(JAN)
    house.presses(JAN, "!take:7")

    seen = " ".join((*house.to_general(), *house.to_topic()))

    assert "7007" not in seen
    assert "You don't see the answers." in seen
    assert "singing" not in seen


def test_the_bot_waits_while_a_human_has_the_conversation() -> None:
    house = talking(FATIMA)

    effects = house.taps("again")

    assert told(effects, ToResident(7)) == "Fatima is here. Just write."
