"""A poll that hears nothing any more is noticed and healed; so is a second program with the same token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import App, build
from bot.clock import SystemClock
from bot.demo.server import LookAlike
from bot.settings import Settings
from tests.shell.processes import EXAMPLE, TOKEN

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
DEAF_AFTER_S = 0.2


class Wire:
    """A connection in between. `cut` leaves both ends open and brings nothing over any more: a half-open connection."""

    def __init__(self, to: LookAlike) -> None:
        self._port = int(to.url.rpartition(":")[2])
        self._cut: list[asyncio.Event] = []
        self._carrying: set[asyncio.Task[Any]] = set()
        self.url = ""

    async def __aenter__(self) -> Wire:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    def cut(self) -> None:
        """What is connected now has heard its last; new connections are well."""
        for each in self._cut:
            each.set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        cut, task = asyncio.Event(), asyncio.current_task()
        self._cut.append(cut)
        if task:
            self._carrying.add(task)
        there, away = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            await asyncio.gather(_carry(reader, away, cut), _carry(there, writer, cut))
        finally:
            for end in (away, writer):
                end.close()
                with suppress(OSError):
                    await end.wait_closed()


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter, cut: asyncio.Event) -> None:
    with suppress(OSError):
        while block := await source.read(65_536):
            if not cut.is_set():
                target.write(block)
                await target.drain()
        if not cut.is_set():
            target.close()


@pytest.fixture
async def it() -> AsyncIterator[LookAlike]:
    """The look-alike."""
    async with LookAlike(TOKEN, limits=False) as serving:
        yield serving


@asynccontextmanager
async def _running(url: str, database: Path, deaf_after_s: float = 60.0) -> AsyncIterator[App]:
    """The whole bot, until the end of the block."""
    settings = Settings(
        bot_token=SecretStr(TOKEN), bot_api_url=url, database=database, catalogue=EXAMPLE, allow_example=True
    )
    async with asyncio.timeout(20), build(settings, SystemClock(), lambda _: None) as app:
        app._inlet._patience_s = deaf_after_s
        app._inlet._chance = lambda: -1.0
        async with asyncio.TaskGroup() as group:
            group.create_task(app.run())
            await app.ready.wait()
            yield app
            app.stop()


async def _answered(it: LookAlike, user: int, times: int) -> None:
    while sum(message["is_bot"] for message in it.shows(user)["messages"]) < times:
        await it.town.happened.after(it.town.happened.number)


async def test_a_poll_that_is_never_answered_is_given_up_for_another(
    it: LookAlike, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    anna = it.people.add_user("Anna", "nl")
    it.faults.add("slow", method="getUpdates", seconds=3600)

    async with _running(it.url, tmp_path / "schuifaan.db", DEAF_AFTER_S):
        it.people.say(anna, anna, "/start")
        await _answered(it, anna, 1)

    assert "A poll hung" in caplog.text
    assert len(it.shows(anna)["messages"]) == 2


async def test_connections_that_were_cut_without_a_word_are_made_anew(it: LookAlike, tmp_path: Path) -> None:
    anna = it.people.add_user("Anna", "nl")

    async with Wire(it) as wire, _running(wire.url, tmp_path / "schuifaan.db", DEAF_AFTER_S) as app:
        app._connection.sending._read_s = DEAF_AFTER_S
        it.people.say(anna, anna, "/start")
        await _answered(it, anna, 1)
        wire.cut()
        it.people.say(anna, anna, "/hulp")
        await _answered(it, anna, 2)

    assert [message["is_bot"] for message in it.shows(anna)["messages"]] == [False, True, False, True]


async def test_a_second_program_with_this_token_is_told_of_and_outlived(
    it: LookAlike, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    anna = it.people.add_user("Anna", "nl")

    async with _running(it.url, tmp_path / "schuifaan.db"), aiohttp.ClientSession() as other:
        while not it.town.updates.open_polls:
            await it.town.happened.after(it.town.happened.number)
        for _ in range(3):
            async with other.post(f"{it.url}/bot{TOKEN}/getUpdates", json={"timeout": 50}) as poll:
                assert poll.status == 409
        it.people.say(anna, anna, "/start")
        await _answered(it, anna, 1)

    told = [record.getMessage() for record in caplog.records if "409" in record.getMessage()]
    assert told == ["Somebody else is polling with this token (409): stop the other program. Trying again. (Conflict)"]
    assert "Telegram answers again" in caplog.text
