"""A call of the Bot API: its method found, its parameters checked against the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.demo import methods_asking as asking
from bot.demo import methods_changing as changing
from bot.demo import methods_copying as copying
from bot.demo import methods_sending as sending
from bot.demo import methods_topics as topics
from bot.demo.errors import Refusal, bad, lacking
from bot.demo.spec import Misfit, fields_of, misfit_fields, required_of
from bot.demo.town import Json, Town

Method = Callable[[Town, Json], Any]

METHODS: Mapping[str, Method] = {
    "getMe": asking.get_me, "deleteWebhook": asking.delete_webhook, "getWebhookInfo": asking.webhook,
    "sendMessage": sending.send_message, "sendVenue": sending.send_venue, "sendLocation": sending.send_location,
    "sendDocument": sending.send_document, "sendPhoto": sending.send_photo, "copyMessage": copying.copy_message,
    "copyMessages": copying.copy_messages, "forwardMessage": copying.forward_message,
    "editMessageText": changing.edit_text, "editMessageCaption": changing.edit_caption,
    "editMessageReplyMarkup": changing.edit_markup, "deleteMessage": changing.delete_message,
    "deleteMessages": changing.delete_messages, "setMessageReaction": changing.react, "pinChatMessage": changing.pin,
    "unpinChatMessage": changing.unpin, "createForumTopic": topics.create_topic, "editForumTopic": topics.edit_topic,
    "closeForumTopic": topics.close_topic, "reopenForumTopic": topics.reopen_topic,
    "deleteForumTopic": topics.delete_topic, "getChat": asking.get_chat, "getChatMember": asking.get_chat_member,
    "getChatAdministrators": asking.get_administrators, "getChatMemberCount": asking.count_members,
    "answerCallbackQuery": asking.answer_press, "sendChatAction": asking.send_action, "getFile": asking.get_file,
    "setMyCommands": asking.set_commands, "deleteMyCommands": asking.delete_commands,
    "getMyCommands": asking.get_commands, "leaveChat": asking.leave,
    "setMyName": asking.set_profile("name"), "setMyDescription": asking.set_profile("description"),
    "setMyShortDescription": asking.set_profile("short_description"),
}
_NAMES = {name.lower(): name for name in (*METHODS, "getUpdates")}
LACKED = frozenset({"direct_messages_topic_id", "suggested_post_parameters", "allow_paid_broadcast",
                    "message_effect_id", "inline_message_id", "video_start_timestamp"})
"""Parameters that Telegram has and that would do nothing here."""

_NOTHING = {
    "text": "message text is empty", "chat_id": "chat_id is empty", "from_chat_id": "chat_id is empty",
    "message_ids": "message identifiers are not specified", "user_id": "invalid user_id specified",
    "callback_query_id": asking.TOO_LATE, "file_id": "file_id not specified", "name": "title must be non-empty",
    "document": "there is no document in the request", "photo": "there is no photo in the request",
}
_DEEDS = {"deleteMessage": "delete", "copyMessage": "copy", "forwardMessage": "forward", "pinChatMessage": "pin",
          "setMessageReaction": "react"}
_PARSED = {"inline_keyboard": "inline keyboard button", "keyboard": "keyboard button", "entities": "MessageEntity",
           "caption_entities": "MessageEntity", "commands": "BotCommand", "reaction": "ReactionType"}
_LISTED = re.compile(r"(\w+)\[")


def method_named(given: str) -> str:
    """The method, whatever its capitals."""
    found = _NAMES.get(given.lower())
    if found is None:
        raise Refusal(404, f"Not Found: method not found (the look-alike lacks {given})")
    return found


def check(method: str, params: Json) -> None:
    """Refuse what the method does not have (Telegram would ignore it), what it needs, and wrong types."""
    fields = fields_of(method)
    for name in params:
        if name not in fields:
            raise bad(f"{method} has no parameter {name!r}")
        if name in LACKED:
            raise lacking(f"the parameter {name}")
    if "business_connection_id" in params:
        raise bad("business connection not found")
    missing = [name for name in required_of(method) if params.get(name) in (None, "")]
    if missing:
        raise bad(_missing(method, "text" if "text" in missing else missing[0]))
    plain = {name: "a file" if isinstance(value, tuple) else value for name, value in params.items()}
    if wrong := misfit_fields(plain, fields):
        raise bad(_told(wrong))


def _missing(method: str, name: str) -> str:
    if name == "message_id" and method in _DEEDS:
        return f"message to {_DEEDS[method]} not found"
    return _NOTHING.get(name, f'parameter "{name}" is required')


def _told(wrong: Misfit) -> str:
    """A misfit in Telegram's words, which say what was being read when it is one of a list."""
    listed: list[str] = _LISTED.findall(wrong.where)
    read = next((_PARSED[name] for name in reversed(listed) if name in _PARSED), None)
    return f"can't parse {read}: {wrong.why}" if read else wrong.why
