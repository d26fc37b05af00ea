"""What a chat shows to the people in it, for the page and for tests."""

from __future__ import annotations

import html
from typing import Any

from bot.demo.markup import Entity
from bot.demo.methods_asking import menu_for
from bot.demo.town import Chat, Json, Message, Town

TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
        "spoiler": "tg-spoiler", "blockquote": "blockquote"}
PLAIN_MEDIA = ("voice", "photo", "sticker", "video", "video_note", "audio", "animation", "contact", "poll", "dice")


def chat_view(town: Town, chat: Chat, user: int | None = None) -> Json:
    """Messages in order, topics, pins, the menu; service messages and deleted ones are not shown."""
    viewer = town.users.get(user or chat.id)
    shown = [one for one in chat.messages.values() if not one.deleted and not one.service]
    return {
        "id": chat.id,
        "title": chat.title,
        "messages": [_message(town, one) for one in shown],
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values() if not t.gone],
        "pinned": chat.pinned,
        "commands": menu_for(town, viewer.language_code if viewer else None, chat.type),
        "reply_keyboard": _keyboard(shown),
        "blocked": viewer.blocked if viewer else False,
    }


def town_view(town: Town) -> Json:
    """Everybody, and the groups with their members and topics."""
    users = [
        {"id": u.id, "first_name": u.first_name, "language_code": u.language_code, "is_bot": u.is_bot,
         "blocked": u.blocked, "started": u.started}
        for u in town.users.values()
    ]
    groups = [_group(town, chat) for chat in town.chats.values() if chat.type != "private" and chat.migrated_to is None]
    return {"users": users, "groups": groups}


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
    return next(({"kind": kind} for kind in PLAIN_MEDIA if kind in content), None)


def _venue(content: Json) -> Json | None:
    venue = content.get("venue")
    if venue is None:
        return None
    spot = venue["location"]
    return {"title": venue["title"], "address": venue["address"], "lat": spot["latitude"], "lon": spot["longitude"]}


def _document(town: Town, content: Json) -> Json | None:
    document = content.get("document")
    if document is None:
        return None
    kept = town.files[document["file_id"]]
    return {"name": kept.name, "size": len(kept.content), "url": f"/control/file/{kept.id}",
            "content": kept.content.decode("utf-8", "replace")}


def _keyboard(shown: list[Message]) -> list[Any] | None:
    """The reply keyboard that is up now: the last one sent, unless it was taken away."""
    last = next((m.keyboard for m in reversed(shown) if m.keyboard is not None), None)
    return _rows(last)


def _rows(keyboard: Json | None) -> list[Any] | None:
    if keyboard is None or "force_reply" in keyboard:
        return None
    rows = keyboard.get("keyboard", [])
    return [[b if isinstance(b, dict) else {"text": b} for b in row] for row in rows]


def to_html(text: str, entities: list[Entity]) -> str:
    """A text with its entities as HTML again. Offsets are UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    opens: dict[int, list[tuple[int, str]]] = {}
    closes: dict[int, list[tuple[int, str]]] = {}
    for one in entities:
        start, length = one["offset"], one["length"]
        tag = TAGS.get(one["type"], "a" if one["type"] == "text_link" else "")
        if tag:
            address = html.escape(one.get("url", ""))
            first = f'<a href="{address}">' if tag == "a" else f"<{tag}>"
            opens.setdefault(start, []).append((-length, first))
            closes.setdefault(start + length, []).append((-start, f"</{tag}>"))
    marks = sorted({0, len(units) // 2, *opens, *closes})
    out: list[str] = []
    for at, after in zip(marks, [*marks[1:], marks[-1]], strict=True):
        out += [tag for _, tag in sorted(closes.get(at, []))]
        out += [tag for _, tag in sorted(opens.get(at, []))]
        out.append(html.escape(units[2 * at : 2 * after].decode("utf-16-le", "replace"), quote=False))
    return "".join(out)
