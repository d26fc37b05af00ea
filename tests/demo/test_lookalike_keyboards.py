"""Keyboards: what Telegram refuses under a message, and what stays up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.demo.line import Json, Line, No, a_line

TEN = [{"text": str(i), "callback_data": str(i)} for i in range(10)]


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


def one(**button: Any) -> Json:
    return {"inline_keyboard": [[{"text": "Ja"} | button]]}


REFUSED: dict[str, tuple[Json, str]] = {
    "data of 65 bytes": (one(callback_data="é" * 32 + "x"), "BUTTON_DATA_INVALID"),
    "a button that does nothing": (
        one(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    "empty data": (
        one(callback_data=""), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    "a button without a text": (
        {"inline_keyboard": [[{"callback_data": "x"}]]},
        'can\'t parse inline keyboard button: Can\'t find field "text"'),
    "a button with an empty text": (one(text=" ", callback_data="x"), "inline keyboard button text must be non-empty"),
    "two actions": (one(callback_data="x", url="https://a.nl"),
                    "the look-alike lacks buttons with two actions: callback_data and url"),
    "an address that is none": (
        one(url="not-a-url"), "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
    "an address of another kind": (
        one(url="ftp://example.com"),
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"),
    "a telephone number": (
        one(url="tel:0887670000"),
        "inline keyboard button URL 'tel:0887670000' is invalid: Wrong port number specified in the URL"),
    "a game without a game": (one(callback_game={}), "BUTTON_TYPE_INVALID"),
    "a payment without a bill": (one(pay=True), "BUTTON_TYPE_INVALID"),
    "a copy of nothing": (one(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
    "nine in a row": ({"inline_keyboard": [TEN[:9]]}, "reply markup is too long"),
    "a hundred and one": ({"inline_keyboard": [TEN[:8]] * 12 + [TEN[:5]]}, "reply markup is too long"),
    "no rows": ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
    "a flag that is none": ({"keyboard": [[{"text": "A"}]], "one_time_keyboard": "yes"},
                            'field "one_time_keyboard" must be of type Boolean'),
    "a key without a text": ({"keyboard": [[{"request_location": True}]]},
                             'can\'t parse keyboard button: Can\'t find field "text"'),
    "a key with an empty text": ({"keyboard": [[" "]]}, "keyboard button text must be non-empty"),
}


@pytest.mark.parametrize(("markup", "why"), REFUSED.values(), ids=REFUSED)
async def test_a_keyboard_is_refused_in_telegrams_own_words(line: Line, markup: Json, why: str) -> None:
    refused = await line.refused("sendMessage", chat_id=line.anna, text="?", reply_markup=markup)

    assert refused == No(400, f"Bad Request: {why}")


@pytest.mark.parametrize("url", ["https://voorbeeld.nl/a?b=c", "tg://resolve?domain=x", "voorbeeld.nl", "http://a.nl:8080"])
async def test_a_button_may_lead_to_a_page_or_into_telegram(line: Line, url: str) -> None:
    sent = await line.call("sendMessage", chat_id=line.anna, text="?", reply_markup=one(url=url))

    assert sent["reply_markup"]["inline_keyboard"][0][0]["url"] == url


async def test_a_hundred_buttons_with_64_bytes_each_pass(line: Line) -> None:
    rows = [[{"text": "x", "callback_data": "é" * 32}] * 5] * 20

    sent = await line.call("sendMessage", chat_id=line.anna, text="?", reply_markup={"inline_keyboard": rows})

    assert sent["reply_markup"]["inline_keyboard"] == rows


async def test_a_keyboard_without_buttons_is_none(line: Line) -> None:
    sent = await line.call("sendMessage", chat_id=line.anna, text="?", reply_markup={"inline_keyboard": [[], []]})

    assert "reply_markup" not in sent


async def test_a_location_is_only_asked_for_in_private(line: Line) -> None:
    asking = {"keyboard": [[{"text": "Hier ben ik", "request_location": True}]], "resize_keyboard": True}

    sent = await line.call("sendMessage", chat_id=line.anna, text="Waar?", reply_markup=asking)
    refused = await line.refused("sendMessage", chat_id=line.group, text="Waar?", reply_markup=asking)

    assert "reply_markup" not in sent
    assert line.it.shows(line.anna)["reply_keyboard"] == asking["keyboard"]
    assert refused == No(400, "Bad Request: location can be requested in private chats only")


async def test_a_reply_keyboard_stays_until_it_is_taken_away(line: Line) -> None:
    await line.say(line.anna, reply_markup={"keyboard": [["Ja", "Nee"]]})
    await line.say(line.anna, reply_markup=one(callback_data="x"))
    still = line.it.shows(line.anna)["reply_keyboard"]
    await line.say(line.anna, reply_markup={"remove_keyboard": True})

    assert still == [[{"text": "Ja"}, {"text": "Nee"}]]
    assert line.it.shows(line.anna)["reply_keyboard"] is None


async def test_a_one_time_keyboard_is_down_after_an_answer(line: Line) -> None:
    await line.say(line.anna, reply_markup={"keyboard": [["Ja"]], "one_time_keyboard": True})
    before = line.it.shows(line.anna)["reply_keyboard"]
    line.it.people.send(line.anna, line.anna, "location")

    assert before == [[{"text": "Ja"}]]
    assert line.it.shows(line.anna)["reply_keyboard"] is None


@pytest.mark.parametrize("keyboard", [{"keyboard": [["Ja"]]}, {"remove_keyboard": True}, {"force_reply": True}])
async def test_a_message_that_came_with_a_reply_keyboard_can_never_be_edited(line: Line, keyboard: Json) -> None:
    sent = await line.say(line.anna, reply_markup=keyboard)

    refused = await line.refused("editMessageText", chat_id=line.anna, message_id=sent, text="anders")

    assert refused == No(400, "Bad Request: message can't be edited")


async def test_an_edit_takes_no_reply_keyboard(line: Line) -> None:
    sent = await line.say(line.anna)

    refused = await line.refused(
        "editMessageReplyMarkup", chat_id=line.anna, message_id=sent, reply_markup={"remove_keyboard": True})

    assert refused.why == 'Bad Request: can\'t find field "inline_keyboard"'
