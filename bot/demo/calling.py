"""A call of the Bot API: read from the request, checked against the table, carried out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.demo import methods_asking as asking
from bot.demo import methods_changing as changing
from bot.demo import methods_sending as sending
from bot.demo.errors import Refusal, bad
from bot.demo.spec import fields_of, misfit_fields, spec
from bot.demo.town import Json, Town

Method = Callable[[Town, Json], Any]

METHODS: Mapping[str, Method] = {
    "getMe": asking.get_me, "deleteWebhook": asking.delete_webhook, "getWebhookInfo": asking.webhook,
    "sendMessage": sending.send_message, "copyMessage": sending.copy_message, "sendVenue": sending.send_venue,
    "sendLocation": sending.send_location, "sendDocument": sending.send_document, "sendPhoto": sending.send_photo,
    "editMessageText": changing.edit_text, "editMessageCaption": changing.edit_caption,
    "editMessageReplyMarkup": changing.edit_markup, "deleteMessage": changing.delete_message,
    "setMessageReaction": changing.react, "pinChatMessage": changing.pin, "unpinChatMessage": changing.unpin,
    "createForumTopic": changing.create_topic, "editForumTopic": changing.edit_topic,
    "closeForumTopic": changing.close_topic, "reopenForumTopic": changing.reopen_topic,
    "deleteForumTopic": changing.delete_topic, "getChat": asking.get_chat, "getChatMember": asking.get_chat_member,
    "getChatAdministrators": asking.get_administrators, "getChatMemberCount": asking.count_members,
    "answerCallbackQuery": asking.answer_press, "sendChatAction": asking.send_action, "getFile": asking.get_file,
    "setMyCommands": asking.set_commands, "deleteMyCommands": asking.delete_commands,
    "getMyCommands": asking.get_commands, "leaveChat": asking.leave,
    "setMyName": asking.set_profile("name"), "setMyDescription": asking.set_profile("description"),
    "setMyShortDescription": asking.set_profile("short_description"),
}
_NAMES = {name.lower(): name for name in (*METHODS, "getUpdates")}


def method_named(given: str) -> str:
    """The method, whatever its capitals. What exists but is not here says so."""
    found = _NAMES.get(given.lower())
    if found is None:
        raise Refusal(404, f"Not Found: the look-alike lacks the method {given}")
    return found


async def params_of(request: web.Request, method: str) -> Json:
    """What a call was given: query, form, files or JSON, with the types the table says."""
    raw: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        raw |= await request.json()
    elif request.can_read_body:
        raw |= {name: _field(value) for name, value in (await request.post()).items()}
    fields = fields_of(method)
    files = {name: value for name, value in raw.items() if isinstance(value, tuple)}
    named = {name: value for name, value in raw.items() if name in fields or name not in _attached(raw)}
    params = {name: _typed(value, fields.get(name, {}).get("types", [])) for name, value in named.items()}
    for name, value in params.items():
        if isinstance(value, str) and value.startswith("attach://"):
            params[name] = files.get(value.removeprefix("attach://"), value)
    check(method, params)
    return params


def check(method: str, params: Json) -> None:
    """Refuse fields that the method does not have, that it needs, or of the wrong type."""
    unknown = [name for name in params if name not in fields_of(method)]
    if unknown:
        raise bad(f"{method} has no parameter {unknown[0]!r}")
    plain = {name: "a file" if isinstance(value, tuple) else value for name, value in params.items()}
    missing = [n for n, field in fields_of(method).items() if field["required"] and plain.get(n) in (None, "")]
    empty = {"text": "message text is empty", "chat_id": "chat_id is empty"}
    if missing:
        raise bad(empty.get(missing[0], f'parameter "{missing[0]}" is required'))
    if wrong := misfit_fields(plain, fields_of(method), method):
        raise bad(f"can't parse parameters: {wrong}")


def _attached(raw: dict[str, Any]) -> set[str]:
    return {v.removeprefix("attach://") for v in raw.values() if isinstance(v, str) and v.startswith("attach://")}


def _field(value: Any) -> Any:
    if isinstance(value, FileField):
        return value.filename, value.file.read()
    if isinstance(value, bytes | bytearray):
        return "", bytes(value)
    return value


def _typed(value: Any, kinds: list[str]) -> Any:
    """A form holds only strings: numbers, flags and JSON are read as the table says."""
    if not isinstance(value, str) or not kinds:
        return value
    if "Integer" in kinds and value.lstrip("-").isdigit():
        return int(value)
    if "Float" in kinds and value.replace(".", "", 1).lstrip("-").replace("e", "", 1).replace("-", "").isdigit():
        return float(value)
    if kinds[0] in ("Boolean", "True") and value.lower() in ("true", "false", "1", "0"):
        return value.lower() in ("true", "1")
    if any(kind.startswith("Array of ") or kind in spec()["types"] for kind in kinds) and value[:1] in "[{":
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad("can't parse JSON encoded parameter") from None
    return value
