"""What the command line tells about a bot that runs: the code with which a group becomes a team."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.store import open_readonly, teams
from bot.store.holding import is_held
from bot.wrong import StartError

LOOKS, PAUSE_S = 50, 0.1


async def link_code(database: Path) -> str:
    """The code of the bot that runs on this database; raises `StartError` when none does.

    A code that was just used is replaced within a second or so: that is waited for.
    """
    if not is_held(database):
        raise StartError(f"No bot runs on {database} (DATABASE): start `schuifaan run` first.")
    async with open_readonly(database) as store:
        for _ in range(LOOKS):
            code = await store.read(teams.link_code)
            if code is not None:
                return code.code
            await asyncio.sleep(PAUSE_S)
    raise StartError("The bot has no code now: try again in a minute.")
