"""What we want done, in Telegram's calls: one function for each effect, one result for whatever comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from telegram.error import TelegramError

from bot.core import effects
from bot.core.effects import Address, Effect
from bot.platform import SendResult
from bot.telegram import chatting, relaying, topics
from bot.telegram.answers import result_of
from bot.telegram.bot import Connection, RawBot
from bot.telegram.inspection import inspect

Doing: TypeAlias = Callable[[RawBot, Any, Address], Awaitable[SendResult]]

DOING: Mapping[type[Effect], Doing] = {
    effects.Say: chatting.say,
    effects.Edit: chatting.edit,
    effects.EditButtons: chatting.edit_buttons,
    effects.Venue: chatting.venue,
    effects.File: chatting.file,
    effects.React: chatting.react,
    effects.DeleteMessage: chatting.delete_message,
    effects.AnswerPress: chatting.answer_press,
    effects.RelayEdit: relaying.change_copy,
    effects.OpenTopic: topics.open_topic,
    effects.RenameTopic: topics.rename_topic,
    effects.DeleteTopic: topics.delete_topic,
    effects.Inspect: inspect,
}


class TelegramOutlet:
    """Sends effects. Knows nothing of order, pace or trying again: that is the sender's."""

    def __init__(self, connection: Connection) -> None:
        self._bot = connection.bot

    async def send(self, effect: Effect, to: Address, source: Address | None) -> SendResult:
        """Do one thing. Raises only for what is our own mistake."""
        try:
            if isinstance(effect, effects.Relay):
                return await relaying.copy(self._bot, effect, to, source)
            return await DOING[type(effect)](self._bot, effect, to)
        except TelegramError as error:
            return result_of(error)
