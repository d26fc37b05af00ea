"""What Telegram tells, in our words: an `Update` becomes one event, or none where it is nothing to us.

Pure. The key of an update is the same for every repeat of it and different for every other one, even after
Telegram starts its numbers anew; people's ids are only in it as a digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from telegram.constants import ChatMemberStatus, ChatType

from bot.core import events
from bot.platform import Incoming
from bot.telegram.messages import is_from_a_person, member, said_in_group, said_in_private
from bot.telegram.update import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update

PLATFORM = "telegram"
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def read(raw: Mapping[str, Any]) -> Incoming | None:
    """One update as `getUpdates` gave it. None: nothing to us. An event of None: it can't be understood.

    Never raises, and an update that can't be understood leaves none of its words anywhere.
    """
    try:
        update = Update.model_validate(raw)
    except ValueError:
        return Incoming(PLATFORM, _key(raw), _chat_of(raw), None)
    event, chat = _event(update), _lane(update)
    return None if event is None or chat is None else Incoming(PLATFORM, _key(raw), chat, event)


def _event(update: Update) -> events.Event | None:
    if message := update.message:
        return _of_message(message, edited=False)
    if message := update.edited_message:
        return _of_message(message, edited=True)
    if query := update.callback_query:
        return _of_press(query)
    if change := update.my_chat_member:
        return _of_own_membership(change)
    if change := update.chat_member:
        return _of_membership(change)
    return None


def _of_message(message: Message, *, edited: bool) -> events.Event | None:
    if message.migrate_to_chat_id:
        return events.ChatMigrated(message.chat.id, message.migrate_to_chat_id)
    if not is_from_a_person(message):
        return None
    if message.chat.type == ChatType.PRIVATE:
        return said_in_private(message, edited=edited)
    return said_in_group(message, edited=edited) if message.chat.type in GROUPS else None


def _of_press(query: CallbackQuery) -> events.Event | None:
    under, data = query.message, query.data or ""
    if under is None:
        return events.Pressed(query.from_user.id, None, query.id, data, query.from_user.language_code)
    if under.chat.type == ChatType.PRIVATE:
        changeable = under.message_id if under.date else None  # else it is gone: nothing to change
        return events.Pressed(under.chat.id, changeable, query.id, data, query.from_user.language_code)
    topic = under.message_thread_id if under.is_topic_message else None
    return events.TeamPressed(under.chat.id, topic, under.message_id, query.id, member(query.from_user), data)


def _of_own_membership(change: ChatMemberUpdated) -> events.Event | None:
    """In a private chat this tells only of blocking and unblocking."""
    if change.chat.type != ChatType.PRIVATE:
        return None
    if not _is_in(change.new_chat_member):
        return events.Left(change.chat.id)
    if not _is_in(change.old_chat_member):
        return events.CameBack(change.chat.id, change.from_user.language_code)
    return None


def _of_membership(change: ChatMemberUpdated) -> events.Event | None:
    if change.chat.type not in GROUPS or change.new_chat_member.user.is_bot:
        return None
    left = _is_in(change.old_chat_member) and not _is_in(change.new_chat_member)
    return events.MemberLeft(change.chat.id, change.new_chat_member.user.id) if left else None


def _is_in(membership: ChatMember) -> bool:
    if membership.status == ChatMemberStatus.RESTRICTED:
        return membership.is_member
    return membership.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def _lane(update: Update) -> int | None:
    if update.chat:
        return update.chat.id
    return update.callback_query.from_user.id if update.callback_query else None


def _key(raw: Mapping[str, Any]) -> str:
    identity: list[object] = []
    for kind, part in raw.items():
        if isinstance(part, Mapping):
            chat = part.get("chat")
            chat_id = chat.get("id") if isinstance(chat, Mapping) else None
            identity += [kind, chat_id, *(part.get(name) for name in ("id", "message_id", "date", "edit_date"))]
    return f"{raw['update_id']}-{blake2b(repr(identity).encode(), digest_size=8).hexdigest()}"


def _chat_of(raw: Mapping[str, Any]) -> int:
    """Where an update that can't be understood seems to come from; 0 where not even that is to be found."""
    for part in raw.values():
        if isinstance(part, Mapping):
            message = part.get("message")
            chat = part.get("chat") or (message.get("chat") if isinstance(message, Mapping) else None)
            if isinstance(chat, Mapping) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0
