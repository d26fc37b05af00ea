"""The end of a conversation: by the resident, by the volunteer, and when everything is erased."""

from __future__ import annotations

from dataclasses import replace

from bot.core import handover
from bot.core.effects import DeleteMessage, DeleteTopic, Edit, ToResident, ToTeam, ToTopic
from tests.core.house import FATIMA, House, talking
from tests.core.people import anna, knows
from tests.core.read_aloud import aloud, buttons, told
from tests.core.town import TEAM


def test_the_resident_ends_it_with_one_tap_and_both_sides_know() -> None:
    house = talking()

    effects = house.taps("human_off")

    assert "Fatima no longer reads along." in told(effects, ToResident(7))
    assert "What you write here is not sent any more." in told(effects, ToTopic(7))
    assert not handover.is_claimed(house.known)


def test_ending_what_is_over_says_what_is_true() -> None:
    house = House()

    assert "No human is here now." in told(house.taps("human_off"), ToResident(7))


def test_handing_back_puts_the_same_question_again_with_the_answers_there_were() -> None:
    house = House(knows(anna(id=7, question="place")))
    answers = house.known.resident.answers
    house.volunteer(FATIMA)
    house.taps("human")
    house.presses(FATIMA, "!take:7")
    house.types("Ik wil eerst iets vragen")

    effects = house.presses(FATIMA, "!back:7")

    read = told(effects, ToResident(7))
    assert "Fatima has left the conversation. I'm back, the computer." in read
    assert "skip:place" in buttons(effects)
    assert house.known.resident.question == "place"
    assert house.known.resident.answers == answers


def test_after_handing_back_the_bot_answers_again_and_the_topic_is_kept() -> None:
    house = talking()
    topic = house.topic
    house.presses(FATIMA, "!back:7")

    house.types("hoi")

    assert "volunteer" not in house.to_resident()[-1]
    assert house.topic == topic


def test_the_card_tells_that_it_is_over() -> None:
    house = talking()

    effects = house.presses(FATIMA, "!back:7")

    edits = [effect for effect in effects if isinstance(effect, Edit)]
    assert [aloud(edit.text) for edit in edits] == ["✔️ <b>Anna · d7</b>: this conversation is over."]
    assert edits[0].buttons == ()


def test_being_forgotten_takes_the_topic_and_the_card_along() -> None:
    house = talking()
    topic = house.topic

    effects = handover.erased(house.known, house.world.now)

    assert DeleteTopic(TEAM.id, topic or 0) in effects
    assert [effect for effect in effects if isinstance(effect, DeleteMessage)]
    assert "Anna" not in told(effects, ToTeam(TEAM.id))


def test_a_card_too_old_to_delete_is_emptied() -> None:
    house = talking()
    house.passes(days=3)

    effects = handover.erased(house.known, house.world.now)

    assert "This request was erased." in told(effects, ToTeam(TEAM.id))


def test_who_never_asked_leaves_nothing_in_the_group() -> None:
    house = House()

    assert handover.erased(house.known, house.world.now) == ()


def test_stopping_ends_the_conversation_too() -> None:
    house = talking()

    house.types("/stop")

    assert not handover.is_open(house.known)
    assert house.known.resident.stopped


def test_the_topic_of_a_closed_conversation_goes_with_who_is_forgotten() -> None:
    house = talking()
    house.taps("human_off")
    closed = house.known

    effects = handover.erased(replace(closed), house.world.now)

    assert [effect for effect in effects if isinstance(effect, DeleteTopic)]
