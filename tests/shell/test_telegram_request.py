"""The transport: it never leaks a connection, never tells an address, and knows what was surely not sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram.request import AiohttpRequest, NotSentError
from tests.shell.scripted import TOKEN, ScriptedApi, drop, hang, scripted_api


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    async with scripted_api() as server:
        yield server


def _url(api: ScriptedApi, method: str = "getMe") -> str:
    return f"{api.root}/bot{TOKEN}/{method}"


async def test_cancelled_calls_give_their_connection_back(api: ScriptedApi) -> None:
    async with AiohttpRequest(1, pool_timeout_s=0.5, connect_timeout_s=0.5) as request:
        for times in range(1, 6):
            api.plan("getUpdates", hang)
            async with asyncio.TaskGroup() as group:
                poll = group.create_task(request.post(_url(api, "getUpdates")))
                await api.until(lambda: len(api.calls) == times)  # noqa: B023  awaited before the next round
                poll.cancel()

        assert await request.post(_url(api)) == {
            "id": 123456, "is_bot": True, "first_name": "Bot", "username": "stoel_test_bot"
        }


async def test_a_full_pool_means_surely_not_sent(api: ScriptedApi) -> None:
    api.plan("getUpdates", hang)
    async with AiohttpRequest(1, pool_timeout_s=0.05, connect_timeout_s=0.05) as request, asyncio.TaskGroup() as group:
        poll = group.create_task(request.post(_url(api, "getUpdates")))
        await api.until(lambda: len(api.calls) == 1)

        with pytest.raises(NotSentError):
            await request.post(_url(api))
        poll.cancel()

    assert len(api.calls) == 1


async def test_a_closed_pool_means_surely_not_sent(api: ScriptedApi) -> None:
    request = AiohttpRequest(1)

    with pytest.raises(NotSentError):
        await request.post(_url(api))


async def test_closing_the_pool_ends_what_hangs_in_it(api: ScriptedApi) -> None:
    api.plan("getUpdates", hang)
    request = AiohttpRequest(1)
    await request.initialize()
    with pytest.raises(NetworkError):
        async with asyncio.timeout(5):
            await asyncio.gather(request.post(_url(api, "getUpdates")), _shut_down_once_called(api, request))

    await request.initialize()
    assert await request.post(_url(api))
    await request.shutdown()


async def _shut_down_once_called(api: ScriptedApi, request: AiohttpRequest) -> None:
    await api.until(lambda: len(api.calls) == 1)
    await request.shutdown()


async def test_no_answer_in_time_is_a_timeout(api: ScriptedApi) -> None:
    api.plan("getMe", hang)
    async with AiohttpRequest(1, read_timeout_s=0.05) as request:
        with pytest.raises(TimedOut):
            await request.post(_url(api))


async def test_an_error_never_tells_the_address(api: ScriptedApi) -> None:
    api.plan("getMe", drop)
    async with AiohttpRequest(1) as request:
        with pytest.raises(NetworkError) as dropped:
            await request.post(_url(api))
        with pytest.raises(NetworkError) as wrong:
            await request.post(f"http://:{TOKEN}")

    for error in (dropped, wrong):
        chain = (error.value, error.value.__cause__)
        assert not [link for link in chain if TOKEN in repr(link)]
        assert error.value.__suppress_context__


async def test_a_file_can_be_fetched(api: ScriptedApi) -> None:
    async with AiohttpRequest(1) as request:
        assert b'"ok": true' in await request.retrieve(_url(api))
