"""Running the bot as a process of its own: its logs, the signals that stop it, and what is said when it can't go on."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator

from bot import logs
from bot.app import App, build
from bot.clock import SystemClock
from bot.settings import TELEGRAM, Settings
from bot.store import StoreRefused
from bot.store.errors import StoreFailed
from bot.telegram.bot import WrongTokenError
from bot.wrong import StartError

STOPPING = (signal.SIGTERM, signal.SIGINT)
OURS_ALONE = 0o077


async def run(settings: Settings) -> None:
    """Run until a signal stops it. Raises `StartError` where a maintainer has to put it right."""
    logs.set_up(settings.log_level, settings.token)
    os.umask(OURS_ALONE)
    async with build(settings, SystemClock(), say) as app:
        stop_at_a_signal(app)
        try:
            await app.run()
        except StoreFailed as failed:
            raise StoreRefused(failed.message_key, settings.database) from None
        except ExceptionGroup as died:
            raise _told(died, settings) or died from None


def stop_at_a_signal(app: App) -> None:
    """Let SIGTERM and Ctrl-C end the bot cleanly."""
    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, app.stop)


def say(line: str) -> None:
    """One of the few lines for the person who started the bot."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _told(died: ExceptionGroup[Exception], settings: Settings) -> StartError | None:
    """What a maintainer has to put right, where the loops ended for that; None where it is a bug."""
    if died.subgroup(WrongTokenError):
        return StartError(_unknown_token(settings))
    failed = next((error for error in _each(died) if isinstance(error, StoreFailed)), None)
    return StoreRefused(failed.message_key, settings.database) if failed else None


def _each(died: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in died.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield error


def _unknown_token(settings: Settings) -> str:
    where = "Telegram" if settings.bot_api_url == TELEGRAM else f"{settings.bot_api_url} (BOT_API_URL)"
    return f"BOT_TOKEN is not known to {where}: ask @BotFather for the right one, and put it in .env."
