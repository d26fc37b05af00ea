"""Methods that ask, and those about the bot itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from bot.demo.checks import chat_to_read, chat_to_write, topic_to_write
from bot.demo.errors import bad
from bot.demo.markup import utf16
from bot.demo.shapes import full_chat_shape, member_shape, user_shape
from bot.demo.town import Json, Member, Town

PRESS_KEPT_S = 150
TOO_LATE = "query is too old and response timeout expired or query ID is invalid"
ALERT_LIMIT = 200
COMMANDS_LIMIT = 100
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PROFILE_LIMITS = {"name": 64, "description": 512, "short_description": 120}
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def get_me(town: Town, params: Json) -> Json:
    """getMe."""
    return user_shape(town.bot, full=True)


def get_chat(town: Town, params: Json) -> Json:
    """getChat."""
    return full_chat_shape(town, chat_to_read(town, params["chat_id"]))


def get_chat_member(town: Town, params: Json) -> Json:
    """getChatMember."""
    chat = chat_to_read(town, params["chat_id"])
    user = int(params["user_id"])
    if user not in town.users:
        raise bad("PARTICIPANT_ID_INVALID")
    return member_shape(town, chat.members.get(user) or Member(user))


def get_administrators(town: Town, params: Json) -> list[Json]:
    """getChatAdministrators: the anonymous ones too, other bots not."""
    chat = chat_to_read(town, params["chat_id"])
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    found = [one for one in chat.members.values() if one.status in ("creator", "administrator")
             and (one.user == town.bot.id or not town.users[one.user].is_bot)]
    return [member_shape(town, one) for one in found]


def count_members(town: Town, params: Json) -> int:
    """getChatMemberCount."""
    return sum(one.inside for one in chat_to_read(town, params["chat_id"]).members.values())


def answer_press(town: Town, params: Json) -> bool:
    """answerCallbackQuery: once, and within the time Telegram keeps it."""
    press = town.presses.get(str(params["callback_query_id"]))
    if press is None or press["answered"] or town.moments.unix() - press["at"] > PRESS_KEPT_S:
        raise bad(TOO_LATE)
    if utf16(params.get("text", "")) > ALERT_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    press |= {"answered": True, "text": params.get("text", ""), "show_alert": bool(params.get("show_alert"))}
    town.changed()
    return True


def send_action(town: Town, params: Json) -> bool:
    """sendChatAction."""
    chat = chat_to_write(town, params["chat_id"])
    topic_to_write(chat, params.get("message_thread_id"))
    if params["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def get_file(town: Town, params: Json) -> Json:
    """getFile."""
    kept = town.files.get(params["file_id"])
    if kept is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(kept.content) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {"file_id": kept.id, "file_unique_id": kept.unique, "file_size": len(kept.content), "file_path": kept.path}


def set_commands(town: Town, params: Json) -> bool:
    """setMyCommands."""
    commands = [one | {"command": one["command"].removeprefix("/")} for one in params["commands"]]
    if len(commands) > COMMANDS_LIMIT:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not _COMMAND.fullmatch(one["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"].strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    town.commands[menu_key(params)] = commands
    town.changed()
    return True


def delete_commands(town: Town, params: Json) -> bool:
    """deleteMyCommands."""
    town.commands.pop(menu_key(params), None)
    town.changed()
    return True


def get_commands(town: Town, params: Json) -> list[Json]:
    """getMyCommands."""
    return town.commands.get(menu_key(params), [])


def menu_key(params: Json) -> str:
    """Under which a menu is kept: its scope and its language."""
    if not _LANGUAGE.fullmatch(params.get("language_code") or ""):
        raise bad("invalid language code specified")
    scope = params.get("scope") or {"type": "default"}
    return f"{json.dumps(scope, sort_keys=True)} {params.get('language_code', '')}"


def menu_for(town: Town, language: str | None, kind: str = "private") -> list[Json]:
    """The menu that somebody sees: the narrowest scope first, in it their language first."""
    scopes = ["all_private_chats" if kind == "private" else "all_group_chats", "default"]
    for scope in scopes:
        for code in ((language or "")[:2], ""):
            if found := town.commands.get(menu_key({"scope": {"type": scope}, "language_code": code})):
                return found
    return []


def set_profile(name: str) -> Callable[[Town, Json], bool]:
    """setMyName, setMyDescription, setMyShortDescription."""

    def method(town: Town, params: Json) -> bool:
        if len(params.get(name, "")) > PROFILE_LIMITS[name]:
            raise bad(f"BOT_{name.upper()}_TOO_LONG")
        if not _LANGUAGE.fullmatch(params.get("language_code") or ""):
            raise bad("invalid language code specified")
        town.profile[f"{name} {params.get('language_code', '')}"] = params.get(name, "")
        return True

    return method


def delete_webhook(town: Town, params: Json) -> bool:
    """deleteWebhook."""
    if params.get("drop_pending_updates"):
        town.updates.forget_all()
    return True


def webhook(town: Town, params: Json) -> Json:
    """getWebhookInfo: there never is one."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(town.updates.pending())}


def leave(town: Town, params: Json) -> bool:
    """leaveChat."""
    chat = chat_to_read(town, params["chat_id"])
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.member(town.bot.id).status = "left"
    town.changed()
    return True
