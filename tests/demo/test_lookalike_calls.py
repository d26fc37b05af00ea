"""Calls: tokens, methods, parameters and bodies; what is asked about the bot; and files."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.demo.calling import METHODS
from bot.demo.spec import spec
from tests.demo.line import TOKEN, Json, Line, No, a_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


async def posted(line: Line, method: str, data: Any, **more: Any) -> Json:
    async with line.session.post(f"{line.it.url}/bot{TOKEN}/{method}", data=data, **more) as response:
        body: Json = await response.json()
    return body


def test_every_method_is_in_the_bot_apis_table_and_the_table_has_no_other() -> None:
    assert {*METHODS, "getUpdates"} == spec()["methods"].keys() == spec()["returns"].keys()


# ── tokens and methods ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("token", "refused"), [
    ("123456:another-invented-token", No(401, "Unauthorized")), ("nonsense", No(404, "Not Found"))])
async def test_another_token_is_not_let_in(line: Line, token: str, refused: No) -> None:
    assert await line.refused("getMe", token=token) == refused


async def test_a_method_is_found_whatever_its_capitals(line: Line) -> None:
    assert (await line.answer("GETME"))[1]["result"]["username"] == "schuifaan_demo_bot"


@pytest.mark.parametrize("method", ["sendMediaGroup", "noSuchMethod"])
async def test_a_method_it_lacks_is_named(line: Line, method: str) -> None:
    assert await line.refused(method, chat_id=line.anna) == No(
        404, f"Not Found: method not found (the look-alike lacks {method})")


# ── parameters ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("method", "params", "why"), [
    ("sendMessage", {"chat_id": 1, "text": "x", "disable_web_page_preview": True},
     "sendMessage has no parameter 'disable_web_page_preview'"),
    ("sendMessage", {"chat_id": 1, "text": "x", "allow_paid_broadcast": True},
     "the look-alike lacks the parameter allow_paid_broadcast"),
    ("sendMessage", {"chat_id": 1, "text": "x", "business_connection_id": "x"}, "business connection not found"),
    ("sendMessage", {"chat_id": 1, "text": ["x"]}, 'field "text" must be of type String'),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "date": "x"}]]}},
     'can\'t parse inline keyboard button: Unknown field "date"'),
    ("sendVenue", {"chat_id": 1, "title": "x", "address": "y", "longitude": 5.1}, 'parameter "latitude" is required'),
    ("sendVenue", {"chat_id": 1, "title": "x", "address": "y", "longitude": True, "latitude": 5},
     'field "longitude" must be of type Float'),
    ("sendDocument", {"chat_id": 1}, "there is no document in the request"),
    ("getChatMember", {"chat_id": 1}, "invalid user_id specified"),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
])
async def test_a_wrong_parameter_is_named(line: Line, method: str, params: Json, why: str) -> None:
    assert await line.refused(method, **params) == No(400, f"Bad Request: {why}")


async def test_json_a_form_and_a_query_say_the_same(line: Line) -> None:
    params: Json = {"chat_id": line.anna, "text": "één", "protect_content": True, "reply_parameters": {"message_id": 1}}
    form = {name: json.dumps(value) if name != "text" else value for name, value in params.items()}

    bodies = [
        await posted(line, "sendMessage", json.dumps(params), headers={"Content-Type": "application/json"}),
        await posted(line, "sendMessage", form),
        await posted(line, "sendMessage", aiohttp.FormData(form, default_to_multipart=True)),
        await posted(line, "sendMessage", None, params=form),
    ]

    results = [body["result"] | {"message_id": 0} for body in bodies]
    assert results == [results[0]] * 4
    assert results[0]["has_protected_content"] is True


@pytest.mark.parametrize(("body", "why"), [
    (b"{", "can't parse JSON content"), (b"[1]", "can't parse JSON content: an Object is expected")])
async def test_a_body_that_is_no_json_is_refused(line: Line, body: bytes, why: str) -> None:
    answer = await posted(line, "sendMessage", body, headers={"Content-Type": "application/json"})

    assert answer["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(("form", "why"), [
    ({"text": "x", "reply_markup": "{"}, "can't parse JSON object"),
    ({"text": "x", "protect_content": "perhaps"}, 'field "protect_content" must be of type Boolean'),
])
async def test_a_form_is_read_as_strictly(line: Line, form: Json, why: str) -> None:
    answer = await posted(line, "sendMessage", {"chat_id": str(line.anna), **form})

    assert answer["description"] == f"Bad Request: {why}"


async def test_words_that_are_no_utf_8_are_refused(line: Line) -> None:
    body = f"chat_id={line.anna}&text=%FF".encode()

    answer = await posted(
        line, "sendMessage", body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert answer["description"] == "Bad Request: strings must be encoded in UTF-8"


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("pointer", [None, "attach://upload"])
async def test_a_file_comes_along_and_can_be_fetched_and_sent_again(line: Line, pointer: str | None) -> None:
    pointing = {"document": pointer} if pointer else {}
    form = aiohttp.FormData({"chat_id": str(line.anna), "caption": "agenda"} | pointing)
    form.add_field("upload" if pointer else "document", b"BEGIN:VCALENDAR", filename="a.ics")
    sent = (await posted(line, "sendDocument", form))["result"]["document"]

    file = await line.call("getFile", file_id=sent["file_id"])
    async with line.session.get(f"{line.it.url}/file/bot{TOKEN}/{file['file_path']}") as response:
        fetched = await response.read()
    again = await line.call("sendDocument", chat_id=line.anna, document=sent["file_id"])

    assert (sent["file_name"], sent["mime_type"], fetched) == ("a.ics", "text/calendar", b"BEGIN:VCALENDAR")
    assert again["document"] == sent
    assert line.it.shows(line.anna)["messages"][-1]["document"]["content"] == "BEGIN:VCALENDAR"


async def test_the_list_of_calls_holds_no_bytes(line: Line) -> None:
    form = aiohttp.FormData({"chat_id": str(line.anna)})
    form.add_field("document", b"\xff\x00", filename="a.bin")
    await posted(line, "sendDocument", form)

    async with line.session.get(f"{line.it.url}/control/calls?since=0") as response:
        calls = await response.json()

    assert calls[-1]["params"]["document"] == {"file_name": "a.bin", "file_size": 2}
    assert (calls[-1]["method"], calls[-1]["status"]) == ("sendDocument", 200)


@pytest.mark.parametrize(("document", "why"), [
    ("no-such-id", "wrong file identifier/HTTP URL specified"),
    ("attach://nothing", "there is no document in the request"),
    ("https://voorbeeld.nl/a.ics", "failed to get HTTP URL content")])
async def test_a_file_that_is_not_there_is_refused(line: Line, document: str, why: str) -> None:
    assert await line.refused("sendDocument", chat_id=line.anna, document=document) == No(400, f"Bad Request: {why}")


async def test_an_empty_file_is_refused(line: Line) -> None:
    form = aiohttp.FormData({"chat_id": str(line.anna)})
    form.add_field("document", b"", filename="a.ics")

    assert (await posted(line, "sendDocument", form))["description"] == "Bad Request: file must be non-empty"


async def test_a_place_is_on_earth_and_has_a_name(line: Line) -> None:
    place = {"chat_id": line.anna, "latitude": 52.1, "longitude": 5.1}

    sent = await line.call("sendVenue", title="De Kade", address="Kade 1", **place)

    assert sent["venue"]["location"] == sent["location"] == {"latitude": 52.1, "longitude": 5.1}
    assert await line.refused("sendVenue", title=" ", address="x", **place) == No(400, "Bad Request: VENUE_TITLE_EMPTY")
    assert await line.refused("sendLocation", **place | {"latitude": 91}) == No(
        400, "Bad Request: wrong latitude or longitude specified")


# ── about the bot ───────────────────────────────────────────────────────────────────────────────────────────────
async def test_somebody_sees_the_menu_in_their_language(line: Line) -> None:
    private = {"scope": {"type": "all_private_chats"}}
    await line.call("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    await line.call("setMyCommands", commands=[{"command": "stop", "description": "Stop"}], **private)
    dutch = [{"command": "/hulp", "description": "Hulp"}]
    await line.call("setMyCommands", commands=dutch, language_code="nl", **private)
    seen = line.it.shows(line.anna)["commands"]
    await line.call("deleteMyCommands", language_code="nl", **private)

    assert [one["command"] for one in seen] == ["hulp"]
    assert [one["command"] for one in line.it.shows(line.anna)["commands"]] == ["stop"]
    assert [one["command"] for one in line.it.shows(line.group)["commands"]] == ["help"]
    assert await line.call("getMyCommands", language_code="nl", **private) == []


@pytest.mark.parametrize(("commands", "more", "why"), [
    ([{"command": "Hulp", "description": "x"}], {}, "BOT_COMMAND_INVALID"),
    ([{"command": "héé", "description": "x"}], {}, "BOT_COMMAND_INVALID"),
    ([{"command": "x" * 33, "description": "x"}], {}, "BOT_COMMAND_INVALID"),
    ([{"command": "x", "description": ""}], {}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": "x", "description": "x" * 257}], {}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": "x"}], {}, 'can\'t parse BotCommand: Can\'t find field "description"'),
    ([{"command": f"x{i}", "description": "x"} for i in range(101)], {}, "BOT_COMMANDS_TOO_MUCH"),
    ([{"command": "x", "description": "x"}], {"language_code": "dutch"}, "invalid language code specified"),
])
async def test_a_menu_is_refused(line: Line, commands: list[Json], more: Json, why: str) -> None:
    assert await line.refused("setMyCommands", commands=commands, **more) == No(400, f"Bad Request: {why}")


async def test_the_bot_tells_what_it_is(line: Line) -> None:
    me = await line.call("getMe")

    assert (me["id"], me["is_bot"], me["can_read_all_group_messages"]) == (123456, True, False)
    assert await line.call("setMyDescription", description="x" * 512, language_code="nl")
    assert (await line.refused("setMyDescription", description="x" * 513)).code == 400
    assert await line.call("sendChatAction", chat_id=line.anna, action="typing")
    assert await line.refused("sendChatAction", chat_id=line.anna, action="dancing") == No(
        400, "Bad Request: wrong parameter action in request")
