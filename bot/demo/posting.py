"""A new message of the bot's: where it may go, what it answers and what hangs under it."""

from __future__ import annotations

from typing import Any

from bot.demo.checks import bot_in, chat_to_write, reply_of, topic_to_write
from bot.demo.errors import bad
from bot.demo.keyboards import markup_of
from bot.demo.town import Chat, Json, Message, Topic, Town


def post(town: Town, params: Json, content: Json, **more: Any) -> Message:
    """Put a message of the bot's where a call wants it, or refuse."""
    chat = chat_to_write(town, params["chat_id"])
    reply = reply_of(params, chat)
    topic = _topic(town, chat, params.get("message_thread_id"), reply)
    inline, keyboard = markup_of(params, chat)
    if not bot_in(town, chat).may_send:
        raise bad("not enough rights to send text messages to the chat")
    where = topic.id if topic else None
    if reply is not None and reply.topic != where:
        reply = None  # Telegram shows such an answer as one to somewhere else
    return town.post(
        chat, town.bot.id, content, topic=where, thread=_thread(chat, reply), reply_to=reply.id if reply else None,
        quote=_quote(params, reply), inline=inline, keyboard=keyboard,
        protected=bool(params.get("protect_content")), **more,
    )


def _topic(town: Town, chat: Chat, given: Any, reply: Message | None) -> Topic | None:
    """The topic that a call names, else that of the message it answers."""
    topic = topic_to_write(chat, given if given is not None or reply is None else reply.topic)
    if topic is not None and topic.closed and not bot_in(town, chat).may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return topic


def _thread(chat: Chat, reply: Message | None) -> int | None:
    """A reply in General carries a thread that is no topic."""
    if reply is None or reply.topic is not None or chat.type != "supergroup":
        return None
    return reply.thread or reply.id


def _quote(params: Json, reply: Message | None) -> Json | None:
    quote = (params.get("reply_parameters") or {}).get("quote")
    if reply is None or not quote:
        return None
    before = reply.words.partition(quote)[0]
    return {"text": quote, "position": len(before.encode("utf-16-le")) // 2, "is_manual": True}
