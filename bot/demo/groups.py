"""Groups and who is in them: people join and leave, get rights, delete and close topics. Each makes its updates."""

from __future__ import annotations

import itertools

from bot.demo.errors import NotPossible
from bot.demo.methods_topics import remove_topic
from bot.demo.shapes import chat_shape, member_shape, message_shape, user_shape
from bot.demo.town import ADMIN_RIGHTS, ANONYMOUS_ADMIN, Chat, Json, Member, Message, Topic, Town, User

ALL_RIGHTS = dict.fromkeys(ADMIN_RIGHTS, True)
FIRST_GROUP = -1_001_900_000_001
SERVICE_HEARD = ("migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member")


class Groups:
    """What happens to groups and topics. Raises `NotPossible` for what Telegram's own app would not let people do."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._groups = itertools.count(FIRST_GROUP, -1_001)

    def add_group(self, title: str, *, forum: bool = True) -> int:
        """A supergroup without the bot. Returns its id."""
        chat = Chat(next(self._groups), "supergroup", title, forum, last_id=1)  # 1 is General
        self._town.chats[chat.id] = chat
        self._town.changed()
        return chat.id

    def set_member(self, group: int, user: int, status: str = "member", *, anonymous: bool = False) -> None:
        """Somebody joins, leaves, is removed, or becomes an administrator; the bot may hear of it."""
        chat, person = self._group(group), self._user(user)
        member = chat.member(person.id)
        before, was_inside = member_shape(self._town, member), member.inside
        rights = ALL_RIGHTS if status == "administrator" else {}
        now = chat.members[user] = Member(user, status, anonymous, dict(rights))
        if self._is_heard(chat):
            self._tell("chat_member", self._change(chat, user, before, member_shape(self._town, now)))
        if was_inside != now.inside:
            self._note_coming_or_going(chat, person, came=now.inside)
        self._town.changed()

    def set_bot(self, group: int, status: str = "administrator", **rights: bool) -> None:
        """The bot joins or leaves a group, or gets other rights (an administrator all of them unless named)."""
        chat = self._group(group)
        by = next((one.user for one in chat.members.values() if one.inside and one.user != self._town.bot.id),
                  self._town.bot.id)
        before = member_shape(self._town, chat.member(self._town.bot.id))
        given = (ALL_RIGHTS | rights) if status == "administrator" else rights
        chat.members[self._town.bot.id] = Member(self._town.bot.id, status, rights=given)
        after = member_shape(self._town, chat.members[self._town.bot.id])
        self._tell("my_chat_member", self._change(chat, by, before, after))
        self._town.changed()

    def migrate(self, group: int) -> int:
        """The group gets a new id, as when it becomes a supergroup. Returns the new one."""
        old = self._group(group)
        new = Chat(next(self._groups), "supergroup", old.title, old.is_forum, old.members, old.topics)
        new.messages, new.last_id, new.pinned = dict(old.messages), old.last_id, list(old.pinned)
        for message in new.messages.values():
            message.chat = new.id
        self._town.chats[new.id] = new
        old.messages = {}
        by = next((one.user for one in old.members.values() if one.inside), self._town.bot.id)
        self._hears(old, self._town.post(old, by, {"migrate_to_chat_id": new.id}, service=True))
        self._hears(new, self._town.post(new, by, {"migrate_from_chat_id": old.id}, service=True))
        old.migrated_to = new.id
        self._town.changed()
        return new.id

    def delete_topic(self, group: int, topic: int, leaves: str = "not found") -> None:
        """A person deletes a topic: the bot is not told, and gets the error in `leaves` when it writes there."""
        chat = self._group(group)
        remove_topic(self._town, chat, self._topic(chat, topic), leaves)

    def close_topic(self, group: int, topic: int, user: int) -> None:
        """An administrator closes a topic: only administrators write there from now on."""
        chat = self._group(group)
        found = self._topic(chat, topic)
        if found.closed or not chat.member(user).may("can_manage_topics"):
            raise NotPossible("only an administrator closes a topic, and only once")
        found.closed = True
        self._hears(chat, self._town.post(chat, user, {"forum_topic_closed": {}}, service=True, topic=topic))

    # ── how ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _note_coming_or_going(self, chat: Chat, person: User, *, came: bool) -> None:
        content: Json = {"new_chat_members": [user_shape(person)]} if came else {"left_chat_member": user_shape(person)}
        if self._town.bot.id in chat.members:
            self._hears(chat, self._town.post(chat, person.id, content, service=True))

    def _hears(self, chat: Chat, message: Message, kind: str = "message") -> None:
        """The bot hears everything in private and where it is an administrator.

        As a plain member only what is meant for it (privacy mode): commands, answers to it, and who comes and goes.
        """
        is_member = chat.type != "private" and chat.member(self._town.bot.id).inside
        if chat.type == "private" or self._is_heard(chat) or (is_member and self._is_meant(chat, message)):
            self._tell(kind, message_shape(self._town, message))

    def _is_heard(self, chat: Chat) -> bool:
        return chat.member(self._town.bot.id).status in ("administrator", "creator")

    def _is_meant(self, chat: Chat, message: Message) -> bool:
        word = message.content.get("text", " ").split(" ")[0]
        if word.startswith("/"):
            return "@" not in word or word.endswith(f"@{self._town.bot.username}")
        answered = chat.message(message.reply_to)
        if answered is not None and answered.sender == self._town.bot.id:
            return True
        return any(name in message.content for name in SERVICE_HEARD)

    def _tell(self, kind: str, payload: Json) -> None:
        self._town.updates.add(kind, payload)

    def _change(self, chat: Chat, by: int, before: Json, after: Json) -> Json:
        return {"chat": chat_shape(self._town, chat), "from": user_shape(self._town.users[by]),
                "date": self._town.moments.unix(), "old_chat_member": before, "new_chat_member": after}

    def _topic(self, chat: Chat, topic: int) -> Topic:
        found = chat.topics.get(topic)
        if found is None or found.gone:
            raise NotPossible("there is no such topic")
        return found

    def _user(self, user: int) -> User:
        if user not in self._town.users or user in (self._town.bot.id, ANONYMOUS_ADMIN):
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
