"""Edits, deletions, reactions, pins and presses: what Telegram lets a bot do to what is there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.errors import NotPossible
from tests.demo.line import Json, Line, No, a_line

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
BUTTONS = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
TOO_LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


def at(chat: int, message: int) -> Json:
    return {"chat_id": chat, "message_id": message}


# ── edits ───────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_an_edit_without_buttons_takes_the_buttons_away(line: Line) -> None:
    sent = await line.say(line.anna, reply_markup=BUTTONS)

    edited = await line.call("editMessageText", **at(line.anna, sent), text="anders")

    assert edited["text"] == "anders"
    assert edited["edit_date"] == int(line.clock.now.timestamp())
    assert "reply_markup" not in edited


async def test_an_edit_that_changes_nothing_is_refused(line: Line) -> None:
    sent = await line.say(line.anna, "<b>dag</b>", parse_mode="HTML", reply_markup=BUTTONS)
    here = at(line.anna, sent)

    same = await line.refused(
        "editMessageText", **here, text=" <strong>dag</strong>", parse_mode="HTML", reply_markup=BUTTONS)
    same_buttons = await line.refused("editMessageReplyMarkup", **here, reply_markup=BUTTONS)
    other_markup = await line.call("editMessageText", **here, text="dag", reply_markup=BUTTONS)

    assert same == same_buttons == No(400, NOT_MODIFIED)
    assert "entities" not in other_markup


async def test_only_own_messages_that_exist_can_be_edited(line: Line) -> None:
    theirs = line.it.people.say(line.anna, line.anna, "van mij")
    topic = await line.topic()

    for here, why in (
        (at(line.anna, theirs), "message can't be edited"), (at(line.group, topic), "message can't be edited"),
        (at(line.anna, 999), "message to edit not found"),
        ({"chat_id": line.anna}, "message identifier is not specified"),
    ):
        assert await line.refused("editMessageText", **here, text="x") == No(400, f"Bad Request: {why}")


async def test_a_text_has_no_caption_and_a_place_has_neither(line: Line) -> None:
    text = at(line.anna, await line.say(line.anna))
    venue = await line.call("sendVenue", chat_id=line.anna, latitude=52.1, longitude=5.1, title="Plein", address="Kade")
    place = at(line.anna, venue["message_id"])

    assert await line.refused("editMessageCaption", **text, caption="x") == No(
        400, "Bad Request: there is no caption in the message to edit")
    assert await line.refused("editMessageCaption", **place, caption="x") == No(
        400, "Bad Request: there is no caption in the message to edit")
    assert await line.refused("editMessageText", **place, text="x") == No(
        400, "Bad Request: there is no text in the message to edit")


async def test_a_caption_is_changed_and_taken_away(line: Line) -> None:
    file = line.it.town.keep("a.ics", b"BEGIN").id
    sent = await line.call("sendDocument", chat_id=line.anna, document=file, caption="agenda")

    changed = await line.call("editMessageCaption", **at(line.anna, sent["message_id"]), caption="jouw agenda")
    gone = await line.call("editMessageCaption", **at(line.anna, sent["message_id"]))

    assert changed["caption"] == "jouw agenda"
    assert "caption" not in gone


async def test_who_blocked_the_bot_keeps_what_they_have(line: Line) -> None:
    sent = await line.say(line.anna)
    line.it.people.block(line.anna)

    assert await line.refused("editMessageText", **at(line.anna, sent), text="x") == No(
        403, "Forbidden: bot was blocked by the user")


# ── deletions ───────────────────────────────────────────────────────────────────────────────────────────────────
async def test_for_48_hours_a_bot_deletes_what_was_said_in_private(line: Line) -> None:
    mine, theirs = await line.say(line.anna), line.it.people.say(line.anna, line.anna, "hoi")
    line.clock.move(hours=47)

    for one in (mine, theirs):
        assert await line.call("deleteMessage", **at(line.anna, one))
        assert await line.refused("deleteMessage", **at(line.anna, one)) == No(
            400, "Bad Request: message to delete not found")


async def test_after_48_hours_it_deletes_nothing(line: Line) -> None:
    private, grouped = await line.say(line.anna), await line.say(line.group)
    theirs = line.it.people.say(line.fatima, line.group, "hoi")
    line.clock.move(hours=48)

    assert await line.refused("deleteMessage", **at(line.anna, private)) == No(
        400, "Bad Request: message can't be deleted for everyone")
    for one in (grouped, theirs):
        assert await line.refused("deleteMessage", **at(line.group, one)) == No(
            400, "Bad Request: message can't be deleted")


async def test_what_others_say_in_a_group_needs_a_right(line: Line) -> None:
    theirs, mine = line.it.people.say(line.fatima, line.group, "hoi"), await line.say(line.group)
    line.it.people.set_bot(line.group, can_delete_messages=False)

    assert await line.refused("deleteMessage", **at(line.group, theirs)) == No(
        400, "Bad Request: message can't be deleted")
    assert await line.call("deleteMessage", **at(line.group, mine))


async def test_the_message_that_made_a_topic_stays(line: Line) -> None:
    assert await line.refused("deleteMessage", **at(line.group, await line.topic())) == No(
        400, "Bad Request: message can't be deleted")


async def test_several_are_deleted_whether_or_not_they_are_there(line: Line) -> None:
    first, second = await line.say(line.anna), await line.say(line.anna)

    assert await line.call("deleteMessages", chat_id=line.anna, message_ids=[first, second, 999])

    assert all(line.it.town.chats[line.anna].messages[one].deleted for one in (first, second))
    assert await line.refused("deleteMessages", chat_id=line.anna, message_ids=[]) == No(
        400, "Bad Request: message identifiers are not specified")


# ── reactions and pins ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("reaction", "why"), [
    ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "❤"}], "REACTIONS_TOO_MANY"),
    ([{"type": "emoji", "emoji": "🧦"}], "REACTION_INVALID"),
    ([{"type": "custom_emoji", "custom_emoji_id": "1"}], "REACTION_INVALID"),
])
async def test_a_bot_puts_one_free_reaction(line: Line, reaction: list[Json], why: str) -> None:
    here = at(line.anna, line.it.people.say(line.anna, line.anna, "hoi"))

    assert await line.refused("setMessageReaction", **here, reaction=reaction) == No(400, f"Bad Request: {why}")
    assert await line.call("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert line.it.shows(line.anna)["messages"][-1]["reactions"] == ["👍"]
    assert await line.call("setMessageReaction", **here)
    assert line.it.shows(line.anna)["messages"][-1]["reactions"] == []


async def test_a_bot_hears_of_its_own_pin_and_nobody_sees_the_notice(line: Line) -> None:
    sent = await line.say(line.anna)

    for _ in range(2):
        assert await line.call("pinChatMessage", **at(line.anna, sent))

    (update,) = await line.heard()
    assert update["message"]["pinned_message"]["message_id"] == sent
    assert update["message"]["from"]["id"] == line.it.town.bot.id
    assert line.it.shows(line.anna)["pinned"] == [sent]
    assert line.it.shows(line.anna)["messages"][-1]["id"] == sent
    assert (await line.call("getChat", chat_id=line.anna))["pinned_message"]["message_id"] == sent


async def test_pins_in_a_group_need_a_right(line: Line) -> None:
    sent = at(line.group, await line.say(line.group))
    assert await line.call("pinChatMessage", **sent)
    assert await line.call("unpinChatMessage", **sent)
    assert await line.refused("unpinChatMessage", **sent) == No(400, "Bad Request: message to unpin not found")
    line.it.people.set_bot(line.group, can_pin_messages=False)

    for method in ("pinChatMessage", "unpinChatMessage"):
        assert await line.refused(method, **sent) == No(
            400, "Bad Request: not enough rights to manage pinned messages in the chat")


# ── presses ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_press_is_answered_once_and_in_time(line: Line) -> None:
    sent = await line.say(line.anna, reply_markup=BUTTONS)
    press, late = (line.it.people.press(line.anna, line.anna, sent, "x") for _ in range(2))

    assert await line.call("answerCallbackQuery", callback_query_id=press, text="Goed", show_alert=True)
    assert await line.refused("answerCallbackQuery", callback_query_id=press) == No(400, TOO_LATE)
    line.clock.move(seconds=151)
    assert await line.refused("answerCallbackQuery", callback_query_id=late) == No(400, TOO_LATE)
    assert await line.refused("answerCallbackQuery", callback_query_id="invented") == No(400, TOO_LATE)


async def test_an_answer_to_a_press_has_200_characters(line: Line) -> None:
    press = line.it.people.press(line.anna, line.anna, 1, "x")

    assert await line.refused("answerCallbackQuery", callback_query_id=press, text="x" * 201) == No(
        400, "Bad Request: MESSAGE_TOO_LONG")
    assert await line.call("answerCallbackQuery", callback_query_id=press, text="x" * 200)


async def test_a_button_under_a_message_that_is_gone_tells_only_where_it_was(line: Line) -> None:
    sent = await line.say(line.anna, reply_markup=BUTTONS)
    await line.call("deleteMessage", **at(line.anna, sent))
    line.it.people.press(line.anna, line.anna, sent, "forged 🙂")

    (update,) = await line.heard()

    assert update["callback_query"]["data"] == "forged 🙂"
    assert update["callback_query"]["message"] == {
        "chat": {"id": line.anna, "type": "private", "first_name": "Anna"}, "message_id": sent, "date": 0}


# ── what people change ──────────────────────────────────────────────────────────────────────────────────────────
async def test_people_change_their_own_words_for_two_days(line: Line) -> None:
    said = line.it.people.say(line.anna, line.anna, "hoi")
    photo = line.it.people.send(line.anna, line.anna, "photo", caption="tuin")
    mine = await line.say(line.anna)
    await line.heard()
    line.it.people.say(line.anna, line.anna, "hallo", edit=said)
    line.it.people.say(line.anna, line.anna, "mijn tuin", edit=photo)

    first, second = [update["edited_message"] for update in await line.heard()]

    assert first["text"] == "hallo"
    assert second["caption"] == "mijn tuin"
    assert "text" not in second
    with pytest.raises(NotPossible):
        line.it.people.say(line.anna, line.anna, "niet van mij", edit=mine)
    line.clock.move(days=2)
    with pytest.raises(NotPossible):
        line.it.people.say(line.anna, line.anna, "te laat", edit=said)


async def test_an_edit_of_people_that_changes_nothing_is_not_told(line: Line) -> None:
    said = line.it.people.say(line.anna, line.anna, "hoi")
    await line.heard()

    line.it.people.say(line.anna, line.anna, "hoi", edit=said)

    assert await line.heard() == []
