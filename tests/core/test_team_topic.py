"""What is written in a topic: only the claimer speaks, everything else stays there, nothing is lost in silence."""

from __future__ import annotations

import pytest

from bot.core.effects import OpenTopic, React, Relay, RelayEdit, Say, ToResident, ToTopic
from bot.core.events import Delivered, Undelivered
from tests.core.house import FATIMA, JAN, House, talking
from tests.core.people import anna, knows
from tests.core.read_aloud import told


def test_a_line_of_the_claimer_goes_to_the_resident() -> None:
    house = talking(FATIMA)
    house.is_late = True

    (relay,) = house.writes(FATIMA, "Dag Anna, hoe is het?")

    assert isinstance(relay, Relay)
    assert relay.to == ToResident(7)
    assert relay.report == f"back:{relay.message}:7"


def test_the_thumb_comes_only_when_it_has_arrived() -> None:
    house = talking(FATIMA)

    effects = house.hears(Delivered("back:300:7", 41))

    assert effects == [React(ToTopic(7), 300, "👍")]


@pytest.mark.parametrize(
    ("reason", "says"),
    [("blocked", "they have blocked the bot"), ("message_gone", "it was deleted"), ("refused", "Telegram refuses it")],
)
def test_what_did_not_arrive_is_said_under_it(reason: str, says: str) -> None:
    house = talking(FATIMA)

    (line,) = house.hears(Undelivered("back:300:7", reason))  # type: ignore[arg-type]  # one of its literals

    assert isinstance(line, Say)
    assert line.reply_to == 300
    assert says in told([line], ToTopic(7))


@pytest.mark.parametrize("text", ["// zij klinkt moe", "//let op"])
def test_a_note_of_the_claimer_stays_in_the_topic(text: str) -> None:
    house = talking(FATIMA)

    (reaction,) = house.writes(FATIMA, text)

    assert isinstance(reaction, React)
    assert reaction.emoji == "✍"


def test_what_others_write_is_a_note() -> None:
    house = talking(FATIMA)
    house.volunteer(JAN)

    (reaction,) = house.writes(JAN, "Ik ken haar nog van het koor")

    assert isinstance(reaction, React)


def test_before_anybody_took_it_nothing_is_sent_and_that_is_said_once() -> None:
    house = House(knows(anna(id=7)))
    house.volunteer(FATIMA)
    house.taps("human")

    first, second = house.writes(FATIMA, "Dag Anna"), house.writes(FATIMA, "Hallo?")

    assert "Not sent yet." in told(first, ToTopic(7))
    assert [type(effect) for effect in second] == [React]
    assert not any(line.startswith("volunteer") for line in house.to_resident())


def test_after_the_end_nothing_is_sent_any_more() -> None:
    house = talking(FATIMA)
    house.taps("human_off")

    effects = house.writes(FATIMA, "Nog één ding")

    assert "Not sent: this conversation is over." in told(effects, ToTopic(7))
    assert not [effect for effect in effects if isinstance(effect, Relay)]


@pytest.mark.parametrize("command", ["/terug", "/naam Roos", "/hulp", "/onbekend", "/koppel 1", "/start", "/"])
def test_a_command_never_reaches_the_resident(command: str) -> None:
    house = talking(FATIMA)

    effects = house.writes(FATIMA, command)

    assert not [effect for effect in effects if isinstance(effect, Relay)]


def test_an_unknown_command_says_which_there_are() -> None:
    house = talking(FATIMA)

    assert "/terug" in told(house.writes(FATIMA, "/sluiten"), ToTopic(7))


def test_the_word_for_handing_back_hands_back() -> None:
    house = talking(FATIMA)

    effects = house.writes(FATIMA, "/terug")

    assert "Fatima has left the conversation." in told(effects, ToResident(7))


def test_an_edit_of_the_claimer_is_an_edit_for_the_resident() -> None:
    house = talking(FATIMA)

    (edit,) = house.writes(FATIMA, "Dag Anna, tot morgen", edited=True)

    assert isinstance(edit, RelayEdit)
    assert edit.to == ToResident(7)


@pytest.mark.parametrize("text", ["// toch maar niet", "/terug"])
def test_an_edit_into_a_note_or_a_command_sends_and_does_nothing(text: str) -> None:
    house = talking(FATIMA)

    assert house.writes(FATIMA, text, edited=True) == []


def test_talk_in_general_and_in_other_topics_is_nobodys_business() -> None:
    house = talking(FATIMA)

    assert house.writes(FATIMA, "Wie heeft er koffie?", topic=None) == []
    assert house.writes(FATIMA, "Iets anders", topic=999) == []


# ── when things break ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_topic_that_is_gone_is_opened_again_and_the_words_go_there() -> None:
    house = talking(FATIMA)
    house.is_late = True

    effects = house.hears(Undelivered("relay:300:7", "topic_gone"))

    assert [type(effect) for effect in effects] == [OpenTopic, Say, Relay]
    assert house.topic is None
    again = effects[-1]
    assert isinstance(again, Relay)
    assert (again.message, again.report) == (300, "again:300:7")


def test_several_words_for_a_lost_topic_open_only_one() -> None:
    house = talking(FATIMA)
    house.is_late = True

    house.hears(Undelivered("relay:300:7", "topic_gone"))
    effects = house.hears(Undelivered("relay:301:7", "topic_gone"))

    assert [type(effect) for effect in effects] == [Relay]


def test_what_is_lost_twice_is_said_to_its_sender() -> None:
    house = talking(FATIMA)

    (line,) = house.hears(Undelivered("again:300:7", "topic_gone"))

    assert isinstance(line, Say)
    assert line.reply_to == 300
    assert "I could not pass this on." in told([line], ToResident(7))


def test_what_telegram_refuses_to_copy_is_said_to_its_sender() -> None:
    house = talking(FATIMA)

    assert "I could not pass this on." in told(house.hears(Undelivered("relay:300:7", "refused")), ToResident(7))


def test_a_topic_that_cant_be_opened_asks_for_the_right_and_can_be_tried_again() -> None:
    house = House(knows(anna(id=7)))
    house.volunteer(FATIMA)
    house.is_late = True
    house.taps("human")

    house.hears(Undelivered("topic:7", "refused"))
    effects = house.presses(FATIMA, "!topic:7")

    assert "I can't open a topic" in house.to_general()[-1]
    assert [effect for effect in effects if isinstance(effect, OpenTopic)]


def test_a_group_that_cant_be_reached_is_said_to_who_waits() -> None:
    house = House()
    house.is_late = True
    house.taps("human")

    assert "did not reach the volunteers" in told(house.hears(Undelivered("card:7", "refused")), ToResident(7))


@pytest.mark.parametrize("report", ["", "x", "relay:7", "back::7", "back:x:7", "again:7", "nonsense:1:7", "topic:"])
def test_a_report_that_means_nothing_does_nothing(report: str) -> None:
    house = talking(FATIMA)

    house.hears(Delivered(report, 5)) if not report.startswith("topic") else None
    house.hears(Undelivered(report, "refused"))

    assert house.known.handover is not None
