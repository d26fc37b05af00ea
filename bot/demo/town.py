"""Everybody in the look-alike, their chats and what was said: the whole state, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from bot.demo.changes import Changes
from bot.demo.moments import Moments
from bot.demo.updates import Updates

Json = dict[str, Any]

ANONYMOUS_ADMIN = 1087968824  # GroupAnonymousBot: who writes for an anonymous administrator
ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_pin_messages", "can_manage_topics",
)


@dataclass
class User:
    """A person, or the bot. `started`: opened the chat with the bot at least once."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass
class Member:
    """Somebody's place in a group."""

    user: int
    status: str = "left"
    anonymous: bool = False
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def inside(self) -> bool:
        return self.status in ("creator", "administrator", "member", "restricted")

    @property
    def may_send(self) -> bool:
        """Somebody restricted only with the right to; in a private chat the bot is no member, and may."""
        return self.status != "restricted" or self.rights.get("can_send_messages", False)

    def may(self, right: str) -> bool:
        """An administrator's right; the owner has them all."""
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))


@dataclass
class Topic:
    """A topic of a forum; its id is that of the service message that made it. `gone`: the error it now gives."""

    id: int
    name: str
    icon_color: int
    closed: bool = False
    gone: str = ""


@dataclass
class Message:
    """One message. `content` holds the Bot API's own fields: text and entities, or media and caption, or service."""

    id: int
    chat: int
    sender: int
    date: int
    content: Json
    topic: int | None = None
    thread: int | None = None  # of a reply in General: a thread that is no topic
    as_chat: bool = False  # written by an anonymous administrator
    service: bool = False
    reply_to: int | None = None
    quote: Json | None = None
    inline: Json | None = None
    keyboard: Json | None = None  # a reply keyboard that came with it, its removal, or a forced reply
    edit_date: int | None = None
    protected: bool = False
    forwarded: bool = False
    deleted: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Its text or its caption."""
        return str(self.content.get("text", self.content.get("caption", "")))


@dataclass
class Chat:
    """A private chat (its id is the user's), a group or a supergroup."""

    id: int
    type: str
    title: str = ""
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    migrated_to: int | None = None

    def member(self, user: int) -> Member:
        """Somebody's place here; somebody never seen has left."""
        return self.members.setdefault(user, Member(user))

    def message(self, number: int | None) -> Message | None:
        """A message that still exists."""
        found = self.messages.get(number or 0)
        return found if found is not None and not found.deleted else None


@dataclass
class StoredFile:
    """A file on "Telegram's servers"."""

    id: str
    unique: str
    name: str
    content: bytes
    path: str


class Town:
    """All state. `shown` counts what people can see change, `happened` also every call and poll."""

    def __init__(self, bot: User, moments: Moments) -> None:
        self.born = uuid4().hex
        """Tells this town from the one before it, for a page that stays open."""
        self.moments = moments
        self.shown = Changes()
        self.happened = Changes()
        self.updates = Updates(moments, self.happened)
        self.bot = bot
        anonymous = User(ANONYMOUS_ADMIN, "Group", username="GroupAnonymousBot", is_bot=True)
        self.users: dict[int, User] = {bot.id: bot, anonymous.id: anonymous}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Json] = {}
        self.commands: dict[str, list[Json]] = {}
        self.profile: dict[str, str] = {}

    def knows(self, user: int) -> bool:
        """Has the bot ever met them: in their own chat, or in a group where it is? Else there is no such chat."""
        if self.users[user].started:
            return True
        return any(user in one.members and one.member(self.bot.id).inside
                   for one in self.chats.values() if one.type != "private")

    def changed(self) -> None:
        """Something people can see has changed."""
        self.shown.note()
        self.happened.note()

    def post(self, chat: Chat, sender: int, content: Json, **more: Any) -> Message:
        """Put a message into a chat, with the next id there."""
        chat.last_id += 1
        made = Message(chat.last_id, chat.id, sender, self.moments.unix(), content, **more)
        chat.messages[made.id] = made
        self.changed()
        return made

    def keep(self, name: str, content: bytes, folder: str = "documents") -> StoredFile:
        """Put a file on the servers."""
        number = len(self.files) + 1
        kept = StoredFile(
            f"BQACAgQAAxkBAAI{number:09d}-_lookalike", f"AgAD{number:09d}", name, content, f"{folder}/file_{number}"
        )
        self.files[kept.id] = kept
        return kept
