"""What the monkey found, each as small as it could be made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.monkey.play import BEGINNING, CATALOGUE
from tests.story.stage import Stage, a_stage


class Street:
    """Anna, her chat with the bot, and the volunteers' group."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.people, self.town = stage, stage.it.people, stage.it.town
        self.anna = self.people.add_user("Anna", "nl")
        self.fatima = stage.people["Fatima"]

    async def says(self, words: str, **more: Any) -> int:
        """Anna types something."""
        number = self.people.say(self.anna, self.anna, words, **more)
        await self.stage.settle()
        return number

    async def presses(self, data: str) -> int:
        """Anna presses a button that is in view. Returns the message it stood under."""
        message = self.with_button(self.anna, data)
        self.people.press(self.anna, self.anna, message, data)
        await self.stage.settle()
        return message

    async def volunteer_presses(self, verb: str) -> None:
        """Fatima presses the newest button in the group whose data begins like this."""
        shown = self.stage.shown(self.stage.group, self.fatima)
        buttons = [(m["id"], b["callback_data"]) for m in shown for row in m["buttons"] for b in row]
        message, data = [pair for pair in buttons if pair[1].startswith(verb)][-1]
        self.people.press(self.fatima, self.stage.group, message, data)
        await self.stage.settle()

    async def asks_for_a_human(self) -> None:
        """Anna asks, and Fatima, who agrees for the first time, takes it."""
        await self.says("/mens")
        await self.volunteer_presses("!take")
        await self.volunteer_presses("!agree")

    def heard(self) -> list[str]:
        """What the bot said to Anna."""
        return [m["text"] for m in self.stage.shown(self.anna, self.anna) if m["from"]["id"] == self.town.bot.id]

    def calls(self, method: str, **params: Any) -> list[dict[str, Any]]:
        """The calls of a method with these parameters."""
        return [call for call in self.stage.it.calls
                if call["method"] == method and params.items() <= call["params"].items()]

    def with_button(self, chat: int, data: str) -> int:
        """The newest message of a chat that has this button."""
        shown = self.stage.shown(chat, chat)
        found = [m["id"] for m in shown for row in m["buttons"] for b in row if b.get("callback_data") == data]
        return int(found[-1])


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    async with a_stage(BEGINNING, tmp_path, CATALOGUE) as stage:
        yield Street(stage)


async def test_a_button_under_a_message_that_is_gone_shows_its_buttons_anew(street: Street) -> None:
    await street.says("/start")
    await street.presses("look")
    gone = await street.presses("like:music")
    street.people.delete(street.anna, street.anna, gone)

    before = len(street.heard())
    street.people.press(street.anna, street.anna, gone, "like:moving")
    await street.stage.settle()

    assert len(street.heard()) == before + 1
    assert street.calls("editMessageReplyMarkup", message_id=gone)[-1]["status"] == 200


async def test_a_message_that_goes_while_its_button_is_pressed_is_said_anew(street: Street) -> None:
    await street.says("/start")
    await street.presses("look")
    shown = await street.presses("like:music")
    before = len(street.heard())

    street.people.press(street.anna, street.anna, shown, "like:moving")
    street.people.delete(street.anna, street.anna, shown)
    await street.stage.settle()

    assert len(street.heard()) == before  # one went, one came
    assert street.heard()[-1].startswith("Vraag 1 van 3")


async def test_what_is_pressed_in_a_group_is_answered_once_and_in_words(street: Street) -> None:
    press = street.people.press(street.fatima, street.stage.group, 1, "like:music")
    await street.stage.settle()

    assert len(street.calls("answerCallbackQuery", callback_query_id=press)) == 1
    assert street.town.presses[press]["text"] == "Die knop doet niets meer."


async def test_a_change_of_what_was_never_passed_on_is_passed_on(street: Street) -> None:
    photo = street.people.send(street.anna, street.anna, "photo", caption="mijn tuin")
    await street.stage.settle()
    await street.asks_for_a_human()

    await street.says("de tuin van mijn moeder", edit=photo)

    (copy,) = street.calls("copyMessage", message_id=photo)
    assert copy["status"] == 200
    assert street.stage.shown(street.stage.group, street.fatima)[-1]["text"] == "de tuin van mijn moeder"


