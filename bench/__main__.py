"""`python -m bench`: how fast it is, here and now. Every row is measured on the spot; nothing is remembered."""

from __future__ import annotations

import asyncio
import platform
import sys
from pathlib import Path

from bench import large, measures

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 58


def main() -> int:
    """Measure one thing after another and print a row each; the exit code tells whether the bot came up."""
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    print(f"{'':{WIDTH}}{'median':>11}{'p99':>11}{'slowest':>11}")
    small = (measures.words, measures.catalogue, measures.suggestions, measures.transactions)
    for row in (*small, large.checking, large.searching):
        _print(row(ROOT))
    started = asyncio.run(measures.start(ROOT))
    _print(started)
    return 0 if started.times_ms else 1


def _print(row: measures.Row) -> None:
    if not row.times_ms:
        print(f"{row.name:{WIDTH}}{'never':>11}")
        return
    print(f"{row.name:{WIDTH}}{row.median_ms:>8.2f} ms{row.p99_ms:>8.2f} ms{max(row.times_ms):>8.2f} ms")


if __name__ == "__main__":
    sys.exit(main())
