"""The bot as a process of its own, as a person starts it: its environment, what it says, and how it ends."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "activities.yaml"
TOKEN = "424242:AAE-invented"
NOBODY_THERE = "http://127.0.0.1:1"
PATIENCE_S = 20.0


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """What the bot is told: a database in `folder`, the example, and an API that nobody serves. "" takes one away."""
    told = {
        "BOT_TOKEN": TOKEN, "BOT_API_URL": NOBODY_THERE, "DATABASE": str(folder / "schuifaan.db"),
        "CATALOGUE": str(EXAMPLE), "ALLOW_EXAMPLE": "1", "PYTHONPATH": str(ROOT), **changes,
    }
    inherited = {name: value for name, value in os.environ.items() if name not in told}
    return inherited | {name: value for name, value in told.items() if value}


class Running:
    """A process of ours that was started."""

    def __init__(self, process: Process) -> None:
        self.process = process

    async def says(self, what: str) -> str:
        """The next line on standard error that holds `what`; the lines before it are passed over."""
        stream = self.process.stderr
        assert stream is not None
        async with asyncio.timeout(PATIENCE_S):
            while line := (await stream.readline()).decode():
                if what in line:
                    return line.rstrip("\n")
        raise AssertionError(f"it ended without saying {what!r}")

    async def ends(self) -> tuple[int, list[str], list[str]]:
        """Wait for its end: the exit code, and the lines on standard output and standard error."""
        async with asyncio.timeout(PATIENCE_S):
            out, err = await self.process.communicate()
        return self.process.returncode or 0, out.decode().splitlines(), err.decode().splitlines()


@asynccontextmanager
async def started(env: Mapping[str, str], folder: Path, *arguments: str) -> AsyncIterator[Running]:
    """`python -m bot ARGUMENTS` in `folder`; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env=dict(env), cwd=folder, stdout=PIPE, stderr=PIPE
    )
    try:
        yield Running(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ended(env: Mapping[str, str], folder: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Run a command to its end."""
    async with started(env, folder, *arguments) as running:
        return await running.ends()
