"""What somebody wrote or sent, in our words. Pure; what is nobody's message (service messages) is None."""

from __future__ import annotations

import telegram
from telegram.constants import ChatID

from bot.core import events
from bot.core.text import clean
from bot.telegram.update import Message, User

KINDS: tuple[tuple[str, events.MediaKind], ...] = (
    ("animation", "animation"),  # before document: an animation carries both
    ("voice", "voice"),
    ("photo", "photo"),
    ("sticker", "sticker"),
    ("video", "video"),
    ("video_note", "video_note"),
    ("audio", "audio"),
    ("document", "document"),
    ("contact", "contact"),
    ("poll", "poll"),
    ("dice", "dice"),
    ("story", "other"),
    ("game", "other"),
    ("paid_media", "other"),
    ("live_photo", "other"),
    ("checklist", "other"),
    ("giveaway", "other"),
    ("invoice", "other"),
)
KNOWN = frozenset(telegram.Message.__slots__)
"""The fields of a message that the library knows. What has another one holds something newer."""


def is_from_a_person(message: Message) -> bool:
    """Anonymous administrators write through a bot of Telegram's; what a linked channel posts comes from nobody."""
    if message.from_user is None or message.is_automatic_forward:
        return False
    return not message.from_user.is_bot or message.from_user.id == ChatID.ANONYMOUS_ADMIN


def said_in_private(message: Message, *, edited: bool) -> events.ResidentEvent | None:
    """What a resident wrote, sent or shared."""
    chat, number, language = message.chat.id, message.message_id, _language(message)
    if message.text is not None:
        return events.Said(chat, number, _typed(message), language, _reply_to(message), edited)
    kind = _kind(message)
    if kind == "location":
        return None if edited else _shared(message)  # a live location is edited all the time: its first point counts
    if kind is None:
        return None
    return events.SentMedia(chat, number, kind, clean(message.caption or ""), language, _reply_to(message), edited)


def said_in_group(message: Message, *, edited: bool) -> events.TeamSaid | None:
    """What somebody wrote or sent in a group. In General a reply carries a thread that is no topic."""
    if message.text is None and _kind(message) is None:
        return None
    text = clean(message.caption or "") if message.text is None else _typed(message)
    return events.TeamSaid(
        chat=message.chat.id,
        topic=message.message_thread_id if message.is_topic_message else None,
        message=message.message_id,
        by=_writer(message),
        text=text,
        kind="text" if message.text is not None else _kind(message) or "other",
        reply_to=_reply_to(message),
        edited=edited,
    )


def member(user: User) -> events.Member:
    """Who acts in a group, by number and first name."""
    return events.Member(user.id, " ".join(clean(user.first_name).split()))


def _shared(message: Message) -> events.SharedPlace | None:
    point = message.venue.location if message.venue else message.location
    if point is None:
        return None
    return events.SharedPlace(message.chat.id, message.message_id, point.latitude, point.longitude, _language(message))


def _writer(message: Message) -> events.Member:
    if message.from_user is None or message.from_user.id == ChatID.ANONYMOUS_ADMIN:
        return events.Member(ChatID.ANONYMOUS_ADMIN, "")
    return member(message.from_user)


def _kind(message: Message) -> events.MediaKind | None:
    if message.venue or message.location:
        return "location"
    unread = message.model_extra or {}
    known: events.MediaKind | None = next((kind for field, kind in KINDS if unread.get(field)), None)
    return known or (None if unread.keys() <= KNOWN else "other")


def _typed(message: Message) -> str:
    """The text, its command without the bot's name: in groups Telegram writes `/koppel@name`."""
    text = message.text or ""
    if text.startswith("/"):
        command, space, rest = text.partition(" ")
        text = command.partition("@")[0] + space + rest
    return clean(text)


def _reply_to(message: Message) -> int | None:
    """In a topic everything that is no reply answers the service message that opened the topic."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created:
        return None
    opens_the_topic = message.is_topic_message and replied.message_id == message.message_thread_id
    return None if opens_the_topic else replied.message_id


def _language(message: Message) -> str | None:
    return message.from_user.language_code if message.from_user else None
