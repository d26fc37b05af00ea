"""Schuifaan itself as it runs for real, but for Telegram's speed limits: they would be all that is measured."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import settings
from bot.app import build
from bot.clock import MovedClock
from bot.pacing import Limits
from bot.running import say, stop_at_a_signal

BEGINNING = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))  # suits the dates of the example catalogue
UNHURRIED = Limits(per_second=10**6, per_group_minute=(10**6,) * 3, chat_every_s=0.0, chat_burst=10**6)


async def main() -> None:
    """Run until SIGTERM, with everything `schuifaan run` has: SQLite with FULL, the engine, the sender, the clock."""
    os.umask(0o077)
    async with build(settings.read(), MovedClock.running(BEGINNING), say, UNHURRIED) as app:
        stop_at_a_signal(app)
        await app.run()


if __name__ == "__main__":
    asyncio.run(main())
