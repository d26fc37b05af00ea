"""What people do in the look-alike: write, send, press, block, join and leave. Each makes its updates."""

from __future__ import annotations

import itertools
from typing import Any

from bot.demo.errors import NotPossible
from bot.demo.markup import utf16
from bot.demo.methods_changing import remove_topic
from bot.demo.shapes import chat_shape, inaccessible_shape, member_shape, message_shape, user_shape
from bot.demo.town import ADMIN_RIGHTS, ANONYMOUS_ADMIN, Chat, Json, Member, Message, Town, User

MEDIA = frozenset({"voice", "photo", "sticker", "video", "video_note", "audio", "document", "animation", "contact",
                   "poll", "dice", "location", "venue"})
BOT_RIGHTS = dict.fromkeys(ADMIN_RIGHTS, True)
FIRST_USER = 5_210_000_001  # above 32 bits, as real ids are
FIRST_GROUP = -1_001_900_000_001


class People:
    """Everything somebody can do. Raises `NotPossible` for what Telegram's own app would not let them do."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._users = itertools.count(FIRST_USER, 1_037)
        self._groups = itertools.count(FIRST_GROUP, -1_001)
        self._presses = itertools.count(4_382_000_000_000_001)

    # ── who there is ────────────────────────────────────────────────────────────────────────────────────────────
    def add_user(self, first_name: str, language_code: str | None = None, username: str | None = None) -> int:
        """Somebody with Telegram on their phone. Returns their id, which is also that of their chat with the bot."""
        if not first_name.strip():
            raise NotPossible("a person needs a first name")
        user = User(next(self._users), first_name, language_code, username)
        self._town.users[user.id] = user
        self._town.chats[user.id] = Chat(user.id, "private")
        self._town.changed()
        return user.id

    def add_group(self, title: str, *, forum: bool = True) -> int:
        """A supergroup without the bot. Returns its id."""
        chat = Chat(next(self._groups), "supergroup", title, forum, last_id=1)  # 1 is General
        self._town.chats[chat.id] = chat
        self._town.changed()
        return chat.id

    def set_member(self, group: int, user: int, status: str = "member", *, anonymous: bool = False) -> None:
        """Somebody joins, leaves, is removed, or becomes an administrator; the bot may hear of it."""
        chat, member = self._group(group), self._group(group).member(self._user(user).id)
        before = member_shape(self._town, member)
        rights = BOT_RIGHTS if status == "administrator" else {}
        chat.members[user] = Member(user, status, anonymous, dict(rights))
        after = member_shape(self._town, chat.members[user])
        if chat.member(self._town.bot.id).status in ("administrator", "creator"):
            self._tell("chat_member", self._change(chat, user, before, after))
        self._town.changed()

    def set_bot(self, group: int, status: str = "administrator", **rights: bool) -> None:
        """The bot joins or leaves a group, or gets other rights (all of them unless named otherwise)."""
        chat = self._group(group)
        before = member_shape(self._town, chat.member(self._town.bot.id))
        given = (BOT_RIGHTS | rights) if status == "administrator" else {}
        chat.members[self._town.bot.id] = Member(self._town.bot.id, status, rights=given)
        after = member_shape(self._town, chat.members[self._town.bot.id])
        self._tell("my_chat_member", self._change(chat, next(iter(chat.members)), before, after))
        self._town.changed()

    def migrate(self, group: int) -> int:
        """The group gets a new id, as when it becomes a supergroup. Returns the new one."""
        old = self._group(group)
        new = Chat(next(self._groups), "supergroup", old.title, old.is_forum, old.members, old.topics)
        new.messages, new.last_id = {m.id: m for m in old.messages.values()}, old.last_id
        for message in new.messages.values():
            message.chat = new.id
        self._town.chats[new.id] = new
        old.messages = {}
        moved = self._town.post(old, next(iter(old.members)), {"migrate_to_chat_id": new.id}, service=True)
        self._hears(old, moved)
        old.migrated_to = new.id
        self._town.changed()
        return new.id

    # ── what they do ────────────────────────────────────────────────────────────────────────────────────────────
    def say(self, user: int, chat: int, text: str, *, topic: int | None = None, reply_to: int | None = None,
            edit: int | None = None) -> int:
        """Write a message, or change one of one's own (`edit`). Returns its id."""
        if not text.strip() or utf16(text) > 4096:
            raise NotPossible("a message has 1 to 4096 characters")
        content: Json = {"text": text.strip()}
        if commands := _commands(content["text"]):
            content["entities"] = commands
        if edit is not None:
            return self._edit(user, chat, edit, content)
        return self._post(user, chat, content, topic, reply_to)

    def send(self, user: int, chat: int, kind: str, *, caption: str = "", topic: int | None = None,
             lat: float = 52.0907, lon: float = 5.1214) -> int:
        """Send something that is not text. Returns the id of the message."""
        if kind not in MEDIA:
            raise NotPossible(f"{kind!r} can't be sent: {', '.join(sorted(MEDIA))}")
        content = self._media(kind, user, lat, lon)
        return self._post(user, chat, content | ({"caption": caption} if caption else {}), topic, None)

    def press(self, user: int, chat: int, message_id: int, data: str) -> str:
        """Press a button; a hostile client may send any data. Returns the id of the press."""
        self._may_write(user, self._chat(chat))
        found = self._chat(chat).message(message_id)
        number = str(next(self._presses))
        shown = message_shape(self._town, found) if found else inaccessible_shape(
            self._town, self._chat(chat), message_id)
        self._town.presses[number] = {"answered": False, "text": "", "show_alert": False,
                                      "at": self._town.moments.unix(), "user": user, "chat": chat}
        self._tell("callback_query", {"id": number, "from": user_shape(self._town.users[user]), "message": shown,
                                      "chat_instance": str(chat), "data": data})
        return number

    def react(self, user: int, chat: int, message_id: int, emoji: str) -> None:
        """Put a reaction under a message."""
        where = self._chat(chat)
        message = where.message(message_id)
        if message is None:
            raise NotPossible("that message is gone")
        before = message.reactions.get(user, [])
        message.reactions[user] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self._tell("message_reaction", {
            "chat": chat_shape(self._town, where), "message_id": message_id, "date": self._town.moments.unix(),
            "user": user_shape(self._town.users[user]), "old_reaction": before,
            "new_reaction": message.reactions[user]})
        self._town.changed()

    def block(self, user: int) -> None:
        """Block the bot."""
        self._set_blocked(user, blocked=True)

    def unblock(self, user: int) -> None:
        """Unblock the bot."""
        self._set_blocked(user, blocked=False)

    def delete_topic(self, group: int, topic: int, leaves: str = "not found") -> None:
        """A person deletes a topic: the bot is not told, and gets the error in `leaves` when it writes there."""
        chat = self._group(group)
        if topic not in chat.topics or chat.topics[topic].gone:
            raise NotPossible("there is no such topic")
        remove_topic(self._town, chat, chat.topics[topic], leaves)

    # ── how ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _post(self, user: int, chat: int, content: Json, topic: int | None, reply_to: int | None) -> int:
        where = self._chat(chat)
        self._may_write(user, where)
        if topic is not None and (topic not in where.topics or where.topics[topic].gone):
            raise NotPossible("there is no such topic")
        if where.type == "private":
            self._town.users[user].started = True
        anonymous = where.type != "private" and where.member(user).anonymous
        reply = where.message(reply_to)
        thread = (reply.thread or reply.id) if reply and topic is None and where.is_forum else None
        made = self._town.post(where, ANONYMOUS_ADMIN if anonymous else user, content, topic=topic, thread=thread,
                               reply_to=reply.id if reply else None, as_chat=anonymous)
        self._hears(where, made)
        return made.id

    def _edit(self, user: int, chat: int, message_id: int, content: Json) -> int:
        where = self._chat(chat)
        message = where.message(message_id)
        if message is None or message.sender != user:
            raise NotPossible("only one's own messages can be changed")
        message.content, message.edit_date = content, self._town.moments.unix()
        self._hears(where, message, "edited_message")
        self._town.changed()
        return message.id

    def _hears(self, chat: Chat, message: Message, kind: str = "message") -> None:
        """The bot hears everything in private, and in groups what an administrator hears."""
        if chat.type == "private" or chat.member(self._town.bot.id).status in ("administrator", "creator"):
            self._tell(kind, message_shape(self._town, message))

    def _tell(self, kind: str, payload: Json) -> None:
        self._town.updates.add(kind, payload)

    def _may_write(self, user: int, chat: Chat) -> None:
        if chat.type == "private" and (chat.id != user or self._town.users[user].blocked):
            raise NotPossible("one writes to the bot in one's own chat, and not while it is blocked")
        if chat.type != "private" and not chat.member(self._user(user).id).inside:
            raise NotPossible("only members write in a group")

    def _set_blocked(self, user: int, *, blocked: bool) -> None:
        person = self._user(user)
        if person.blocked == blocked:
            return
        bot, chat = self._town.bot, self._town.chats[user]
        states: list[Json] = [{"user": user_shape(bot), "status": "member"},
                  {"user": user_shape(bot), "status": "kicked", "until_date": 0}]
        before, after = (states[0], states[1]) if blocked else (states[1], states[0])
        person.blocked = blocked
        self._tell("my_chat_member", self._change(chat, user, before, after))
        self._town.changed()

    def _change(self, chat: Chat, by: int, before: Json, after: Json) -> Json:
        return {"chat": chat_shape(self._town, chat), "from": user_shape(self._town.users[by]),
                "date": self._town.moments.unix(), "old_chat_member": before, "new_chat_member": after}

    def _media(self, kind: str, user: int, lat: float, lon: float) -> Json:
        kept = self._town.keep(f"{kind}.bin", kind.encode(), kind)
        file: Json = {"file_id": kept.id, "file_unique_id": kept.unique, "file_size": len(kept.content)}
        square = {"width": 320, "height": 240}
        more: dict[str, Any] = {
            "voice": file | {"duration": 4, "mime_type": "audio/ogg"}, "audio": file | {"duration": 60},
            "photo": [file | square], "video": file | square | {"duration": 9},
            "video_note": file | {"length": 240, "duration": 5}, "animation": file | square | {"duration": 2},
            "document": file | {"file_name": "brief.pdf"},
            "sticker": file | square | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"},
            "contact": {"phone_number": "+31600000000", "first_name": self._town.users[user].first_name},
            "dice": {"emoji": "🎲", "value": 4}, "location": {"latitude": lat, "longitude": lon},
            "poll": {"id": "1", "question": "?", "options": [{"persistent_id": "1", "text": "a", "voter_count": 0}],
                     "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
                     "allows_multiple_answers": False, "allows_revoting": False, "members_only": False},
        }
        if kind == "venue":
            spot = more["location"]
            return {"location": spot, "venue": {"location": spot, "title": "Plein", "address": "Utrecht"}}
        return {kind: more[kind]}

    def _user(self, user: int) -> User:
        if user not in self._town.users:
            raise NotPossible("there is nobody with that id")
        return self._town.users[user]

    def _chat(self, chat: int) -> Chat:
        if chat not in self._town.chats:
            raise NotPossible("there is no such chat")
        return self._town.chats[chat]

    def _group(self, group: int) -> Chat:
        chat = self._chat(group)
        if chat.type == "private":
            raise NotPossible("that is no group")
        return chat


def _commands(text: str) -> list[Json]:
    if not text.startswith("/") or len(text) < 2:
        return []
    return [{"type": "bot_command", "offset": 0, "length": utf16(text.split()[0])}]
