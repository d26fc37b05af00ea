"""Methods that take a message from one chat to another: copies without a trace, and forwards that show the sender."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from bot.demo.checks import chat_to_read, chat_to_write, message_of
from bot.demo.errors import bad
from bot.demo.posting import post
from bot.demo.shapes import message_shape, user_shape
from bot.demo.town import Chat, Json, Message, Town
from bot.demo.wording import caption_of

NOT_COPYABLE = frozenset({"invoice", "giveaway", "giveaway_winners", "paid_media"})
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "document", "voice"})
IDS_LIMIT = 100


def copy_message(town: Town, params: Json) -> Json:
    """copyMessage: the same content without a link to where it came from; not its buttons."""
    source = chat_to_read(town, params["from_chat_id"])
    found = message_of(source, params["message_id"], "copy")
    if not _may_leave(town, found) or NOT_COPYABLE & found.content.keys():
        raise bad("the message can't be copied")
    return {"message_id": post(town, params, _content(found, params)).id}


def copy_messages(town: Town, params: Json) -> list[Json]:
    """copyMessages: what can't be copied is skipped; albums stay together."""
    return [{"message_id": one.id} for one in _taken(town, params, NOT_COPYABLE)]


def forward_message(town: Town, params: Json) -> Json:
    """forwardMessage."""
    source = chat_to_read(town, params["from_chat_id"])
    found = message_of(source, params["message_id"], "forward")
    if not _may_leave(town, found):
        raise bad("the message can't be forwarded")
    content = _content(found, {}) | {"forward_origin": _origin(town, found)}
    return message_shape(town, post(town, params, content, forwarded=True))


def _taken(town: Town, params: Json, without: frozenset[str]) -> list[Message]:
    source = chat_to_read(town, params["from_chat_id"])
    chat_to_write(town, params["chat_id"])
    albums: dict[str, str] = {}
    taken = []
    for found in _named(source, params["message_ids"]):
        if not _may_leave(town, found) or without & found.content.keys():
            continue
        content = _content(found, {"caption": ""} if params.get("remove_caption") else {})
        if album := found.content.get("media_group_id"):
            content["media_group_id"] = albums.setdefault(album, f"{album}{source.last_id}")
        taken.append(post(town, params, content))
    if not taken:
        raise bad("there are no messages to copy")
    return taken


def _named(source: Chat, given: list[Any]) -> list[Message]:
    """Messages that still exist, by ids that grow."""
    if not given:
        raise bad("message identifiers are not specified")
    if len(given) > IDS_LIMIT:
        raise bad("too many message identifiers specified")
    if any(one >= next_one for one, next_one in pairwise(given)):
        raise bad("message identifiers must be in a strictly increasing order")
    return [found for found in map(source.message, given) if found is not None]


def _may_leave(town: Town, message: Message) -> bool:
    return not message.service and (not message.protected or message.sender == town.bot.id)


def _content(message: Message, params: Json) -> Json:
    """What is copied; a caption in the call, be it empty, takes the place of the old one."""
    content = {name: value for name, value in message.content.items() if name != "media_group_id"}
    if "caption" not in params or not CAPTIONED & content.keys():
        return content
    return {name: value for name, value in content.items() if not name.startswith("caption")} | caption_of(params)


def _origin(town: Town, message: Message) -> Json:
    if origin := message.content.get("forward_origin"):
        return dict(origin)
    return {"type": "user", "date": message.date, "sender_user": user_shape(town.users[message.sender])}
