"""Methods that put a new message into a chat."""

from __future__ import annotations

from typing import Any

from bot.demo.checks import (
    CAPTION_LIMIT,
    chat_to_read,
    chat_to_write,
    markup_of,
    reply_of,
    text_of,
    topic_to_write,
)
from bot.demo.errors import bad
from bot.demo.markup import Entity
from bot.demo.shapes import message_shape
from bot.demo.town import Chat, Json, Message, StoredFile, Town

NOT_COPYABLE = ("invoice", "giveaway", "paid_media")


def send_message(town: Town, params: Json) -> Json:
    """sendMessage."""
    text, entities = text_of(params)
    return _sent(town, params, _with(({"text": text.strip()}), "entities", entities))


def send_venue(town: Town, params: Json) -> Json:
    """sendVenue."""
    if not params["title"].strip():
        raise bad("VENUE_TITLE_EMPTY")
    if not params["address"].strip():
        raise bad("VENUE_ADDRESS_EMPTY")
    spot = _spot(params)
    return _sent(town, params, {"location": spot, "venue": {
        "location": spot, "title": params["title"], "address": params["address"]}})


def send_location(town: Town, params: Json) -> Json:
    """sendLocation."""
    return _sent(town, params, {"location": _spot(params)})


def send_document(town: Town, params: Json) -> Json:
    """sendDocument: a file that comes along, or the id of one that is there."""
    caption, entities = text_of(params, "caption", CAPTION_LIMIT)
    kept = _file(town, params["document"])
    content: Json = {"document": file_shape(kept)}
    if caption:
        content = _with(content | {"caption": caption}, "caption_entities", entities)
    return _sent(town, params, content)


def send_photo(town: Town, params: Json) -> Json:
    """sendPhoto."""
    caption, entities = text_of(params, "caption", CAPTION_LIMIT)
    kept = _file(town, params["photo"])
    size = {"file_id": kept.id, "file_unique_id": kept.unique, "file_size": len(kept.content)}
    size |= {"width": 320, "height": 240}
    content: Json = {"photo": [size]}
    if caption:
        content = _with(content | {"caption": caption}, "caption_entities", entities)
    return _sent(town, params, content)


def copy_message(town: Town, params: Json) -> Json:
    """copyMessage: the same content without a link to where it came from."""
    source = chat_to_read(town, params["from_chat_id"])
    found = source.message(int(params["message_id"]))
    if found is None:
        raise bad("message to copy not found")
    if found.service or any(kind in found.content for kind in NOT_COPYABLE):
        raise bad("the message can't be copied")
    if found.protected and found.sender != town.bot.id:
        raise bad("the message can't be copied")
    made = _sent(town, params, dict(found.content))
    return {"message_id": made["message_id"]}


def _sent(town: Town, params: Json, content: Json) -> Json:
    chat = chat_to_write(town, params["chat_id"])
    topic = topic_to_write(chat, params.get("message_thread_id"))
    if topic is not None and topic.closed and not chat.member(town.bot.id).may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    reply = reply_of(params, chat)
    inline, keyboard = markup_of(params, chat)
    in_topic = topic.id if topic else reply.topic if reply else None
    made = town.post(
        chat, town.bot.id, content, topic=in_topic, thread=_thread(chat, reply, in_topic),
        reply_to=reply.id if reply else None, inline=inline, keyboard=keyboard,
        protected=bool(params.get("protect_content")),
    )
    return message_shape(town, made)


def _thread(chat: Chat, reply: Message | None, topic: int | None) -> int | None:
    """A reply in General carries a thread that is no topic."""
    if reply is None or topic is not None or chat.type != "supergroup":
        return None
    return reply.thread or reply.id


def _with(content: Json, name: str, entities: list[Entity]) -> Json:
    return content | ({name: entities} if entities else {})


def _spot(params: Json) -> Json:
    if not (-90 <= params["latitude"] <= 90 and -180 <= params["longitude"] <= 180):
        raise bad("location coordinates are invalid")
    return {"latitude": params["latitude"], "longitude": params["longitude"]}


def _file(town: Town, given: Any) -> StoredFile:
    if isinstance(given, tuple):
        name, content = given
        if not content:
            raise bad("file must be non-empty")
        return town.keep(name or "file", content)
    kept = town.files.get(given)
    if kept is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return kept


def file_shape(kept: StoredFile) -> Json:
    """A Document."""
    return {"file_name": kept.name, "file_id": kept.id, "file_unique_id": kept.unique, "file_size": len(kept.content)}
