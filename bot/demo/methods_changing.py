"""Methods that change or take away what is there."""

from __future__ import annotations

from bot.demo.checks import bot_in, chat_to_write, message_of, needs_right, own_message, topic_to_write
from bot.demo.errors import bad
from bot.demo.keyboards import markup_of
from bot.demo.methods_copying import CAPTIONED, IDS_LIMIT
from bot.demo.shapes import message_shape
from bot.demo.spec import reactions
from bot.demo.town import Chat, Json, Message, Town
from bot.demo.wording import caption_of, text_of

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
TWO_DAYS_S = 48 * 60 * 60


def edit_text(town: Town, params: Json) -> Json:
    """editMessageText."""
    content = text_of(params)
    chat, message = _mine(town, params)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _edited(town, chat, message, content, params)


def edit_caption(town: Town, params: Json) -> Json:
    """editMessageCaption."""
    caption = caption_of(params)
    chat, message = _mine(town, params)
    if not CAPTIONED & message.content.keys():
        raise bad("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    return _edited(town, chat, message, kept | caption, params)


def edit_markup(town: Town, params: Json) -> Json:
    """editMessageReplyMarkup."""
    chat, message = _mine(town, params)
    return _edited(town, chat, message, message.content, params)


def _mine(town: Town, params: Json) -> tuple[Chat, Message]:
    if "chat_id" not in params or "message_id" not in params:
        raise bad("message identifier is not specified")
    chat = chat_to_write(town, params["chat_id"])
    message = own_message(town, chat, params["message_id"])
    topic = topic_to_write(chat, message.topic)
    if topic is not None and topic.closed and not bot_in(town, chat).may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
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
    """deleteMessage: within 48 hours; own ones, what people write in private, and in a group all, with the right to."""
    chat = chat_to_write(town, params["chat_id"])
    message = message_of(chat, params["message_id"], "delete")
    if not _may_delete(town, chat, message):
        raise bad(f"message can't be deleted{' for everyone' if chat.type == 'private' else ''}")
    message.deleted = True
    town.changed()
    return True


def delete_messages(town: Town, params: Json) -> bool:
    """deleteMessages: what is not there any more is skipped."""
    chat = chat_to_write(town, params["chat_id"])
    if not 1 <= len(params["message_ids"]) <= IDS_LIMIT:
        raise bad("too many message identifiers specified" if params["message_ids"] else
                  "message identifiers are not specified")
    found = [one for one in map(chat.message, params["message_ids"]) if one is not None]
    if not all(_may_delete(town, chat, one) for one in found):
        raise bad(f"message can't be deleted{' for everyone' if chat.type == 'private' else ''}")
    for one in found:
        one.deleted = True
    town.changed()
    return True


def _may_delete(town: Town, chat: Chat, message: Message) -> bool:
    if "forum_topic_created" in message.content or town.moments.unix() - message.date >= TWO_DAYS_S:
        return False
    return (
        chat.type == "private" or message.sender == town.bot.id or bot_in(town, chat).may("can_delete_messages")
    )


def react(town: Town, params: Json) -> bool:
    """setMessageReaction: a bot puts at most one, of the free ones."""
    chat = chat_to_write(town, params["chat_id"])
    message = message_of(chat, params["message_id"], "react")
    wanted = params.get("reaction") or []
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if message.service or any(one["type"] != "emoji" or one.get("emoji") not in reactions() for one in wanted):
        raise bad("REACTION_INVALID")
    message.reactions[town.bot.id] = wanted
    town.changed()
    return True


def pin(town: Town, params: Json) -> bool:
    """pinChatMessage: makes a service message, and the bot hears of its own."""
    chat = chat_to_write(town, params["chat_id"])
    message = message_of(chat, params["message_id"], "pin")
    if chat.type != "private":
        needs_right(town, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    if message.service:
        raise bad("service messages can't be pinned")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        told = {"pinned_message": message_shape(town, message, nested=True)}
        notice = town.post(chat, town.bot.id, told, service=True, topic=message.topic)
        town.updates.add("message", message_shape(town, notice))
    return True


def unpin(town: Town, params: Json) -> bool:
    """unpinChatMessage: this one, or the last."""
    chat = chat_to_write(town, params["chat_id"])
    if chat.type != "private":
        needs_right(town, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    wanted = params.get("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if wanted not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(wanted)
    town.changed()
    return True
