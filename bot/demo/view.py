"""What a chat shows to the people in it, for the page and for tests."""

from __future__ import annotations

from typing import Any

from bot.demo.markup_out import to_html
from bot.demo.methods_asking import menu_for
from bot.demo.town import Chat, Json, Message, Town, User

PLAIN_MEDIA = ("animation", "voice", "photo", "sticker", "video", "video_note", "audio", "contact", "poll", "dice")


def chat_view(town: Town, chat: Chat, user: int | None = None, since: int = 0) -> Json:
    """Messages in order (after `since`), topics, pins, the menu; service messages and deleted ones are not shown."""
    viewer = town.users.get(user or chat.id)
    shown = [one for one in chat.messages.values() if not one.deleted and not one.service]
    return {
        "id": chat.id,
        "title": chat.title,
        "messages": [_message(town, one) for one in shown if one.id > since],
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values() if not t.gone],
        "pinned": chat.pinned,
        "commands": menu_for(town, viewer.language_code if viewer else None, chat.type),
        "reply_keyboard": _keyboard(town, shown),
        "blocked": viewer.blocked if viewer else False,
    }


def town_view(town: Town) -> Json:
    """Everybody, and the groups with their members and topics."""
    users = [
        {"id": u.id, "first_name": u.first_name, "language_code": u.language_code, "is_bot": u.is_bot,
         "blocked": u.blocked, "started": u.started, "heard": _heard(town, u)}
        for u in town.users.values()
    ]
    groups = [_group(town, chat) for chat in town.chats.values() if chat.type != "private" and chat.migrated_to is None]
    return {"born": town.born, "users": users, "groups": groups}


def _heard(town: Town, user: User) -> int:
    """How many messages of the bot stand in their chat."""
    chat = town.chats.get(user.id)
    return sum(1 for one in chat.messages.values() if one.sender == town.bot.id and not one.deleted) if chat else 0


def _group(town: Town, chat: Chat) -> Json:
    members = [
        {"id": one.user, "first_name": town.users[one.user].first_name, "status": one.status,
         "anonymous": one.anonymous}
        for one in chat.members.values() if one.inside and not town.users[one.user].is_bot
    ]
    topics = [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values() if not t.gone]
    return {"id": chat.id, "title": chat.title, "forum": chat.is_forum, "members": members, "topics": topics}


def _message(town: Town, message: Message) -> Json:
    sender, content = town.users[message.sender], message.content
    caption = "text" if "text" in content else "caption"
    text = content.get(caption, "")
    entities = content.get("entities" if caption == "text" else "caption_entities", [])
    return {
        "id": message.id, "from": {"id": sender.id, "first_name": sender.first_name},
        "is_bot": sender.id == town.bot.id, "date": message.date, "text": text, "html": to_html(text, entities),
        "buttons": (message.inline or {}).get("inline_keyboard", []),
        "media": _media(content), "venue": _venue(content), "document": _document(town, content),
        "reply_to": message.reply_to, "topic": message.topic, "edited": message.edit_date is not None,
        "reactions": [r["emoji"] for rs in message.reactions.values() for r in rs if r.get("type") == "emoji"],
        "protected": message.protected, "reply_keyboard": _rows(message.keyboard),
    }


def _media(content: Json) -> Json | None:
    if "location" in content and "venue" not in content:
        return {"kind": "location", "lat": content["location"]["latitude"], "lon": content["location"]["longitude"]}
    kind = next((kind for kind in PLAIN_MEDIA if kind in content), None)
    if kind is None:
        return None
    inside = content[kind]
    return {"kind": kind, "seconds": inside.get("duration") if isinstance(inside, dict) else None}


def _venue(content: Json) -> Json | None:
    venue = content.get("venue")
    if venue is None:
        return None
    spot = venue["location"]
    return {"title": venue["title"], "address": venue["address"], "lat": spot["latitude"], "lon": spot["longitude"]}


def _document(town: Town, content: Json) -> Json | None:
    document = content.get("document")
    if document is None or "animation" in content:
        return None
    kept = town.files[document["file_id"]]
    return {"name": kept.name, "size": len(kept.content), "url": f"/control/file/{kept.id}",
            "content": kept.content.decode("utf-8", "replace")}


def _keyboard(town: Town, shown: list[Message]) -> list[Any] | None:
    """The reply keyboard that is up now: the last one sent, unless it was taken away or served its one time."""
    at = next((i for i in reversed(range(len(shown))) if shown[i].keyboard is not None), None)
    if at is None:
        return None
    last = shown[at].keyboard or {}
    is_over = last.get("one_time_keyboard") and any(one.sender != town.bot.id for one in shown[at:])
    return None if is_over else _rows(last) or None


def _rows(keyboard: Json | None) -> list[Any] | None:
    if keyboard is None or "force_reply" in keyboard:
        return None
    rows = keyboard.get("keyboard", [])
    return [[b if isinstance(b, dict) else {"text": b} for b in row] for row in rows]
