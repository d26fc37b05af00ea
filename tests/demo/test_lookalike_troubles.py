"""What goes wrong on the way, on demand; and what is too fast."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.demo.rates import Rates
from bot.demo.server import LookAlike
from tests.demo.line import TOKEN, Line, No, a_line

GONE = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


def texts(line: Line) -> list[str]:
    return [one["text"] for one in line.it.shows(line.anna)["messages"]]


# ── faults ──────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_500_comes_as_often_as_asked_and_nothing_is_done(line: Line) -> None:
    line.it.faults.add("500", count=2)

    refused = [await line.refused("sendMessage", chat_id=line.anna, text="x") for _ in range(2)]
    await line.say(line.anna, "eindelijk")

    assert refused == [No(500, "Internal Server Error")] * 2
    assert texts(line) == ["/start", "eindelijk"]


async def test_a_502_comes_from_elsewhere_and_is_no_json(line: Line) -> None:
    line.it.faults.add("502")

    async with line.session.post(f"{line.it.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")


async def test_a_connection_that_ends_before_loses_the_call(line: Line) -> None:
    line.it.faults.add("drop_before", method="sendMessage")

    with pytest.raises(GONE):
        await line.answer("sendMessage", chat_id=line.anna, text="verloren")

    assert texts(line) == ["/start"]


async def test_a_connection_that_ends_after_loses_only_the_answer(line: Line) -> None:
    line.it.faults.add("drop_after", chat=line.anna)

    with pytest.raises(GONE):
        await line.answer("sendMessage", chat_id=line.anna, text="aangekomen")

    assert texts(line) == ["/start", "aangekomen"]


async def test_half_an_answer_comes_after_the_deed(line: Line) -> None:
    line.it.faults.add("half", chat=line.anna)

    with pytest.raises(aiohttp.ClientPayloadError):
        await line.answer("sendMessage", chat_id=line.anna, text="aangekomen")

    assert texts(line) == ["/start", "aangekomen"]


@pytest.mark.parametrize(("kind", "content"), [("html", "text/html"), ("json", "application/json")])
async def test_somebody_in_between_answers_and_nothing_is_done(line: Line, kind: str, content: str) -> None:
    line.it.faults.add(kind, method="sendMessage")
    what = {"chat_id": line.anna, "text": "verloren"}

    async with line.session.post(f"{line.it.url}/bot{TOKEN}/sendMessage", json=what) as response:
        assert (response.status, response.content_type) == (200, content)
        assert "ok" not in await response.text()

    assert texts(line) == ["/start"]


async def test_updates_whose_answer_is_lost_come_again(line: Line) -> None:
    line.it.people.say(line.anna, line.anna, "hoi")
    line.it.faults.add("drop_after", method="getUpdates")

    with pytest.raises(GONE):
        await line.answer("getUpdates")

    assert [update["message"]["text"] for update in await line.call("getUpdates")] == ["hoi"]


async def test_a_poll_that_was_open_already_loses_its_answer_too(line: Line) -> None:
    poll = line.poll()
    await line.polled()
    line.it.faults.add("drop_after", method="getUpdates")
    line.it.people.say(line.anna, line.anna, "hoi")

    with pytest.raises(GONE):
        await poll

    assert len(await line.call("getUpdates")) == 1


async def test_an_outage_ends_the_open_poll_and_lasts_until_it_is_over(line: Line) -> None:
    poll = line.poll()
    await line.polled()
    line.it.faults.add("outage")

    with pytest.raises(GONE):
        await poll
    for method in ("getUpdates", "getMe", "getUpdates"):
        with pytest.raises(GONE):
            await line.answer(method)

    line.it.people.say(line.anna, line.anna, "ben je er nog?")
    line.it.faults.clear()
    assert len(await line.call("getUpdates")) == 1


async def test_trouble_in_one_chat_leaves_the_others_alone(line: Line) -> None:
    line.it.faults.add("429", chat=line.group, retry_after=7, count=2)

    assert await line.say(line.anna)
    refused = await line.refused("sendMessage", chat_id=line.group, text="x")

    assert refused == No(429, "Too Many Requests: retry after 7", {"retry_after": 7})


async def test_trouble_everywhere_does_not_reach_a_poll_that_is_not_named(line: Line) -> None:
    line.it.faults.add("500")

    assert await line.call("getUpdates") == []

    assert (await line.refused("getMe")).code == 500


async def test_a_slow_call_arrives(line: Line) -> None:
    line.it.faults.add("slow", seconds=0.01)

    assert await line.say(line.anna, "traag")


def test_trouble_that_does_not_exist_is_named() -> None:
    it = LookAlike(TOKEN)

    with pytest.raises(ValueError, match="'flood' is no trouble I can make"):
        it.faults.add("flood")


# ── too fast ────────────────────────────────────────────────────────────────────────────────────────────────────
class Seconds:
    """Time that a test gives."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def strict() -> AsyncIterator[tuple[Line, Seconds]]:
    async with a_line(limits=True) as opened:
        seconds = Seconds()
        opened.it.rates = Rates(seconds)
        yield opened, seconds


async def test_a_group_takes_20_messages_edits_and_topics_a_minute(strict: tuple[Line, Seconds]) -> None:
    line, seconds = strict
    sent = await line.say(line.group)
    for i in range(18):
        await line.call("editMessageText", chat_id=line.group, message_id=sent, text=str(i))
    await line.topic()
    seconds.now += 20

    for _ in range(3):  # what is refused does not count
        assert await line.refused("sendMessage", chat_id=line.group, text="x") == No(
            429, "Too Many Requests: retry after 40", {"retry_after": 40})
    assert await line.say(line.anna)
    seconds.now += 40
    assert await line.say(line.group)


async def test_reactions_deletions_and_questions_take_nothing_of_it(strict: tuple[Line, Seconds]) -> None:
    line, _ = strict
    sent = [await line.say(line.group) for _ in range(20)]

    assert await line.call("setMessageReaction", chat_id=line.group, message_id=sent[0])
    assert await line.call("deleteMessage", chat_id=line.group, message_id=sent[0])
    assert await line.call("getChat", chat_id=line.group)
    copy = {"chat_id": line.group, "from_chat_id": line.group, "message_id": sent[1]}
    assert (await line.refused("copyMessage", **copy)).code == 429


async def test_one_person_takes_a_burst_and_then_one_a_second(strict: tuple[Line, Seconds]) -> None:
    line, seconds = strict
    for _ in range(20):
        await line.say(line.anna)
        seconds.now += 0.5

    assert (await line.refused("sendMessage", chat_id=line.anna, text="x")).parameters == {"retry_after": 10}
    seconds.now += 10
    assert await line.say(line.anna)


async def test_all_together_are_30_a_second(strict: tuple[Line, Seconds]) -> None:
    line, seconds = strict
    for chat in (line.anna, line.group):
        for _ in range(15):
            await line.say(chat)

    assert await line.refused("sendMessage", chat_id=line.anna, text="x") == No(
        429, "Too Many Requests: retry after 1", {"retry_after": 1})
    seconds.now += 1
    assert await line.say(line.anna)
