"""What a call names, looked up as strictly as Telegram does: chats, topics, rights and messages."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.errors import Refusal, bad, forbidden, lacking
from bot.demo.town import Chat, Json, Member, Message, Topic, Town

GONE_TEXTS = {"not found": "message thread not found"}
_NUMBER = re.compile(r"-?[0-9]{1,18}")


def chat_to_read(town: Town, given: Any) -> Chat:
    """A chat the bot may look at now. In a group it must be a member for that, too."""
    chat = town.chats.get(int(given)) if _NUMBER.fullmatch(str(given)) else None
    if chat is None:
        raise bad("chat not found")
    if chat.migrated_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.type == "private":
        if not town.knows(chat.id):
            raise bad("chat not found")
        return chat
    if bot_in(town, chat).status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not bot_in(town, chat).inside:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def chat_to_write(town: Town, given: Any) -> Chat:
    """A chat the bot may send to now."""
    chat = chat_to_read(town, given)
    if refusal := _refused_in_private(town, chat):
        raise refusal
    return chat


def _refused_in_private(town: Town, chat: Chat) -> Refusal | None:
    user = town.users[chat.id] if chat.type == "private" else None
    if user is None:
        return None
    if user.deactivated:
        return forbidden("user is deactivated")
    if user.blocked:
        return forbidden("bot was blocked by the user")
    return None if user.started else forbidden("bot can't initiate conversation with a user")


def bot_in(town: Town, chat: Chat) -> Member:
    """The bot's own place in a chat."""
    return chat.member(town.bot.id)


def topic_to_write(chat: Chat, given: Any) -> Topic | None:
    """The topic a call names; None for General. Names of a topic that is gone are refused with its own text."""
    if given is None:
        return None
    topic = chat.topics.get(int(given))
    if topic is not None and topic.gone:
        raise bad(GONE_TEXTS.get(topic.gone, topic.gone))
    if not chat.is_forum or topic is None or topic.id == 1:
        raise bad("message thread not found")
    return topic


def needs_right(town: Town, chat: Chat, right: str, why: str) -> None:
    """An administrator's right of the bot."""
    if not bot_in(town, chat).may(right):
        raise bad(why)


def message_of(chat: Chat, given: Any, deed: str) -> Message:
    """A message that a call names, to `deed`."""
    found = chat.message(int(given)) if given else None
    if found is None:
        raise bad(f"message to {deed} not found")
    return found


def own_message(town: Town, chat: Chat, given: Any) -> Message:
    """A message of the bot's own that may be edited: not one that came with a reply keyboard, or took one away."""
    message = message_of(chat, given, "edit")
    if message.sender != town.bot.id or message.service or message.keyboard is not None or message.forwarded:
        raise bad("message can't be edited")
    return message


def reply_of(params: Json, chat: Chat) -> Message | None:
    """The message replied to; missing is refused unless the call allows it. A quote must be part of its text."""
    given = params.get("reply_parameters")
    if not given:
        return None
    if given.get("chat_id", chat.id) not in (chat.id, str(chat.id)):
        raise lacking("replies to a message in another chat")
    found = chat.message(given["message_id"])
    if found is None:
        if given.get("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
    if given.get("quote", "") not in found.words:
        raise bad("QUOTE_TEXT_INVALID")
    return found
