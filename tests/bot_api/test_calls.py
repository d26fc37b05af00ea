"""The checker of calls sees each kind of breach, and finds nothing in a call that is right."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.bot_api.calls import breaches_of, refused
from tests.bot_api.table import fields_of, table

BUTTON = {"text": "Ja", "callback_data": "ja"}


def _call(method: str, **params: Any) -> dict[str, Any]:
    return {"method": method, "params": params, "status": 200}


def _say(text: str = "Hoi", **more: Any) -> dict[str, Any]:
    return _call("sendMessage", chat_id=5, text=text, **more)


def _react(reaction: list[dict[str, Any]]) -> dict[str, Any]:
    return _call("setMessageReaction", chat_id=-5, message_id=3, reaction=reaction)


def _with_buttons(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return _say(reply_markup={"inline_keyboard": list(rows)})


RIGHT = [
    _say("Hoi <b>Anna</b> &amp; <i>Jan &lt;3</i>", parse_mode="HTML", message_thread_id=7),
    _with_buttons([BUTTON, {"text": "Kaart", "url": "https://voorbeeld.nl"}]),
    _say(reply_markup={"keyboard": [[{"text": "Hier", "request_location": True}]], "one_time_keyboard": True}),
    _say(reply_markup={"remove_keyboard": True}, reply_parameters={"message_id": 3}),
    _say("a" * 4096),
    _say("😀" * 2048),
    _say(f"<b>{'a' * 4096}</b>", parse_mode="HTML"),
    _react([{"type": "emoji", "emoji": "👍"}]),
    _call("sendDocument", chat_id=5, document={"file_name": "x.ics", "file_size": 3}, caption="b" * 1024),
    _call("setMyCommands", commands=[{"command": "mens", "description": "Een mens"}],
          scope={"type": "all_private_chats"}),
    _call("copyMessage", chat_id=-5, from_chat_id=5, message_id=3, protect_content=True),
    _call("createForumTopic", chat_id=-5, name="Anna · k7"),
    _call("answerCallbackQuery", callback_query_id="1", text="c" * 200, show_alert=True),
    _call("getUpdates", timeout=30, allowed_updates=["message"]),
]
WRONG = [
    (_call("sendTelepathy", chat_id=5), "there is no method"),
    (_say(mood="blij"), "has no field mood"),
    (_call("sendMessage", chat_id=5), "lacks text"),
    (_say(chat_id_="x"), "has no field"),
    (_call("sendMessage", chat_id=5.5, text="Hoi"), "chat_id must be of type"),
    (_call("sendMessage", chat_id="@anna", text="Hoi"), "chat_id is no number"),
    (_call("sendMessage", chat_id=True, text="Hoi"), "chat_id must be of type"),
    (_say(protect_content="ja"), "protect_content must be of type Boolean"),
    (_say(reply_parameters={"message": 3}), "reply_parameters lacks message_id"),
    (_say(reply_parameters={"message_id": "3"}), "message_id must be of type Integer"),
    (_say(entities=[{"type": "bold", "offset": 0}]), r"entities\[0\] lacks length"),
    (_say(link_preview_options={"disabled": True}), "has no field disabled"),
    (_with_buttons([{"callback_data": "ja"}]), r"inline_keyboard\[0\]\[0\] lacks text"),
    (_with_buttons([BUTTON | {"callback_data": "é" * 33}]), "1 to 64 bytes, and has 66"),
    (_with_buttons([BUTTON | {"callback_data": ""}]), "1 to 64 bytes"),
    (_with_buttons([BUTTON | {"url": "https://voorbeeld.nl"}]), "exactly one thing"),
    (_with_buttons([{"text": "niets"}]), "exactly one thing"),
    (_with_buttons([{"text": " ", "callback_data": "ja"}]), "without words"),
    (_with_buttons([BUTTON] * 9), "more than 8"),
    (_with_buttons(*[[BUTTON]] * 101), "101 buttons"),
    (_say("a" * 4097), "1 to 4096"),
    (_say("😀" * 2049), "1 to 4096"),
    (_say(" \n "), "1 to 4096"),
    (_say("<b></b>", parse_mode="HTML"), "1 to 4096"),
    (_call("sendDocument", chat_id=5, document="x", caption="b" * 1025), "0 to 1024"),
    (_call("answerCallbackQuery", callback_query_id="1", text="c" * 201), "0 to 200"),
    (_call("createForumTopic", chat_id=-5, name="d" * 129), "1 to 128"),
    (_call("createForumTopic", chat_id=-5, name=" "), "without a name"),
    (_say("<b>Anna", parse_mode="HTML"), "never closed"),
    (_say("<b><i>Anna</b></i>", parse_mode="HTML"), "closes what is not open"),
    (_say("<h1>Anna</h1>", parse_mode="HTML"), "no tag of Telegram"),
    (_say("1 < 2", parse_mode="HTML"), "a stray <"),
    (_say("Anna &nbsp; Jan", parse_mode="HTML"), "no reference"),
    (_say("Anna & Jan", parse_mode="HTML"), "no reference"),
    (_say('<a title="x">Anna</a>', parse_mode="HTML"), "can't be read"),
    (_say("Hoi", parse_mode="MarkdownV2"), "must be HTML"),
    (_say(message_thread_id=1), "names General"),
    (_react([{"type": "emoji", "emoji": "✅"}]), "may not react"),
    (_react([{"type": "plaatje", "emoji": "👍"}]), "must be emoji"),
    (_react([{"type": "emoji", "emoji": "👍"}] * 2), "one reaction"),
    (_call("setMyCommands", commands=[{"command": "mens"}]), "lacks description"),
    (_call("setMyCommands", commands=[], scope={"type": "everybody"}), "must be"),
]


@pytest.mark.parametrize("call", RIGHT, ids=lambda call: call["method"])
def test_a_call_that_is_right_has_no_breach(call: dict[str, Any]) -> None:
    assert breaches_of(call) == []


@pytest.mark.parametrize(("call", "told"), WRONG, ids=[told for _, told in WRONG])
def test_each_kind_of_breach_is_seen(call: dict[str, Any], told: str) -> None:
    found = breaches_of(call)

    assert any(re.search(told, breach) for breach in found), found


@pytest.mark.parametrize(
    ("method", "status", "why", "is_told"),
    [
        ("sendMessage", 200, "", False),
        ("sendMessage", 400, "Bad Request: chat not found", True),
        ("sendMessage", 403, "Forbidden: bot was blocked by the user", True),
        ("sendMessage", 404, "Not Found", True),
        ("sendMessage", 429, "Too Many Requests: retry after 3", False),
        ("sendMessage", 502, "Bad Gateway", False),
        ("sendMessage", -1, "", False),
        ("editMessageText", 400, "Bad Request: message is not modified", False),
        ("sendMessage", 400, "Bad Request: message is not modified", True),
        ("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired", False),
    ],
)
def test_a_refusal_is_told_unless_it_is_harmless(method: str, status: int, why: str, is_told: bool) -> None:
    assert bool(refused({"method": method, "params": {}, "status": status, "description": why})) == is_told


def test_the_table_holds_the_whole_bot_api() -> None:
    assert len(table()["methods"]) >= 180
    assert len(table()["types"]) >= 350
    assert fields_of("sendMessage") is not None
