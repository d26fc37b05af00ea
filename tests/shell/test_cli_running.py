"""The bot as a process, against the look-alike: ready, told to stop, refused; and the demo."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

import aiohttp
import pytest

from bot.demo.server import LookAlike
from tests.shell.processes import TOKEN, ended, environment, started

OTHER_TOKEN = "434343:AAE-somebody-elses"


@pytest.fixture
async def it() -> AsyncIterator[LookAlike]:
    """The look-alike."""
    async with LookAlike(TOKEN) as serving:
        yield serving


async def test_it_says_ready_refuses_a_second_one_and_stops_cleanly_with_a_call_in_flight(
    it: LookAlike, tmp_path: Path
) -> None:
    env = environment(tmp_path, BOT_API_URL=it.url)
    anna = it.people.add_user("Anna", "nl")
    it.faults.add("slow", method="sendMessage", seconds=30)

    async with started(env, tmp_path, "run") as bot:
        assert await bot.says("ready") == "ready"
        assert it.calls[0]["method"] == "getUpdates"
        second, _, told = await ended(env, tmp_path, "run")
        it.people.say(anna, anna, "/start")
        await _until(it, lambda: any(call["method"] == "sendMessage" for call in it.calls))
        told_at = monotonic()
        bot.process.send_signal(signal.SIGTERM)
        code, _, err = await bot.ends()

    assert (second, len(told)) == (2, 1)
    assert "Another schuifaan already runs" in told[0]
    assert monotonic() - told_at < 5
    assert (code, err) == (0, [])
    async with started(env, tmp_path, "run") as again:
        await again.says("ready")
        await _until(it, lambda: bool(it.shows(anna)["messages"][-1]["is_bot"]))


async def test_a_token_that_nobody_knows_is_one_line_and_exit_code_2(it: LookAlike, tmp_path: Path) -> None:
    code, _, err = await ended(environment(tmp_path, BOT_API_URL=it.url, BOT_TOKEN=OTHER_TOKEN), tmp_path, "run")

    assert code == 2
    wrong = err[-1]
    assert "BOT_TOKEN is not known" in wrong
    assert "@BotFather" in wrong
    assert OTHER_TOKEN not in "\n".join(err)


async def test_a_part_that_dies_ends_the_process_with_the_reason(it: LookAlike, tmp_path: Path) -> None:
    env = environment(tmp_path, BOT_API_URL=it.url)

    async with started(env, tmp_path, "run") as bot:
        await bot.says("ready")
        _break(tmp_path / "schuifaan.db")
        anna = it.people.add_user("Anna", "nl")
        it.people.say(anna, anna, "/start")
        code, _, err = await bot.ends()

    assert code == 1
    assert len(err) == 1
    assert "a part of it died" in err[0]
    assert "OperationalError" in err[0]


async def test_the_demo_is_a_page_with_people_and_leaves_nothing_behind(it: LookAlike, tmp_path: Path) -> None:
    taken = it.url.rpartition(":")[2]
    env = environment(tmp_path, TMPDIR=str(tmp_path), BOT_TOKEN="", BOT_API_URL="", DATABASE="", CATALOGUE="")

    async with started(env, tmp_path, "demo", "--no-browser", "--port", taken) as demo:
        assert demo.process.stdout is not None
        line = (await demo.process.stdout.readline()).decode()
        address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        async with aiohttp.ClientSession() as session:
            page = await (await session.get(address)).text()
            town = await (await session.get(f"{address}control/town")).json()
            clock = await (await session.get(f"{address}control/clock")).json()
        demo.process.send_signal(signal.SIGINT)
        code, _, err = await demo.ends()

    assert f":{taken}/" not in address
    assert "<html" in page
    people = {user["first_name"] for user in town["users"] if not user["is_bot"]}
    assert len(town["groups"][0]["members"]) == 3
    assert len(people) == 4
    assert clock["now"].startswith("2026-12-01T09:0")
    assert (code, err) == (0, [])
    assert list(tmp_path.iterdir()) == []


async def _until(it: LookAlike, is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():
            with suppress(TimeoutError):
                await asyncio.wait_for(it.town.happened.after(it.town.happened.number), 0.05)


def _break(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("DROP TABLE inbox")
    connection.close()
