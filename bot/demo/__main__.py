"""`python -m bot.demo --port P --token T`: the look-alike by itself, until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from bot.demo.server import LookAlike


async def serve(token: str, port: int, *, limits: bool) -> None:
    """Serve until told to stop; says where in one line."""
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    async with LookAlike(token, port, limits=limits) as it:
        sys.stdout.write(f"listening on {it.url}\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read what was asked."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo", description="A Bot API look-alike on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--token", required=True, help="the token that the bot uses, e.g. 123456:demo")
    parser.add_argument("--no-limits", action="store_true", help="never answer 429 for speed")
    asked = parser.parse_args()
    asyncio.run(serve(asked.token, asked.port, limits=not asked.no_limits))


if __name__ == "__main__":
    main()
