"""Methods that change or take away what is there, and those about topics."""

from __future__ import annotations

from bot.demo.checks import (
    CAPTION_LIMIT,
    chat_to_write,
    markup_of,
    needs_right,
    own_message,
    text_of,
    topic_to_write,
)
from bot.demo.errors import bad
from bot.demo.shapes import message_shape, topic_shape
from bot.demo.spec import reactions
from bot.demo.town import Chat, Json, Message, Topic, Town

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
TWO_DAYS_S = 48 * 60 * 60
ICON_COLOURS = frozenset({7322096, 16766590, 13338331, 9367192, 16749490, 16478047})
TOPIC_NAME_LIMIT = 128


def edit_text(town: Town, params: Json) -> Json:
    """editMessageText."""
    chat, message = _mine(town, params)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    text, entities = text_of(params)
    content = {"text": text.strip()} | ({"entities": entities} if entities else {})
    return _edited(town, chat, message, content, params)


def edit_caption(town: Town, params: Json) -> Json:
    """editMessageCaption."""
    chat, message = _mine(town, params)
    if "text" in message.content:
        raise bad("there is no caption in the message to edit")
    caption, entities = text_of(params, "caption", CAPTION_LIMIT)
    kept = {k: v for k, v in message.content.items() if not k.startswith("caption")}
    content = kept | ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})
    return _edited(town, chat, message, content, params)


def edit_markup(town: Town, params: Json) -> Json:
    """editMessageReplyMarkup."""
    chat, message = _mine(town, params)
    return _edited(town, chat, message, message.content, params)


def _mine(town: Town, params: Json) -> tuple[Chat, Message]:
    if "chat_id" not in params or "message_id" not in params:
        raise bad("message identifier is not specified")
    chat = chat_to_write(town, params["chat_id"])
    message = own_message(town, chat, params["message_id"])
    if message.topic is not None:
        topic_to_write(chat, message.topic)
    return chat, message


def _edited(town: Town, chat: Chat, message: Message, content: Json, params: Json) -> Json:
    inline, keyboard = markup_of(params, chat)
    if keyboard is not None:
        raise bad("inline keyboard expected")
    if content == message.content and inline == message.inline:
        raise bad(NOT_MODIFIED)
    message.edit_date = town.moments.unix() if content != message.content else message.edit_date
    message.content, message.inline = content, inline
    town.changed()
    return message_shape(town, message)


def delete_message(town: Town, params: Json) -> bool:
    """deleteMessage: within 48 hours; in a group any message, with the right to."""
    chat = chat_to_write(town, params["chat_id"])
    message = chat.message(int(params["message_id"]))
    if message is None:
        raise bad("message to delete not found")
    too_old = town.moments.unix() - message.date > TWO_DAYS_S
    others = message.sender != town.bot.id
    may = chat.member(town.bot.id).may("can_delete_messages")
    in_group = chat.type != "private"
    if (too_old and not (in_group and may and others)) or (others and in_group and not may):
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    town.changed()
    return True


def react(town: Town, params: Json) -> bool:
    """setMessageReaction: a bot puts at most one, of the free ones."""
    chat = chat_to_write(town, params["chat_id"])
    message = chat.message(int(params["message_id"]))
    if message is None:
        raise bad("message to react not found")
    wanted = params.get("reaction") or []
    if len(wanted) > 1:
        raise bad("too many reactions")
    if any(one.get("type") != "emoji" or one.get("emoji") not in reactions() for one in wanted):
        raise bad("REACTION_INVALID")
    message.reactions[town.bot.id] = wanted
    town.changed()
    return True


def pin(town: Town, params: Json) -> bool:
    """pinChatMessage."""
    chat = chat_to_write(town, params["chat_id"])
    message = chat.message(int(params["message_id"]))
    if message is None:
        raise bad("message to pin not found")
    if chat.type != "private":
        needs_right(town, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        town.changed()
    return True


def unpin(town: Town, params: Json) -> bool:
    """unpinChatMessage: this one, or the last."""
    chat = chat_to_write(town, params["chat_id"])
    wanted = params.get("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if wanted not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(wanted)
    town.changed()
    return True


# ── topics ──────────────────────────────────────────────────────────────────────────────────────────────────────
def create_topic(town: Town, params: Json) -> Json:
    """createForumTopic: the id of a topic is that of the service message that makes it."""
    chat = _forum(town, params)
    name = _topic_name(params["name"])
    colour = params.get("icon_color", 7322096)
    if colour not in ICON_COLOURS:
        raise bad("TOPIC_ICON_COLOR_INVALID")
    made = town.post(chat, town.bot.id, {"forum_topic_created": {"name": name, "icon_color": colour}}, service=True)
    made.topic = made.id
    chat.topics[made.id] = Topic(made.id, name, colour)
    town.changed()
    return topic_shape(chat.topics[made.id])


def edit_topic(town: Town, params: Json) -> bool:
    """editForumTopic."""
    chat, topic = _topic(town, params)
    if "name" in params:
        name = _topic_name(params["name"])
        if name == topic.name:
            raise bad("TOPIC_NOT_MODIFIED")
        topic.name = name
        town.post(chat, town.bot.id, {"forum_topic_edited": {"name": name}}, service=True, topic=topic.id)
    return True


def close_topic(town: Town, params: Json) -> bool:
    """closeForumTopic."""
    return _set_closed(town, params, closed=True)


def reopen_topic(town: Town, params: Json) -> bool:
    """reopenForumTopic."""
    return _set_closed(town, params, closed=False)


def _set_closed(town: Town, params: Json, *, closed: bool) -> bool:
    chat, topic = _topic(town, params)
    if topic.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    kind = "forum_topic_closed" if closed else "forum_topic_reopened"
    town.post(chat, town.bot.id, {kind: {}}, service=True, topic=topic.id)
    return True


def delete_topic(town: Town, params: Json) -> bool:
    """deleteForumTopic: with everything in it."""
    chat = _forum(town, params, right=None)
    topic = topic_to_write(chat, params["message_thread_id"])
    needs_right(town, chat, "can_delete_messages", "not enough rights to delete a topic")
    if topic is not None:
        remove_topic(town, chat, topic)
    return True


def remove_topic(town: Town, chat: Chat, topic: Topic, leaves: str = "not found") -> None:
    """Take a topic away; from now on it gives the error named in `leaves`."""
    for message in chat.messages.values():
        if message.topic == topic.id:
            message.deleted = True
    topic.gone = leaves
    town.changed()


def _forum(town: Town, params: Json, right: str | None = "can_manage_topics") -> Chat:
    chat = chat_to_write(town, params["chat_id"])
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    if right is not None:
        needs_right(town, chat, right, "not enough rights to create a topic")
    return chat


def _topic(town: Town, params: Json) -> tuple[Chat, Topic]:
    chat = _forum(town, params)
    topic = topic_to_write(chat, params["message_thread_id"])
    if topic is None:
        raise bad("message thread not found")
    return chat, topic


def _topic_name(name: str) -> str:
    if not name.strip():
        raise bad("topic title must be non-empty")
    if len(name) > TOPIC_NAME_LIMIT:
        raise bad("TOPIC_TITLE_INVALID")
    return name.strip()
