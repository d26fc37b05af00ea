"""The pulse: that the bot lives and whether Telegram answers, in a small file that other processes can read.

Not a row: it would be a commit for nothing, several times a minute. Lost in a power cut it is there again soon after.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bot.clock import Clock

BEAT_EVERY_S = 20.0


class Beat(NamedTuple):
    """What was told last: when, when a poll was answered for the last time, and what keeps Telegram from answering."""

    at: datetime
    polled: datetime | None
    trouble: str


class Pulse:
    """Keeps the file of a running bot."""

    def __init__(self, database: Path, clock: Clock, trouble: Callable[[], str]) -> None:
        self._path = _beside(database)
        self._clock = clock
        self._trouble = trouble
        self._polled: datetime | None = None

    def answered(self) -> None:
        """Telegram answered a poll. Costs nothing: it is told with the next beat."""
        self._polled = self._clock.now()

    async def run(self) -> None:
        """Beat for ever."""
        while True:
            self.beat()
            await asyncio.sleep(BEAT_EVERY_S)

    def beat(self) -> None:
        """Tell it now. On a full disk nothing is told, and whoever reads sees that it is old."""
        told = {
            "at": self._clock.now().isoformat(), "polled": self._polled.isoformat() if self._polled else None,
            "trouble": self._trouble(),
        }
        fresh = self._path.with_name(f"{self._path.name}.new")
        with suppress(OSError):
            fresh.write_text(json.dumps(told), encoding="utf-8")
            fresh.replace(self._path)


def last_beat(database: Path) -> Beat | None:
    """What the bot on this database told last, also one that runs no longer. None where it never did."""
    try:
        told = json.loads(_beside(database).read_text(encoding="utf-8"))
        polled = datetime.fromisoformat(told["polled"]) if told["polled"] else None
        return Beat(datetime.fromisoformat(told["at"]), polled, str(told["trouble"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _beside(database: Path) -> Path:
    return database.absolute().with_name(f"{database.name}.pulse")
