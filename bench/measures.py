"""What is measured: each function does one thing several times and gives back how long it took."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

NOW = datetime(2026, 11, 15, 9, 0, tzinfo=UTC)  # suits the dates of the example catalogue
TOKEN = "1000000001:bench"  # of the look-alike only
PATIENCE_S = 15
EXAMPLE = "activities.yaml"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. No times: it never happened."""

    name: str
    times_ms: tuple[float, ...]

    @property
    def median_ms(self) -> float:
        return median(self.times_ms)

    @property
    def p99_ms(self) -> float:
        """What 99 of 100 stay under; the slowest where there are few."""
        ordered = sorted(self.times_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def words(root: Path) -> Row:
    """Reading every language, as at a start."""
    from bot.texts import Texts

    return Row("words: all languages read", _timed(lambda: Texts.load(root / "locales"), 10))


def catalogue(root: Path) -> Row:
    """Reading and checking the example catalogue."""
    from bot.catalogue.reading import read

    found = read(root / EXAMPLE, NOW.date()).catalogue
    count = len(found.activities) if found else 0
    return Row(f"catalogue: {count} activities read", _timed(lambda: read(root / EXAMPLE, NOW.date()), 10))


def suggestions(root: Path) -> Row:
    """One answer to "what is there for me?", for every interest in turn, with warm dates."""
    from bot.catalogue.reading import read
    from bot.catalogue.schedule import Calendar
    from bot.core.matching import Wish, suggest

    found = read(root / EXAMPLE, NOW.date()).catalogue
    if found is None:
        return Row("suggestions", ())
    coming = Calendar(found).coming(NOW)
    zone = ZoneInfo(found.region.time_zone)
    suggest(Wish(), found, coming, NOW, zone)
    wishes = [Wish((key,)) for key in found.interests]
    times = [_timed(partial(suggest, wish, found, coming, NOW, zone), 5) for wish in wishes]
    return Row(f"suggestions: one answer, {len(found.activities)} activities", tuple(t for row in times for t in row))


def transactions(root: Path) -> Row:
    """One update stored durably: what has to be done before Telegram is told that we have it."""
    from bot.core.events import Said
    from bot.platform import Incoming
    from bot.store import inbox
    from bot.store.store import open_store

    async def measured(folder: Path) -> tuple[float, ...]:
        times = []
        async with open_store(folder / "bench.db") as store:
            for number in range(200):
                row = Incoming("bench", str(number), 1, Said(1, number, "hoi"))
                begun = perf_counter()
                await store.transaction(partial(inbox.accept, rows=[row], now=NOW))
                times.append((perf_counter() - begun) * 1000)
        return tuple(times)

    with tempfile.TemporaryDirectory() as folder:
        return Row("store: one update, committed (synchronous=FULL)", asyncio.run(measured(Path(folder))))


async def start(root: Path) -> Row:
    """From `schuifaan run` to `ready`, its first poll, against the look-alike; each as a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        lookalike = await _python(root, "-m", "bot.demo", "--port", str(port), "--token", TOKEN)
        try:
            times = [await _started(root, port, Path(folder)) for _ in range(3)] if await _answers(port) else []
        finally:
            await _ended(lookalike)
    return Row("start: from `schuifaan run` to the first poll", tuple(time for time in times if time is not None))


async def _started(root: Path, port: int, folder: Path) -> float | None:
    environment = {
        "BOT_TOKEN": TOKEN, "BOT_API_URL": f"http://127.0.0.1:{port}", "ALLOW_EXAMPLE": "1",
        "DATABASE": str(folder / "start.db"), "CATALOGUE": str(root / EXAMPLE),
    }
    begun = perf_counter()
    bot = await _python(root, "-m", "bot", "run", **environment)
    try:
        async with asyncio.timeout(PATIENCE_S):
            return (perf_counter() - begun) * 1000 if await _says_ready(bot) else None
    except TimeoutError:
        return None
    finally:
        await _ended(bot)


async def _says_ready(bot: asyncio.subprocess.Process) -> bool:
    assert bot.stderr is not None
    async for line in bot.stderr:
        if line.strip().endswith(b"ready"):
            return True
    return False


async def _answers(port: int) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    return True
                await asyncio.sleep(0.02)
    return False


async def _python(root: Path, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
    nothing = asyncio.subprocess.DEVNULL
    heard = asyncio.subprocess.PIPE if environment else nothing  # only the bot says something we wait for
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=root, env={**os.environ, **environment}, stdout=nothing, stderr=heard
    )


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(PATIENCE_S):
            await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _timed(work: Callable[[], object], times: int) -> tuple[float, ...]:
    found = []
    for _ in range(times):
        begun = perf_counter()
        work()
        found.append((perf_counter() - begun) * 1000)
    return tuple(found)
