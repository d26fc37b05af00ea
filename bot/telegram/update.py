"""What we read of an update, and no more: pydantic models of the few fields that matter to us.

The names are those of the Bot API and of python-telegram-bot, whose own `Update` takes more than ten times as long for
things that nobody looks at: docs/decisions/0011. What is not as it should be raises `ValidationError`, a `ValueError`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of an update. Numbers are numbers and texts are texts; what we don't name is passed over."""

    model_config = ConfigDict(frozen=True, strict=True)


class User(Part):
    """Somebody, or a bot."""

    id: int
    is_bot: bool
    first_name: str
    language_code: str | None = None


class Chat(Part):
    """A private chat, a group, a supergroup or a channel."""

    id: int
    type: str


class Location(Part):
    """A point on the map, in degrees."""

    latitude: float = Field(strict=False)
    longitude: float = Field(strict=False)


class Venue(Part):
    """A place with a name."""

    location: Location


class Replied(Part):
    """The message that another one answers: only which one it is matters."""

    message_id: int
    forum_topic_created: dict[str, Any] | None = None


class Message(Part):
    """A message. What else is in it stands in `model_extra`, unread."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    message_id: int
    date: int
    chat: Chat
    from_user: User | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    message_thread_id: int | None = None
    is_topic_message: bool = False
    is_automatic_forward: bool = False
    migrate_to_chat_id: int | None = None
    reply_to_message: Replied | None = None
    location: Location | None = None
    venue: Venue | None = None


class Under(Part):
    """The message under which a button was pressed. One that is gone, or too old, has the date 0."""

    message_id: int
    date: int
    chat: Chat
    message_thread_id: int | None = None
    is_topic_message: bool = False


class CallbackQuery(Part):
    """A press."""

    id: str
    from_user: User = Field(alias="from")
    message: Under | None = None
    data: str | None = None


class ChatMember(Part):
    """Somebody's place in a chat."""

    user: User
    status: str
    is_member: bool = True


class ChatMemberUpdated(Part):
    """Somebody's place changed."""

    chat: Chat
    from_user: User = Field(alias="from")
    old_chat_member: ChatMember
    new_chat_member: ChatMember


class Update(Part):
    """One update: at most one of these is there."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
    chat_member: ChatMemberUpdated | None = None

    @property
    def chat(self) -> Chat | None:
        """Where it happened; None for a press under a message that nobody can tell of any more."""
        about = self.message or self.edited_message or self.my_chat_member or self.chat_member
        if about is not None:
            return about.chat
        under = self.callback_query.message if self.callback_query else None
        return under.chat if under else None
