"""`python -m bench`: how fast it is, here and now. Every row is measured on the spot; nothing is remembered."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import large, measures
from bench.race import DELAYS_MS, OURS, RIVALS, Result, race
from bench.table import race_tables

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 58


def main() -> int:
    """Measure one thing after another; the exit code tells whether the bot came up and nobody waited in vain."""
    asked = _asked()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    came_up = asked.only_race or _parts()
    results = list(_race(asked.rivals, asked.share))
    print("\n".join(race_tables(results)))
    return 0 if came_up and not any(one.lost for one in results if one.bot == OURS.name) else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rivals", help="the Python that has what bench/rivals needs; without it only we run")
    parser.add_argument("--share", type=float, default=1.0, help="how much of its usual time the race takes")
    parser.add_argument("--only-race", action="store_true", help="leave out the single parts")
    return parser.parse_args()


def _parts() -> bool:
    """The single parts, a row each; whether the bot came up."""
    print(f"{'':{WIDTH}}{'median':>11}{'p99':>11}{'slowest':>11}")
    small = (measures.words, measures.catalogue, measures.suggestions, measures.transactions)
    for row in (*small, large.checking, large.searching):
        _print(row(ROOT))
    started = asyncio.run(measures.start(ROOT))
    _print(started)
    print()
    return bool(started.times_ms)


def _race(rivals: str | None, share: float) -> Iterator[Result]:
    """Every bot with every delay, told of while it runs: the whole takes some minutes."""
    for delay_ms in DELAYS_MS:
        for bot in (*(RIVALS if rivals else ()), OURS):
            print(f"{bot.name}, {delay_ms} ms …", file=sys.stderr)
            yield from race(ROOT, bot, sys.executable if bot.is_ours or not rivals else rivals, delay_ms, share=share)


def _print(row: measures.Row) -> None:
    if not row.times_ms:
        print(f"{row.name:{WIDTH}}{'never':>11}")
        return
    print(f"{row.name:{WIDTH}}{row.median_ms:>8.2f} ms{row.p99_ms:>8.2f} ms{max(row.times_ms):>8.2f} ms")


if __name__ == "__main__":
    sys.exit(main())
