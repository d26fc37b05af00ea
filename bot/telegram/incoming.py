"""What Telegram tells, in our words: an `Update` becomes one event, or none where it is nothing to us.

Pure. The key of an update is the same for every repeat of it and different for every other one, even after
Telegram starts its numbers anew; people's ids are only in it as a digest.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.warnings import PTBDeprecationWarning

from bot.core import events
from bot.platform import Incoming
from bot.telegram.messages import is_from_a_person, member, said_in_group, said_in_private

PLATFORM = "telegram"
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
UNREADABLE = (
    ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError, TelegramError,
)
"""What the library raises on an update that is not as it knows them."""
WHICH = ("message_id", "date", "chat", "message_thread_id", "is_topic_message", "forum_topic_created")
"""The fields that tell which message something is about."""


def read(raw: Mapping[str, Any]) -> Incoming | None:
    """One update as `getUpdates` gave it. None: nothing to us. An event of None: it can't be understood.

    Never raises, and an update that can't be understood leaves none of its words anywhere.
    """
    try:
        update = _parsed(raw)
        chat: object = _lane(update)  # the library believes whatever number it reads
        event = _event(update)
    except UNREADABLE:
        return _dead_letter(raw)
    if event is None or chat is None:
        return None
    return Incoming(PLATFORM, _key(raw), chat, event) if isinstance(chat, int) else _dead_letter(raw)


def _dead_letter(raw: Mapping[str, Any]) -> Incoming:
    return Incoming(PLATFORM, _key(raw), _chat_of(raw), None)


def _parsed(raw: Mapping[str, Any]) -> Update:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBDeprecationWarning)  # of fields that we never look at
        return Update.de_json({kind: _slim(part) for kind, part in raw.items()}, None)


def _slim(part: Any) -> Any:
    """A part of an update without what stands in the message that it is about: only which one it is matters.

    A keyboard that was pressed comes back with every press, and reading it takes longer than all the rest.
    """
    if not isinstance(part, Mapping):
        return part
    about = {name: part[name] for name in ("message", "reply_to_message") if isinstance(part.get(name), Mapping)}
    return {**part, **{name: {n: one[n] for n in WHICH if n in one} for name, one in about.items()}}


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
        changeable = under.message_id if under.is_accessible else None  # else it is gone: nothing to change
        return events.Pressed(under.chat.id, changeable, query.id, data, query.from_user.language_code)
    topic = under.message_thread_id if isinstance(under, Message) and under.is_topic_message else None
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
        return bool(getattr(membership, "is_member", True))
    return membership.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def _lane(update: Update) -> int | None:
    if update.effective_chat:
        return update.effective_chat.id
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