async def test_a_note_that_its_writer_changes_into_words_is_passed_on(street: Street) -> None:
    await street.asks_for_a_human()
    topic = street.stage.it.shows(street.stage.group)["topics"][-1]["id"]
    note = street.people.say(street.fatima, street.stage.group, "// dag Anna", topic=topic)
    await street.stage.settle()

    street.people.say(street.fatima, street.stage.group, "dag Anna", edit=note)
    await street.stage.settle()

    assert street.heard()[-1] == "dag Anna"


async def test_the_topic_of_two_conversations_is_deleted_once(street: Street) -> None:
    await street.asks_for_a_human()
    await street.presses("human_off")
    await street.says("/mens")
    await street.presses("human_off")

    await street.stage.move_to(street.stage.clock.now() + timedelta(days=40))

    assert [call["status"] for call in street.calls("deleteForumTopic")] == [200]


async def test_everybody_is_still_while_words_wait_for_a_topic_that_cannot_be_opened(street: Street) -> None:
    street.people.set_bot(street.stage.group, can_manage_topics=False)
    await street.says("/mens")

    await street.says("ik wil graag iemand spreken")

    assert street.heard()


async def test_words_for_a_human_who_was_called_off_too_soon_are_said_to_be_unread(street: Street) -> None:
    street.people.set_bot(street.stage.group, can_manage_topics=False)
    await street.says("/mens")
    await street.says("ik wil graag iemand spreken")

    await street.presses("human_off")

    assert street.heard()[-1].startswith("Niemand heeft dit gelezen")


async def test_a_change_for_a_human_who_was_called_off_too_soon_is_said_to_be_unread(street: Street) -> None:
    street.people.set_bot(street.stage.group, can_manage_topics=False)
    earlier = await street.says("hoi")
    await street.says("/mens")
    await street.says("ik wil graag iemand spreken", edit=earlier)

    await street.presses("human_off")

    assert street.heard()[-1].startswith("Niemand heeft dit gelezen")


async def test_a_press_about_somebody_who_is_erased_in_the_same_instant_is_answered(street: Street) -> None:
    await street.asks_for_a_human()
    await street.says("/vergeet")
    topic = street.stage.it.shows(street.stage.group)["topics"][-1]["id"]
    card = next(m["id"] for m in street.stage.shown(street.stage.group, street.fatima) if m["topic"] == topic)

    press = street.people.press(street.fatima, street.stage.group, card, "!more:1")
    street.people.press(street.anna, street.anna, street.with_button(street.anna, "forget:yes"), "forget:yes")
    await street.stage.settle()

    assert street.town.presses[press]["answered"]


async def test_who_is_erased_and_then_blocks_the_bot_leaves_no_new_trace(street: Street) -> None:
    await street.says("/vergeet")
    await street.presses("forget:yes")

    street.people.block(street.anna)
    await street.stage.settle()

    rows = await street.stage.app.store.read(lambda sql: sql.all("SELECT chat FROM inbox"))
    assert street.anna not in [row["chat"] for row in rows]


async def test_a_choice_in_an_older_message_and_again_in_a_newer_one_stays_chosen(street: Street) -> None:
    await street.says("/start")
    await street.presses("look")
    await street.presses("skip:likes")
    older = await street.presses("skip:place")
    await street.says("/start")
    newer = max(m["id"] for m in street.stage.shown(street.anna, street.anna))

    for message in (older + 1, newer):
        street.people.press(street.anna, street.anna, message, "need:free")
        await street.stage.settle()

    labels = [b["text"] for row in street.stage.shown(street.anna, street.anna)[-1]["buttons"] for b in row]
    assert any("✅" in label for label in labels)


async def test_words_that_are_changed_into_nothing_to_be_seen_are_no_empty_edit(street: Street) -> None:
    await street.asks_for_a_human()
    words = await street.says("dag, ik ben Anna")

    await street.says("\u200b\u200b", edit=words)

    assert street.calls("editMessageText", text="") == []
    assert [call["status"] for call in street.calls("copyMessage", message_id=words)] == [200, 200]
