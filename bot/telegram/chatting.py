"""Messages: sending, changing, deleting them, and what stands under them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.core import effects
from bot.core.effects import Address
from bot.core.text import Html, Words
from bot.platform import SendResult, Sent
from bot.telegram import answers
from bot.telegram.bot import RawBot
from bot.telegram.words import LONGEST_ALERT, LONGEST_CAPTION, LONGEST_TEXT, Json, in_html, inline, plain, under

log = logging.getLogger(__name__)

NO_PREVIEW = {"is_disabled": True}
EMPTIED = "…"  # what is left of a message that is too old to delete

T = TypeVar("T")


async def say(bot: RawBot, say: effects.Say, to: Address) -> SendResult:
    """Send a message, with what comes under it."""
    message = await worded(
        lambda text, mode: bot.number_of(
            "sendMessage",
            chat_id=to.chat,
            text=text,
            parse_mode=mode,
            message_thread_id=to.topic,
            reply_markup=under(say),
            protect_content=say.protect or None,
            reply_parameters=reply(say.reply_to),
            link_preview_options=NO_PREVIEW,
        ),
        say.text,
    )
    if say.pin:
        await _pin(bot, to.chat, message)
    return Sent(message)


async def edit(bot: RawBot, edit: effects.Edit, to: Address) -> SendResult:
    """Change text and buttons. Changing nothing is done already."""
    change = worded(
        lambda text, mode: bot.call(
            "editMessageText",
            chat_id=to.chat,
            message_id=edit.message,
            text=text,
            parse_mode=mode,
            reply_markup=inline(edit.buttons),
            link_preview_options=NO_PREVIEW,
        ),
        edit.text,
    )
    return await done_when(answers.UNCHANGED, change, edit.message)


async def edit_buttons(bot: RawBot, edit: effects.EditButtons, to: Address) -> SendResult:
    """Change what stands under a message."""
    change = bot.call(
        "editMessageReplyMarkup", chat_id=to.chat, message_id=edit.message, reply_markup=inline(edit.buttons)
    )
    return await done_when(answers.UNCHANGED, change, edit.message)


async def venue(bot: Bot, venue: effects.Venue, to: Address) -> SendResult:
    """Show a place on the map."""
    sent = await bot.send_venue(to.chat, venue.lat, venue.lon, venue.title, venue.address, message_thread_id=to.topic)
    return Sent(sent.message_id)


async def file(bot: Bot, file: effects.File, to: Address) -> SendResult:
    """Send a small text as a document."""
    content = file.content.encode()
    sent = await worded(
        lambda text, mode: bot.send_document(
            to.chat,
            InputFile(content, filename=file.name),
            caption=text or None,
            parse_mode=mode,
            message_thread_id=to.topic,
        ),
        file.caption or Html(""),
        LONGEST_CAPTION,
    )
    return Sent(sent.message_id)


async def react(bot: Bot, react: effects.React, to: Address) -> SendResult:
    """Put our one reaction under a message."""
    await bot.set_message_reaction(to.chat, react.message, react.emoji)
    return Sent()


async def delete_message(bot: Bot, delete: effects.DeleteMessage, to: Address) -> SendResult:
    """Delete a message; empty it where it is too old for that (48 hours)."""
    try:
        await done_when(answers.MESSAGE_GONE, bot.delete_message(to.chat, delete.message))
    except BadRequest as error:
        if not answers.says(error, answers.TOO_OLD_TO_DELETE):
            raise
        await done_when(answers.UNCHANGED, _empty(bot, to.chat, delete.message))
    return Sent()


async def answer_press(bot: Bot, answer: effects.AnswerPress, _: Address) -> SendResult:
    """Answer a deciding button. One that is too old spins no more, so that is well."""
    text = plain(answer.text, LONGEST_ALERT) if answer.text else None
    call = bot.answer_callback_query(answer.press, text, show_alert=True if text else None)
    return await done_when(answers.UNANSWERABLE, call)


async def worded(
    call: Callable[[str, str | None], Awaitable[T]], words: Words, longest: int = LONGEST_TEXT
) -> T:
    """Do a call with a text as HTML; once more as plain text, cut to fit, when Telegram can't read it."""
    try:
        return await call(in_html(words), ParseMode.HTML)
    except BadRequest as error:
        if not answers.says(error, answers.UNPARSABLE):
            raise
        log.warning("A text had to be sent without its markup (%s).", answers.reason(error))
    return await call(plain(words, longest), None)


async def done_when(parts: tuple[str, ...], call: Awaitable[object], message: int = 0) -> Sent:
    """Do a call; a refusal that says it with one of those parts means that it is done already."""
    try:
        await call
    except BadRequest as error:
        if not answers.says(error, parts):
            raise
    return Sent(message)


def reply(message: int | None) -> Json | None:
    """An answer to a message, or just a message when that one is gone."""
    return None if message is None else {"message_id": message, "allow_sending_without_reply": True}


async def _pin(bot: Bot, chat: int, message: int) -> None:
    """A message that arrived but could not be pinned has arrived: it must not be sent again."""
    try:
        await bot.pin_chat_message(chat, message, disable_notification=True)
    except TelegramError as error:
        log.warning("Message %d of chat %d could not be pinned (%s).", message, chat, type(error).__name__)


async def _empty(bot: Bot, chat: int, message: int) -> None:
    try:
        await bot.edit_message_text(EMPTIED, chat, message)
    except BadRequest as error:
        if not answers.says(error, answers.NOT_TEXT):
            raise
        await bot.edit_message_caption(chat, message, caption=EMPTIED)
