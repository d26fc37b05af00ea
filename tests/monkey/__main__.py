"""`python -m tests.monkey --steps 100000 --seed 1`: the monkey for longer; the exit code says whether all was well."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.logs import NOISY
from tests.monkey.play import play


def main() -> int:
    """Play, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description=__doc__)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger().setLevel(logging.INFO)
    with TemporaryDirectory() as folder:
        result = asyncio.run(play(asked.steps, asked.seed, Path(folder), _tell))
    _tell(result.told())
    return 1 if result.breaches else 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
