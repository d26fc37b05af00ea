"""Topics of a forum group: one per resident who talks with a human."""

from __future__ import annotations

from telegram import Bot

from bot.core import effects
from bot.core.effects import Address
from bot.platform import Refused, SendResult, Sent
from bot.telegram import answers
from bot.telegram.chatting import done_when
from bot.telegram.words import LONGEST_TITLE, plain


async def open_topic(bot: Bot, order: effects.OpenTopic, to: Address) -> SendResult:
    """Make a topic; its thread id comes back."""
    topic = await bot.create_forum_topic(to.chat, plain(order.title, LONGEST_TITLE))
    return Sent(topic.message_thread_id)


async def rename_topic(bot: Bot, order: effects.RenameTopic, to: Address) -> SendResult:
    """Give a topic another title; the same one is well too."""
    if to.topic is None:
        return Refused("topic_gone", "there is no topic")
    call = bot.edit_forum_topic(to.chat, to.topic, plain(order.title, LONGEST_TITLE))
    return await done_when(answers.UNCHANGED, call)


async def delete_topic(bot: Bot, order: effects.DeleteTopic, to: Address) -> SendResult:
    """Delete a topic with everything in it. One that is gone is what we wanted."""
    return await done_when(answers.TOPIC_GONE, bot.delete_forum_topic(to.chat, order.topic))
