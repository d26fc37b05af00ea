"""Methods about the topics of a forum."""

from __future__ import annotations

from bot.demo.checks import chat_to_write, needs_right, topic_to_write
from bot.demo.errors import bad
from bot.demo.shapes import message_shape, topic_shape
from bot.demo.town import Chat, Json, Topic, Town

ICON_COLOURS = frozenset({7322096, 16766590, 13338331, 9367192, 16749490, 16478047})
NAME_LIMIT = 128


def create_topic(town: Town, params: Json) -> Json:
    """createForumTopic: the id of a topic is that of the service message that makes it."""
    chat = _forum(town, params, "can_manage_topics", "not enough rights to create a topic")
    name = _named(params["name"])
    colour = params.get("icon_color", 7322096)
    if colour not in ICON_COLOURS:
        raise bad("TOPIC_ICON_COLOR_INVALID")
    made = town.post(chat, town.bot.id, {"forum_topic_created": {"name": name, "icon_color": colour}}, service=True)
    made.topic = made.id
    chat.topics[made.id] = Topic(made.id, name, colour)
    town.updates.add("message", message_shape(town, made))
    town.changed()
    return topic_shape(chat.topics[made.id])


def edit_topic(town: Town, params: Json) -> bool:
    """editForumTopic."""
    chat = _forum(town, params, "can_manage_topics", "not enough rights to edit the topic")
    topic = _topic(chat, params)
    if params.get("name"):
        name = _named(params["name"])
        if name == topic.name:
            raise bad("TOPIC_NOT_MODIFIED")
        topic.name = name
        _notice(town, chat, topic, {"forum_topic_edited": {"name": name}})
    return True


def close_topic(town: Town, params: Json) -> bool:
    """closeForumTopic."""
    return _close_or_reopen(town, params, "forum_topic_closed")


def reopen_topic(town: Town, params: Json) -> bool:
    """reopenForumTopic."""
    return _close_or_reopen(town, params, "forum_topic_reopened")


def _close_or_reopen(town: Town, params: Json, notice: str) -> bool:
    chat = _forum(town, params, "can_manage_topics", "not enough rights to close or open the topic")
    topic = _topic(chat, params)
    if topic.closed == (notice == "forum_topic_closed"):
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = not topic.closed
    _notice(town, chat, topic, {notice: {}})
    return True


def _notice(town: Town, chat: Chat, topic: Topic, content: Json) -> None:
    """A service message of the bot's own doing, which Telegram tells it all the same."""
    made = town.post(chat, town.bot.id, content, service=True, topic=topic.id)
    town.updates.add("message", message_shape(town, made))


def delete_topic(town: Town, params: Json) -> bool:
    """deleteForumTopic: with everything in it. Needs another right than the rest."""
    chat = _forum(town, params, "can_delete_messages", "not enough rights to delete the topic")
    remove_topic(town, chat, _topic(chat, params))
    return True


def remove_topic(town: Town, chat: Chat, topic: Topic, leaves: str = "not found") -> None:
    """Take a topic away; from now on it gives the error named in `leaves`."""
    for message in chat.messages.values():
        if message.topic == topic.id:
            message.deleted = True
    topic.gone = leaves
    town.changed()


def _forum(town: Town, params: Json, right: str, why: str) -> Chat:
    chat = chat_to_write(town, params["chat_id"])
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    needs_right(town, chat, right, why)
    return chat


def _topic(chat: Chat, params: Json) -> Topic:
    topic = topic_to_write(chat, params["message_thread_id"])
    if topic is None:
        raise bad("message thread not found")
    return topic


def _named(name: str) -> str:
    if not name.strip():
        raise bad("title must be non-empty")
    if len(name.strip()) > NAME_LIMIT:
        raise bad("TOPIC_TITLE_INVALID")
    return name.strip()
