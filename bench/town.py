"""The look-alike in a process of its own, with people in it who talk to whatever bot polls: each bot is measured by it.

It tells its parent what happens, a JSON object a line on standard output: where it listens, when the bot polled for the
first time, when each load begins, and what came of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import defaultdict
from contextvars import ContextVar
from time import monotonic
from typing import Any

from aiohttp import web

from bench import loads
from bot.demo.server import LookAlike

Json = dict[str, Any]

WAITING_FOR_A_BOT_S = 30.0
ANSWERING = frozenset({"sendMessage", "editMessageText"})
CAME = ContextVar[float]("CAME")
"""When the call that is handled now arrived."""


class Town(LookAlike):
    """A look-alike in which every call takes `delay_s` longer, and which knows who was answered when."""

    def __init__(self, token: str) -> None:
        super().__init__(token, limits=False)
        self.delay_s = 0.0
        self.polled_at = asyncio.get_running_loop().create_future()
        self.handed_over: dict[int, float] = {}
        """When the bot was given the last update of each chat."""
        self.answers: dict[int, asyncio.Queue[loads.Answer]] = defaultdict(asyncio.Queue)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        CAME.set(monotonic())
        if not self.polled_at.done() and request.match_info["method"] == "getUpdates":
            self.polled_at.set_result(CAME.get())
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        self.calls.clear()
        return await super()._api(request)

    async def _result(self, method: str, params: Json) -> Any:
        result = await super()._result(method, params)
        if method == "getUpdates":
            now = monotonic()
            self.handed_over.update((_chat_of(update), now) for update in result)
        elif method in ANSWERING:
            self.answers[params["chat_id"]].put_nowait(loads.Answer(CAME.get(), monotonic(), result))
        return result


def _chat_of(update: Json) -> int:
    message: Json = update["message"] if "message" in update else update["callback_query"]["message"]
    return int(message["chat"]["id"])


def tell(what: str, **more: Any) -> None:
    """One line for the parent."""
    sys.stdout.write(json.dumps({"what": what, **more}) + "\n")
    sys.stdout.flush()


async def measure(asked: argparse.Namespace) -> None:
    """Wait for a bot, let people get to know it, and then let them talk: at once as a crowd, and then steadily."""
    async with Town(asked.token) as town:
        tell("listening", url=town.url)
        async with asyncio.timeout(WAITING_FOR_A_BOT_S):
            tell("polled", at=await town.polled_at)
        people = await loads.people(town, asked.residents, meet=asked.meet)
        town.delay_s = asked.delay_ms / 1000
        length = loads.Length(*(seconds * asked.share for seconds in loads.Length()))
        for load in asked.loads:
            tell("begins", load=load)
            tell("ended", load=load, **await loads.LOADS[load](town, people, length))


def main() -> None:
    """Read what was asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.town", description=__doc__)
    parser.add_argument("--token", required=True)
    parser.add_argument("--delay-ms", type=float, default=0.0, help="how much longer each call takes")
    parser.add_argument("--residents", type=int, default=1000, help="how many people have met the bot before")
    parser.add_argument("--meet", action="store_true", help="they answer its questions, instead of saying hello")
    parser.add_argument("--share", type=float, default=1.0, help="how much of their usual time the loads take")
    parser.add_argument("loads", nargs="+", choices=sorted(loads.LOADS))
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
