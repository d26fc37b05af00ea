"""Polling: what happened, fetched from Telegram batch by batch, each confirmed only once it is stored.

The offset is nowhere but in memory: what is fetched twice has the same key and is stored once. It is forgotten as
soon as Telegram has answered it, since the numbers of updates start anew after a quiet week.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.platform import Incoming
from bot.telegram.answers import kind_of
from bot.telegram.bot import Connection, WrongTokenError
from bot.telegram.incoming import read
from bot.telegram.presses import Presses
from bot.telegram.request import TooManyRequestsError

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction")
WAIT_S = 30  # for something to happen, at Telegram's side
PATIENCE_S = 60.0  # with one poll, before its connection is thought dead
FIRST_BACK_OFF_S = 0.5
LONGEST_BACK_OFF_S = 60.0


class TelegramInlet:
    """Fetches updates (`receive`); `run` meanwhile answers presses and heals a poll that hangs."""

    def __init__(
        self, connection: Connection, *, patience_s: float = PATIENCE_S, chance: Callable[[], float] = random.random
    ) -> None:
        self.begun = asyncio.Event()
        """Set once Telegram has answered for the first time."""
        self._connection = connection
        self._presses = Presses(connection.bot)
        self._patience_s = patience_s
        self._chance = chance
        self._offset: int | None = None
        self._polling_since: float | None = None
        self._troubles = 0
        self._trouble = ""
        self._is_reached = True

    @property
    def hears(self) -> bool:
        """Whether Telegram can be reached, as far as the last poll tells. Its 409 is an answer too."""
        return self.begun.is_set() and self._is_reached

    @property
    def trouble(self) -> str:
        """What keeps Telegram from answering, in one line; empty while it does."""
        return self._trouble

    async def receive(self) -> Sequence[Incoming]:
        """The next batch, oldest first, possibly empty. Confirms the batch before it: call only once that is stored.

        Waits out every trouble of the network. Raises `WrongTokenError` when Telegram never knew the token.
        """
        while True:
            try:
                updates = await self._poll()
            except TelegramError as error:
                await self._back_off(error)
            else:
                self._all_is_well()
                self._offset = updates[-1]["update_id"] + 1 if updates else None
                return [incoming for update in updates if (incoming := read(update))]

    def acknowledge(self, batch: Iterable[Incoming]) -> None:
        """Have the presses of a stored batch answered. Returns at once."""
        self._presses.acknowledge(batch)

    async def run(self) -> None:
        """Answer presses, and watch over the poll, for ever."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._presses.run())
            group.create_task(self._watch())

    async def _poll(self) -> list[dict[str, Any]]:
        """One call. The first one does not wait, so that a wrong token or a missing network is known at once.

        Nor does one after trouble, so that the end of it is.
        """
        wait_s = WAIT_S if self.hears else 0
        self._polling_since = asyncio.get_running_loop().time()
        try:
            return await self._connection.bot.raw_updates(self._offset, wait_s, ALLOWED)
        finally:
            self._polling_since = None

    async def _back_off(self, error: TelegramError) -> None:
        if isinstance(error, InvalidToken) and not self.begun.is_set():
            raise WrongTokenError from None
        if isinstance(error, TooManyRequestsError):
            await asyncio.sleep(error.retry_after_s)
            return
        self._tell(error)
        self._is_reached = isinstance(error, Conflict)
        longest_s = min(LONGEST_BACK_OFF_S, FIRST_BACK_OFF_S * 2**self._troubles)
        self._troubles = min(self._troubles + 1, 10)
        await asyncio.sleep(longest_s * (1 + self._chance()) / 2)

    def _tell(self, error: TelegramError) -> None:
        """One line for each kind of trouble, not one for each try."""
        if isinstance(error, Conflict):
            trouble = "Somebody else is polling with this token (409): stop the other program. Trying again."
        elif isinstance(error, InvalidToken):
            trouble = "Telegram no longer accepts the token: ask @BotFather. Trying again."
        else:
            trouble = "Telegram can't be reached. Trying again, for ever; nothing is lost."
        if trouble != self._trouble:
            self._trouble = trouble
            log.warning("%s (%s)", trouble, kind_of(error))

    def _all_is_well(self) -> None:
        if self._trouble:
            log.warning("Telegram answers again.")
        self._troubles, self._trouble, self._is_reached = 0, "", True
        self.begun.set()

    async def _watch(self) -> None:
        """Close the connections under a poll that has hung too long: it fails then, and is tried again on new ones."""
        while True:
            await asyncio.sleep(self._patience_s / 4)
            since = self._polling_since
            if since is not None and asyncio.get_running_loop().time() - since > self._patience_s:
                log.warning("A poll hung for %.0f seconds; its connections are made anew.", self._patience_s)
                await self._connection.polling.shutdown()
                await self._connection.polling.initialize()
