"""Pressed buttons are answered at once, before the work, so that they stop spinning.

Not a row: a lost answer is nothing. Buttons that decide between two people (their data starts with "!") are answered
by the decision itself, and so is whatever is pressed in a group.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.core.events import Pressed
from bot.platform import Incoming

log = logging.getLogger(__name__)

AT_ONCE = 8
WAITING_AT_MOST = 1000  # more than Telegram lets anybody press in the 150 s that a press lives
DECIDING = "!"


class Presses:
    """Answers what `acknowledge` is given, some at a time, as long as `run` runs."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._waiting: asyncio.Queue[str] = asyncio.Queue(WAITING_AT_MOST)

    def acknowledge(self, batch: Iterable[Incoming]) -> None:
        """Have the presses of a batch answered. Returns at once."""
        for incoming in batch:
            event = incoming.event
            if isinstance(event, Pressed) and not event.data.startswith(DECIDING) and not self._waiting.full():
                self._waiting.put_nowait(event.press)

    async def run(self) -> None:
        """Answer for ever."""
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._answer_one_after_another())

    async def _answer_one_after_another(self) -> None:
        while True:
            press = await self._waiting.get()
            try:
                await self._bot.answer_callback_query(press)
            except BadRequest:
                continue  # too old, or answered before: either way it spins no more
            except TelegramError as error:
                log.info("A pressed button could not be answered (%s).", type(error).__name__)
