"""Copies of messages between a resident and their topic: they never show who wrote them."""

from __future__ import annotations

from telegram.error import BadRequest

from bot.core import effects
from bot.core.effects import Address
from bot.platform import SendResult, Sent
from bot.telegram import answers
from bot.telegram.bot import RawBot
from bot.telegram.chatting import done_when, reply, worded
from bot.telegram.words import LONGEST_CAPTION, plain


async def copy(bot: RawBot, relay: effects.Relay, to: Address, source: Address | None) -> SendResult:
    """Copy a message from `source`. The id it gets can be 0, when Telegram holds it back for a while."""
    if source is None:
        raise ValueError("a Relay needs to know which chat it copies from")
    try:
        return await _copy(bot, relay, to, source, relay.reply_to)
    except BadRequest as error:
        if relay.reply_to is None or not answers.says(error, answers.LONG_CAPTION):
            raise
    return await _copy(bot, relay, to, source, None)  # a Premium caption passes only so: telegram-bot-api issue 334


async def change_copy(bot: RawBot, edit: effects.RelayEdit, to: Address) -> SendResult:
    """Put a new text into a copy, be it under a picture."""

    async def change(text: str, mode: str | None) -> object:
        try:
            return await bot.edit_message_text(text, to.chat, edit.message, parse_mode=mode)
        except BadRequest as error:
            if not answers.says(error, answers.NOT_TEXT):
                raise
        return await bot.edit_message_caption(to.chat, edit.message, caption=plain(edit.text, LONGEST_CAPTION))

    return await done_when(answers.UNCHANGED, worded(change, edit.text), edit.message)


async def _copy(bot: RawBot, relay: effects.Relay, to: Address, source: Address, reply_to: int | None) -> Sent:
    copied = await bot.number_of(
        "copyMessage",
        chat_id=to.chat,
        from_chat_id=source.chat,
        message_id=relay.message,
        message_thread_id=to.topic,
        protect_content=relay.protect or None,
        reply_parameters=reply(reply_to),
    )
    return Sent(copied)
