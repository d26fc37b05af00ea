"""What people do in the look-alike: write, send, press, block and delete. Each makes its updates."""

from __future__ import annotations

import itertools

from bot.demo import media
from bot.demo.errors import NotPossible
from bot.demo.groups import Groups
from bot.demo.markup import clean, utf16
from bot.demo.methods_changing import TWO_DAYS_S
from bot.demo.methods_copying import CAPTIONED
from bot.demo.shapes import chat_shape, inaccessible_shape, message_shape, user_shape
from bot.demo.town import ANONYMOUS_ADMIN, Chat, Json, Message, Town, User
from bot.demo.wording import CAPTION_LIMIT, TEXT_LIMIT

FIRST_USER = 5_210_000_001  # above 32 bits, as real ids are


class People(Groups):
    """Everything somebody can do. Raises `NotPossible` for what Telegram's own app would not let them do."""

    def __init__(self, town: Town) -> None:
        super().__init__(town)
        self._users = itertools.count(FIRST_USER, 1_037)
        self._presses = itertools.count(4_382_000_000_000_001)

    def add_user(self, first_name: str, language_code: str | None = None, username: str | None = None) -> int:
        """Somebody with Telegram on their phone. Returns their id, which is also that of their chat with the bot."""
        if not first_name.strip():
            raise NotPossible("a person needs a first name")
        user = User(next(self._users), first_name, language_code, username)
        self._town.users[user.id] = user
        self._town.chats[user.id] = Chat(user.id, "private")
        self._town.changed()
        return user.id

    # ── what they write ─────────────────────────────────────────────────────────────────────────────────────────
    def say(self, user: int, chat: int, text: str, *, topic: int | None = None, reply_to: int | None = None,
            edit: int | None = None) -> int:
        """Write a message, or change one of one's own (`edit`; of one with a picture, its caption). Returns its id."""
        text = clean(text).strip()
        if not text or utf16(text) > TEXT_LIMIT:
            raise NotPossible("a message has 1 to 4096 characters")
        if edit is not None:
            return self._edit(user, chat, edit, text)
        return self._post(user, chat, _worded(text), topic, reply_to)

    def send(self, user: int, chat: int, kind: str, *, caption: str = "", topic: int | None = None,
             lat: float = 52.0907, lon: float = 5.1214, album: str | None = None, reply_to: int | None = None) -> int:
        """Send something that is not text; what has the same `album` belongs together. Returns the id of the message.
        """
        if kind not in media.KINDS:
            raise NotPossible(f"{kind!r} can't be sent: {', '.join(sorted(media.KINDS))}")
        if caption and (kind not in CAPTIONED or utf16(caption) > CAPTION_LIMIT):
            raise NotPossible(f"{kind!r} has no caption, or this one is too long")
        content = self._content(kind, user, lat, lon) | ({"caption": clean(caption)} if caption else {})
        return self._post(user, chat, content | ({"media_group_id": album} if album else {}), topic, reply_to)

    def press(self, user: int, chat: int, message_id: int, data: str) -> str:
        """Press a button; a hostile client may send any data. Returns the id of the press."""
        where = self._chat(chat)
        self._may_write(user, where)
        found = where.message(message_id)
        number = str(next(self._presses))
        shown = message_shape(self._town, found) if found else inaccessible_shape(self._town, where, message_id)
        self._town.presses[number] = {"answered": False, "text": "", "show_alert": False,
                                      "at": self._town.moments.unix(), "user": user, "chat": chat}
        self._tell("callback_query", {"id": number, "from": user_shape(self._town.users[user]), "message": shown,
                                      "chat_instance": str(chat), "data": data})
        return number

    def react(self, user: int, chat: int, message_id: int, emoji: str) -> None:
        """Put a reaction under a message, in the place of one's last; none takes it away. Administrators hear of it."""
        where = self._chat(chat)
        self._may_write(user, where)
        message = where.message(message_id)
        if message is None:
            raise NotPossible("that message is gone")
        before = message.reactions.get(user, [])
        message.reactions[user] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        if where.type == "private" or self._is_heard(where):
            nameless = where.type != "private" and where.member(user).anonymous
            self._tell("message_reaction", {
                "chat": chat_shape(self._town, where), "message_id": message_id, "date": self._town.moments.unix(),
                "old_reaction": before, "new_reaction": message.reactions[user],
                **({"actor_chat": chat_shape(self._town, where)} if nameless else
                   {"user": user_shape(self._town.users[user])})})
        self._town.changed()

    def delete(self, user: int, chat: int, message_id: int) -> None:
        """Take a message away. The bot is not told."""
        where = self._chat(chat)
        message = where.message(message_id)
        if message is None:
            raise NotPossible("that message is gone")
        if where.type != "private" and message.sender != user and not where.member(user).may("can_delete_messages"):
            raise NotPossible("only administrators delete what others wrote")
        message.deleted = True
        self._town.changed()

    # ── whether they want the bot ───────────────────────────────────────────────────────────────────────────────
    def block(self, user: int) -> None:
        """Block the bot."""
        self._set_blocked(user, blocked=True)

    def unblock(self, user: int) -> None:
        """Unblock the bot."""
        self._set_blocked(user, blocked=False)

    def deactivate(self, user: int) -> None:
        """Leave Telegram for good. The bot is not told."""
        self._user(user).deactivated = True
        self._town.changed()

    # ── how ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _post(self, user: int, chat: int, content: Json, topic: int | None, reply_to: int | None) -> int:
        where = self._chat(chat)
        self._may_write(user, where)
        self._may_write_in(user, where, topic)
        if where.type == "private":
            self._town.users[user].started = True
        anonymous = where.type != "private" and where.member(user).anonymous
        reply = where.message(reply_to)
        thread = (reply.thread or reply.id) if reply and topic is None and where.type == "supergroup" else None
        made = self._town.post(where, ANONYMOUS_ADMIN if anonymous else user, content, topic=topic, thread=thread,
                               reply_to=reply.id if reply else None, as_chat=anonymous)
        self._hears(where, made)
        return made.id

    def _edit(self, user: int, chat: int, message_id: int, text: str) -> int:
        where = self._chat(chat)
        self._may_write(user, where)
        message = where.message(message_id)
        if message is None or not self._is_by(user, where, message):
            raise NotPossible("only one's own messages can be changed")
        if self._town.moments.unix() - message.date >= TWO_DAYS_S:
            raise NotPossible("after two days a message can't be changed any more")
        if "text" not in message.content and not CAPTIONED & message.content.keys():
            raise NotPossible("there are no words in it to change")
        changed = _worded(text) if "text" in message.content else message.content | {"caption": text}
        if changed == message.content:
            return message.id  # the bot hears of no edit that changes nothing
        message.content, message.edit_date = changed, self._town.moments.unix()
        self._hears(where, message, "edited_message")
        self._town.changed()
        return message.id

    def _is_by(self, user: int, chat: Chat, message: Message) -> bool:
        if message.as_chat:
            return chat.member(user).anonymous
        return message.sender == user and not message.service

    def _may_write_in(self, user: int, chat: Chat, topic: int | None) -> None:
        if topic is None:
            return
        if topic not in chat.topics or chat.topics[topic].gone:
            raise NotPossible("there is no such topic")
        if chat.topics[topic].closed and not chat.member(user).may("can_manage_topics"):
            raise NotPossible("that topic is closed")

    def _may_write(self, user: int, chat: Chat) -> None:
        person = self._user(user)
        if person.deactivated:
            raise NotPossible("somebody who left Telegram does nothing in it")
        if chat.type == "private" and (chat.id != user or person.blocked):
            raise NotPossible("one writes to the bot in one's own chat, and not while it is blocked")
        if chat.type != "private" and not chat.member(user).inside:
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

    def _content(self, kind: str, user: int, lat: float, lon: float) -> Json:
        if kind in media.FILES:
            return media.of_file(kind, self._town.keep(f"{kind}.bin", kind.encode(), kind))
        return media.of_contact(self._user(user)) if kind == "contact" else media.of_spot(kind, lat, lon)


def _worded(text: str) -> Json:
    """A text with the command at its beginning, if there is one."""
    if not text.startswith("/") or len(text) < 2:
        return {"text": text}
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": utf16(text.split()[0])}]}
