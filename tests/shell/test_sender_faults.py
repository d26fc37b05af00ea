"""Whatever the outside does at random: nothing is lost, order holds, and only a call in doubt is ever repeated."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from bot.sender import Sender
from tests.shell.post_office import HandClock, PostOffice, line, post_office
from tests.shell.scripted import Reply, drop, refuse, say_html

CHATS = (501, 502, 503, -1001)
LINES = 12
HURRY = 200.0  # how much faster than real the seconds of pace and patience go


class Hurried(HandClock):
    """Seconds that only go forward, and fast."""

    def __call__(self) -> float:
        return time.monotonic() * HURRY


@pytest.mark.parametrize("seed", range(6))
async def test_every_line_arrives_in_order_whatever_happens_on_the_way(tmp_path: Path, seed: int) -> None:
    async with post_office(tmp_path) as office:
        office.pacing = Hurried()
        faults = _faults(office, Random(seed))
        office.api.plan("sendMessage", *faults)
        for number in range(LINES):
            await office.post(*(line(chat, f"{chat}/{number}") for chat in CHATS))

        await _work_until_all_is_sent(office, office.sender())

        in_doubt = faults.count(office.api.deliver_and_drop)
        for chat in CHATS:
            arrived = [text for text, _ in groupby(office.texts(chat))]
            assert arrived == [f"{chat}/{number}" for number in range(LINES)]
        assert sum(times - 1 for times in Counter(office.texts()).values()) == in_doubt


async def test_a_sender_that_dies_again_and_again_loses_nothing_and_keeps_order(tmp_path: Path) -> None:
    async with post_office(tmp_path) as office:
        office.pacing = Hurried()
        for number in range(LINES):
            await office.post(*(line(chat, f"{chat}/{number}") for chat in CHATS))
        deaths = 0
        while await office.waiting():
            calls = len(office.api.calls)
            async with asyncio.TaskGroup() as group:
                sender = office.sender(last_calls_s=0.0)
                running = group.create_task(sender.run())
                await office.api.until(lambda: len(office.api.calls) >= calls + 1)  # noqa: B023  awaited in this round
                running.cancel()
            deaths += 1

        for chat in CHATS:
            assert [text for text, _ in groupby(office.texts(chat))] == [f"{chat}/{number}" for number in range(LINES)]
        assert deaths > 1


def _faults(office: PostOffice, chance: Random) -> list[Reply]:
    kinds: list[Reply] = [
        office.api.deliver, office.api.deliver_and_drop, drop, refuse(500, "Internal Server Error"), say_html(502),
        refuse(429, "Too Many Requests: retry after 3", retry_after=3),
    ]
    return [chance.choice(kinds) for _ in range(60)]


async def _work_until_all_is_sent(office: PostOffice, sender: Sender) -> None:
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        running = group.create_task(sender.run())
        while await office.waiting():
            sender.wake()  # its naps are as long as real seconds, and these go faster
        running.cancel()
