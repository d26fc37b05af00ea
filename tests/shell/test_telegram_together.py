"""Inlet and outlet against the look-alike: what people do arrives as events, what we want done is seen by people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovedClock
from bot.core import effects, events
from bot.core.effects import Address, Button, ToChat, ToResident, ToTopic
from bot.core.events import GroupInspected, Member
from bot.core.text import Html
from bot.demo.server import LookAlike
from bot.platform import Moved, Refused, Sent
from bot.telegram.bot import Connection, WrongTokenError
from bot.telegram.outgoing import TelegramOutlet
from bot.telegram.polling import TelegramInlet

TOKEN = "123456:an-invented-token-for-tests-only"
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@dataclass
class Street:
    """The look-alike with a resident, a group of volunteers, and us."""

    it: LookAlike
    clock: MovedClock
    inlet: TelegramInlet
    outlet: TelegramOutlet
    anna: int
    fatima: int
    group: int

    async def heard(self) -> list[events.Event | None]:
        return [incoming.event for incoming in await self.inlet.receive()]

    async def open_topic(self) -> Address:
        made = await self.outlet.send(effects.OpenTopic(1, 1, Html("Anna · k7")), Address(self.group), None)
        assert isinstance(made, Sent)
        return Address(self.group, made.message)


@asynccontextmanager
async def _street() -> AsyncIterator[Street]:
    clock = MovedClock(NOW)
    async with (
        LookAlike(TOKEN, clock=clock.now, limits=False) as it,
        Connection(TOKEN, it.url) as connection,
    ):
        anna, fatima = it.people.add_user("Anna", "nl"), it.people.add_user("Fatima", "nl")
        group = it.people.add_group("Buurt")
        it.people.set_member(group, fatima, "administrator")
        it.people.set_bot(group)
        it.people.say(anna, anna, "/start")
        inlet = TelegramInlet(connection)
        await inlet.receive()
        yield Street(it, clock, inlet, TelegramOutlet(connection), anna, fatima, group)


@pytest.fixture
async def street() -> AsyncIterator[Street]:
    async with _street() as opened:
        yield opened


async def test_what_a_resident_does_arrives_in_order(street: Street) -> None:
    people, anna = street.it.people, street.anna
    said = people.say(anna, anna, "hoi")
    people.say(anna, anna, "hallo", edit=said)
    voice = people.send(anna, anna, "voice")
    photo = people.send(anna, anna, "photo", caption="mijn tuin")
    spot = people.send(anna, anna, "venue", lat=52.1, lon=5.1)
    people.block(anna)
    people.unblock(anna)

    assert await street.heard() == [
        events.Said(anna, said, "hoi", "nl"),
        events.Said(anna, said, "hallo", "nl", edited=True),
        events.SentMedia(anna, voice, "voice", "", "nl"),
        events.SentMedia(anna, photo, "photo", "mijn tuin", "nl"),
        events.SharedPlace(anna, spot, 52.1, 5.1, "nl"),
        events.Left(anna),
        events.CameBack(anna, "nl"),
    ]


COPYABLE = ["sticker", "video", "video_note", "audio", "document", "animation", "contact", "poll", "dice"]


@pytest.mark.parametrize("kind", COPYABLE)
async def test_every_kind_of_message_arrives_and_can_be_relayed(street: Street, kind: events.MediaKind) -> None:
    number = street.it.people.send(street.anna, street.anna, kind)
    topic = await street.open_topic()

    relay = effects.Relay(ToTopic(1), ToResident(1), number, protect=True)
    result = await street.outlet.send(relay, topic, Address(street.anna))

    assert await street.heard() == [events.SentMedia(street.anna, number, kind, "", "nl")]
    assert isinstance(result, Sent)
    assert kind in street.it.town.chats[street.group].messages[result.message].content


async def test_what_volunteers_do_arrives_with_its_topic(street: Street) -> None:
    people, group, fatima = street.it.people, street.group, street.fatima
    topic = (await street.open_topic()).topic
    line = people.say(fatima, group, "Dag Anna", topic=topic)
    reply = people.say(fatima, group, "En?", topic=topic, reply_to=line)
    general = people.say(fatima, group, "hoi allemaal")
    aside = people.say(fatima, group, "ja", reply_to=general)
    people.set_member(group, fatima, "administrator", anonymous=True)
    nameless = people.say(fatima, group, "/koppel@schuifaan_demo_bot 482913")
    people.set_member(group, fatima, "left")

    by = Member(fatima, "Fatima")
    assert await street.heard() == [
        events.TeamSaid(group, topic, line, by, "Dag Anna"),
        events.TeamSaid(group, topic, reply, by, "En?", reply_to=line),
        events.TeamSaid(group, None, general, by, "hoi allemaal"),
        events.TeamSaid(group, None, aside, by, "ja", reply_to=general),
        events.TeamSaid(group, None, nameless, Member(1087968824, ""), "/koppel 482913"),
        events.MemberLeft(group, fatima),
    ]


async def test_a_button_comes_back_with_who_pressed_it(street: Street) -> None:
    yes = ((Button(Html("Ik pak hem op"), "!claim:1"),),)
    card = await street.outlet.send(effects.Say(ToChat(street.group), Html("Wie?"), yes), Address(street.group), None)
    asked = await street.outlet.send(effects.Say(ToResident(1), Html("Ja?"), yes), Address(street.anna), None)
    assert isinstance(card, Sent)
    assert isinstance(asked, Sent)
    first = street.it.people.press(street.fatima, street.group, card.message, "!claim:1")
    second = street.it.people.press(street.anna, street.anna, asked.message, "forged")
    third = street.it.people.press(street.anna, street.anna, 999, "of a message that is gone")

    assert await street.heard() == [
        events.TeamPressed(street.group, None, card.message, first, Member(street.fatima, "Fatima"), "!claim:1"),
        events.Pressed(street.anna, asked.message, second, "forged", "nl"),
        events.Pressed(street.anna, None, third, "of a message that is gone", "nl"),
    ]


async def test_a_deciding_press_is_answered_once_and_late_answers_are_fine(street: Street) -> None:
    press = street.it.people.press(street.fatima, street.group, 1, "!claim:1")
    alert = effects.AnswerPress(press, Html("Jan was net voor je."))

    first = await street.outlet.send(alert, Address(0), None)
    second = await street.outlet.send(alert, Address(0), None)

    assert (first, second) == (Sent(), Sent())
    assert street.it.town.presses[press]["text"] == "Jan was net voor je."


async def test_messages_change_and_go(street: Street) -> None:
    to, chat = ToResident(1), Address(street.anna)
    sent = await street.outlet.send(effects.Say(to, Html("een <i>regel</i>"), pin=True), chat, None)
    assert isinstance(sent, Sent)
    number, message = sent.message, street.it.town.chats[street.anna].messages[sent.message]
    buttons = ((Button(Html("Ja"), "j"),),)

    for _ in range(2):
        assert await street.outlet.send(effects.Edit(to, number, Html("anders"), buttons), chat, None) == Sent(number)
        assert await street.outlet.send(effects.EditButtons(to, number), chat, None) == Sent(number)
    assert await street.outlet.send(effects.React(to, number, "👍"), chat, None) == Sent()
    assert (message.content["text"], message.inline) == ("anders", None)
    for _ in range(2):
        assert await street.outlet.send(effects.DeleteMessage(to, number), chat, None) == Sent()
    assert message.deleted
    assert street.it.town.chats[street.anna].pinned == [number]


async def test_a_message_of_three_days_ago_is_emptied(street: Street) -> None:
    to, chat = ToResident(1), Address(street.anna)
    sent = await street.outlet.send(effects.Say(to, Html("lang geleden")), chat, None)
    assert isinstance(sent, Sent)
    street.clock.move(timedelta(days=3))

    assert await street.outlet.send(effects.DeleteMessage(to, sent.message), chat, None) == Sent()
    assert street.it.town.chats[street.anna].messages[sent.message].content["text"] == "…"


async def test_a_place_and_a_file_arrive(street: Street) -> None:
    to, chat = ToResident(1), Address(street.anna)
    await street.outlet.send(effects.Venue(to, 52.09, 5.12, "De Kade", "Kade 1"), chat, None)
    await street.outlet.send(effects.File(to, "a.ics", "BEGIN:VCALENDAR", Html("Voor je <b>agenda</b>")), chat, None)

    place, file = list(street.it.town.chats[street.anna].messages.values())[-2:]
    assert place.content["venue"]["title"] == "De Kade"
    assert (file.content["document"]["file_name"], file.content["caption"]) == ("a.ics", "Voor je agenda")


async def test_an_edited_picture_changes_its_copy(street: Street) -> None:
    topic = await street.open_topic()
    photo = street.it.people.send(street.anna, street.anna, "photo", caption="tuin")
    copy = await street.outlet.send(effects.Relay(ToTopic(1), ToResident(1), photo), topic, Address(street.anna))
    assert isinstance(copy, Sent)

    changed = await street.outlet.send(effects.RelayEdit(ToTopic(1), copy.message, Html("mijn tuin")), topic, None)

    assert changed == Sent(copy.message)
    assert street.it.town.chats[street.group].messages[copy.message].content["caption"] == "mijn tuin"


async def test_topics_are_renamed_and_deleted_and_gone_is_told(street: Street) -> None:
    topic = await street.open_topic()
    assert topic.topic
    for _ in range(2):
        assert await street.outlet.send(effects.RenameTopic(ToTopic(1), Html("Bep · k7")), topic, None) == Sent()
    assert street.it.town.chats[street.group].topics[topic.topic].name == "Bep · k7"
    for _ in range(2):
        assert await street.outlet.send(effects.DeleteTopic(1, topic.topic), topic, None) == Sent()

    late = await street.outlet.send(effects.Say(ToTopic(1), Html("nog iets")), topic, None)

    assert isinstance(late, Refused)
    assert late.why == "topic_gone"


@pytest.mark.parametrize("text", ["not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
async def test_a_topic_that_people_delete_is_gone(street: Street, text: str) -> None:
    topic = await street.open_topic()
    street.it.people.delete_topic(street.group, topic.topic or 0, text)

    late = await street.outlet.send(effects.Say(ToTopic(1), Html("nog iets")), topic, None)

    assert isinstance(late, Refused)
    assert late.why == "topic_gone"


async def test_who_blocked_us_and_a_group_that_moved(street: Street) -> None:
    street.it.people.block(street.anna)
    moved = street.it.people.migrate(street.group)

    blocked = await street.outlet.send(effects.Say(ToResident(1), Html("hoi")), Address(street.anna), None)
    elsewhere = await street.outlet.send(effects.Say(ToChat(1), Html("hoi")), Address(street.group), None)

    assert blocked == Refused("blocked", "bot was blocked by the user")
    assert elsewhere == Moved(moved)
    assert await street.heard() == [events.Left(street.anna), events.ChatMigrated(street.group, moved)]


async def test_a_group_is_inspected(street: Street) -> None:
    street.it.people.set_bot(street.group, "administrator", can_pin_messages=False)
    order = effects.Inspect(street.group, street.fatima, "link:1")

    result = await street.outlet.send(order, Address(street.group), None)

    found = GroupInspected(
        street.group, "link:1", "Buurt", is_forum=True, missing=("can_pin_messages",), asker_is_admin=True
    )
    assert result == Sent(event=found)


async def test_a_private_chat_is_its_own_persons(street: Street) -> None:
    result = await street.outlet.send(effects.Inspect(street.anna, street.anna, "link:1"), Address(street.anna), None)

    assert result == Sent(
        event=GroupInspected(street.anna, "link:1", "", is_forum=False, missing=(), asker_is_admin=True)
    )


async def test_markup_that_telegram_does_not_take_arrives_plainly(street: Street) -> None:
    say = effects.Say(ToResident(1), Html("a <blink>b</blink>"))

    result = await street.outlet.send(say, Address(street.anna), None)

    assert isinstance(result, Sent)
    assert street.it.town.chats[street.anna].messages[result.message].content["text"] == "a b"


async def test_a_token_that_is_not_known_is_wrong(street: Street) -> None:
    async with Connection("123456:another-invented-token", street.it.url) as connection:
        with pytest.raises(WrongTokenError):
            await TelegramInlet(connection).receive()
