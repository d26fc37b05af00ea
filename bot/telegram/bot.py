"""The connection to Telegram: a `telegram.Bot` on our own transport, and what is told to it at the start."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from typing import Any

import certifi
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, TelegramError

from bot.telegram.request import AiohttpRequest, NotAnAnswerError

TELEGRAM = "https://api.telegram.org"
SENDING_CONNECTIONS = 40
ANSWER_WITHIN_S = 15.0  # on top of what a poll waits for something to happen
POLLING_CONNECTIONS = 4  # a cancelled getUpdates must never be able to hold the last one

Menu = Sequence[tuple[str, str]]
"""Commands without their slash, each with its description, in the order they are shown."""


class WrongTokenError(Exception):
    """Telegram does not know the token: nothing that waiting helps against."""


class RawBot(Bot):
    """A `Bot` that also gives what Telegram answered just as it came."""

    async def call(self, method: str, **params: Any) -> Any:
        """Do one call; what is None is left out. The result is Telegram's own JSON: docs/decisions/0011."""
        return await self._post(method, {name: value for name, value in params.items() if value is not None})

    async def number_of(self, method: str, **params: Any) -> int:
        """Do a call that makes a message; gives the number of that message."""
        made = await self.call(method, **params)
        if not isinstance(made, dict) or not isinstance(made.get("message_id"), int):
            raise NotAnAnswerError
        return int(made["message_id"])

    async def raw_updates(self, offset: int | None, wait_s: int, allowed: Sequence[str]) -> list[dict[str, Any]]:
        """The updates as Telegram wrote them, oldest first. Waits `wait_s` seconds for the first one.

        PTB's own `get_updates` loses a whole batch for one update that it can't parse, and logs its words.

        `offset` confirms everything before it. What has no number can't be confirmed and is left out.
        """
        asked = {"offset": offset, "timeout": wait_s, "allowed_updates": allowed}
        updates = await self._post("getUpdates", asked, read_timeout=wait_s + (self.request.read_timeout or 0))
        if not isinstance(updates, list):
            raise NotAnAnswerError
        return [update for update in updates if isinstance(update, dict) and isinstance(update.get("update_id"), int)]


class Connection:
    """Two pools of connections to one bot: for sending, and for polling. Opened before use and closed after it."""

    def __init__(self, token: str, root: str = TELEGRAM, *, answer_within_s: float = ANSWER_WITHIN_S) -> None:
        """Reaches nothing yet. `root` is the address of a Bot API server, without a slash at its end."""
        trust = authorities() if root.startswith("https:") else None
        self.sending = AiohttpRequest(SENDING_CONNECTIONS, trust, read_timeout_s=answer_within_s)
        self.polling = AiohttpRequest(POLLING_CONNECTIONS, trust, read_timeout_s=answer_within_s)
        self.bot = RawBot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self.sending,
            get_updates_request=self.polling,
        )

    async def __aenter__(self) -> Connection:
        await self.sending.initialize()
        await self.polling.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.polling.shutdown()
        await self.sending.shutdown()

    async def username(self) -> str | None:
        """What people find the bot by, or None while Telegram can't be reached. Raises `WrongTokenError`."""
        try:
            me = await self.bot.get_me()
        except InvalidToken:
            raise WrongTokenError from None
        except TelegramError:
            return None
        return me.username

    async def leave_webhook(self) -> bool:
        """End a webhook, if there is one: till then Telegram refuses to be polled. False: try again later.

        Drops nothing of what waits.
        """
        try:
            await self.bot.delete_webhook(drop_pending_updates=False)
        except TelegramError:
            return False
        return True

    async def set_menus(self, menus: Mapping[str, Menu]) -> bool:
        """Set the command menus of private chats by language ("" for every other one). False: try again later.

        Repeating it changes nothing.
        """
        try:
            for language, menu in menus.items():
                commands = [BotCommand(command, description) for command, description in menu]
                await self.bot.set_my_commands(commands, BotCommandScopeAllPrivateChats(), language or None)
        except TelegramError:
            return False
        return True


def authorities() -> ssl.SSLContext:
    """The authorities of the system and Mozilla's, since some systems come without any."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
