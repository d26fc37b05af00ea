"""The control routes: what the page and other processes do in the place of people, and what they see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import aiohttp
import pytest

from bot.demo.server import LookAlike
from tests.demo.line import NOW, TOKEN, Json, Line, a_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


async def do(line: Line, path: str, **given: Any) -> tuple[int, Json]:
    async with line.session.post(f"{line.it.url}/control/{path}", json=given) as response:
        return response.status, await response.json()


async def see(line: Line, path: str) -> Any:
    async with line.session.get(f"{line.it.url}/control/{path}") as response:
        assert response.status == 200
        return await response.json()


async def test_everything_people_do_can_be_done_over_http(line: Line) -> None:
    jan = (await do(line, "users", first_name="Jan", language_code="nl"))[1]["id"]
    group = (await do(line, "groups", title="West"))[1]["id"]
    await do(line, f"groups/{group}/members", user=jan, status="creator")
    await do(line, f"groups/{group}/bot", can_pin_messages=False)
    topic = (await line.call("createForumTopic", chat_id=group, name="x"))["message_thread_id"]
    said = (await do(line, "say", user=jan, chat=group, text="hoi", topic=topic))[1]["message_id"]
    sent = (await do(line, "media", user=jan, chat=group, kind="photo", topic=topic, reply_to=said))[1]["message_id"]
    press = (await do(line, "press", user=jan, chat=group, message_id=said, data="x"))[1]["id"]
    for path, given in (
        ("react", {"user": jan, "chat": group, "message_id": said, "emoji": "👍"}),
        ("delete", {"user": jan, "chat": group, "message_id": sent}),
        ("close-topic", {"user": jan, "chat": group, "topic": topic}), ("block", {"user": line.anna}),
        ("unblock", {"user": line.anna}), ("deactivate", {"user": line.anna}),
    ):
        assert await do(line, path, **given) == (200, {"ok": True})

    chat = await see(line, f"chat/{group}?user={jan}")
    assert [one["id"] for one in chat["messages"]] == [said]
    assert chat["messages"][0]["reactions"] == ["👍"]
    assert chat["topics"] == [{"id": topic, "name": "x", "closed": True}]
    assert (await see(line, f"press/{press}"))["answered"] is False
    assert await do(line, "delete-topic", chat=group, topic=topic) == (200, {"ok": True})
    assert (await see(line, "town"))["groups"][1]["topics"] == []


async def test_what_people_can_not_do_is_told_in_a_sentence(line: Line) -> None:
    status, body = await do(line, "say", user=line.anna, chat=line.group, text="mag ik erbij?")

    assert (status, body) == (400, {"error": "only members write in a group"})


async def test_a_body_that_is_no_json_is_told_too(line: Line) -> None:
    async with line.session.post(f"{line.it.url}/control/say", data=b"{") as response:
        assert response.status == 400
        assert (await response.json())["error"]


async def test_changes_can_be_waited_for(line: Line) -> None:
    now = (await see(line, "state"))["change"]
    waiting = asyncio.ensure_future(see(line, f"events?since={now}&timeout=20"))
    await do(line, "say", user=line.anna, chat=line.anna, text="hoi")

    assert (await waiting)["change"] > now


async def test_the_state_counts_what_waits(line: Line) -> None:
    line.it.people.say(line.anna, line.anna, "hoi")
    poll = line.poll(offset=-1)
    await poll

    state = await see(line, "state")

    assert (state["pending_updates"], state["open_polls"], state["lost"]) == (1, 0, 0)


async def test_the_clock_is_moved_by_whoever_owns_it() -> None:
    moved: list[datetime] = []
    async with LookAlike(TOKEN, clock=lambda: NOW, on_clock=moved.append) as it, aiohttp.ClientSession() as session:
        async with session.post(f"{it.url}/control/clock", json={"advance_s": 3600}) as response:
            assert response.status == 200
        async with session.post(f"{it.url}/control/clock", json={"now": "2026-12-02T10:00:00"}) as response:
            assert (response.status, "time zone" in (await response.json())["error"]) == (400, True)

    assert [(one - NOW).total_seconds() for one in moved] == [3600]


async def test_whoever_owns_the_demo_can_be_asked_to_begin_again() -> None:
    asked: list[str] = []
    async with (
        LookAlike(TOKEN, start_over=lambda: asked.append("again")) as it,
        aiohttp.ClientSession() as session,
        session.post(f"{it.url}/control/start-over", json={}) as response,
    ):
        assert response.status == 200

    assert asked == ["again"]


async def test_a_look_alike_by_itself_does_not_begin_again(line: Line) -> None:
    assert await do(line, "start-over") == (400, {"error": "only the demo can begin again"})


async def test_trouble_is_made_and_ended(line: Line) -> None:
    assert await do(line, "faults", kind="outage") == (200, {"ok": True})
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await line.answer("getMe")
    async with line.session.delete(f"{line.it.url}/control/faults") as response:
        assert response.status == 200

    assert await line.call("getMe")


async def test_nothing_outside_the_page_is_served(line: Line) -> None:
    for path in ("..%2fserver.py", "server.py", "static/../server.py", "static/none.js"):
        async with line.session.get(f"{line.it.url}/{path}") as response:
            assert response.status == 404
