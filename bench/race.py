"""Bots side by side under the same load: bare echoes that store nothing, and Schuifaan doing its work.

The look-alike and the people are one process, the bot is another; one bot runs at a time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Any

import psutil

Json = dict[str, Any]

TOKEN = "1000000001:bench"  # of the look-alike only
DELAYS_MS = (0, 50)
ECHOING, TALKING = ("crowd", "steady"), ("crowd", "steady", "visits")
END_WITHIN_S = 15


@dataclass(frozen=True, slots=True)
class Bot:
    """One that takes part: how it is started (after the interpreter), and whether it knows people's answers."""

    name: str
    command: tuple[str, ...]
    is_ours: bool = False


OURS = Bot("Schuifaan, all its work, FULL", ("-m", "bench.schuifaan_bot"), is_ours=True)
RIVALS = (
    Bot("python-telegram-bot, echo", ("bench/rivals/ptb_echo.py",)),
    Bot("python-telegram-bot, echo, concurrent", ("bench/rivals/ptb_echo.py", "concurrent")),
    Bot("aiogram 3, echo", ("bench/rivals/aiogram_echo.py",)),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one bot did under one load. Times in milliseconds, shortest first; memory is the most since it started."""

    bot: str
    load: str
    delay_ms: int
    said: int
    lost: int
    per_second: float
    all_ms: Sequence[float]
    own_ms: Sequence[float]
    cpu_ms: float  # for each line that was said
    memory_mb: float
    start_s: float  # from starting the process to its first poll


def race(
    root: Path, bot: Bot, python: str, delay_ms: int, *, residents: int = 1000, share: float = 1.0
) -> list[Result]:
    """Let one bot run under its loads; `python` is the interpreter that has what it needs."""
    asked = ["--token", TOKEN, "--delay-ms", str(delay_ms), "--residents", str(residents), "--share", str(share)]
    asked += ["--meet", *TALKING] if bot.is_ours else ECHOING
    in_town = [sys.executable, "-m", "bench.town", *asked]
    with tempfile.TemporaryDirectory() as folder, _running(root, in_town, {}) as town:
        assert town.stdout is not None
        told = map(json.loads, town.stdout)
        environment = {
            "BOT_TOKEN": TOKEN, "BOT_API_URL": next(told)["url"], "DATABASE": f"{folder}/race.db",
            "CATALOGUE": str(root / "activities.yaml"), "ALLOW_EXAMPLE": "1",
        }
        begun = monotonic()
        with _running(root, [python, *bot.command], environment) as process:
            polled = next(told)["at"] - begun
            return [_result(bot, delay_ms, polled, load, cpu_s, process) for load, cpu_s in _loads(told, process)]


def _loads(told: Iterator[Json], process: subprocess.Popen[str]) -> Iterator[tuple[Json, float]]:
    """Each load that ended, with the processor time that the bot took for it."""
    for begins in told:
        assert begins["what"] == "begins"
        before = _cpu_s(process)
        yield next(told), _cpu_s(process) - before


def _result(
    bot: Bot, delay_ms: int, start_s: float, load: Json, cpu_s: float, process: subprocess.Popen[str]
) -> Result:
    return Result(
        bot.name, load["load"], delay_ms, load["said"], load["lost"], load["replies"] / load["seconds"],
        load["all_ms"], load["own_ms"], cpu_s * 1000 / load["said"],
        psutil.Process(process.pid).memory_info().rss / 1e6, start_s,
    )


def _cpu_s(process: subprocess.Popen[str]) -> float:
    times = psutil.Process(process.pid).cpu_times()
    return float(times.user + times.system)


@contextmanager
def _running(root: Path, command: Sequence[str], more: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process, as long as the block lasts. What it says to operators is shown to nobody."""
    heard: int | IO[str] = subprocess.DEVNULL if more else subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=root, env={**os.environ, **more}, stdout=heard, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=END_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def percentile(ordered: Sequence[float], share: float) -> float:
    """What this share of them stays under; NaN where there are none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
