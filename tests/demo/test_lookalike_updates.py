"""Updates: kept until an offset confirms them, one poll at a time, and not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.demo.line import Json, Line, a_line

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def say(line: Line, *words: str) -> None:
    for one in words:
        line.it.people.say(line.anna, line.anna, one)


async def test_what_is_not_confirmed_comes_again(line: Line) -> None:
    say(line, "een", "twee", "drie")
    first = await line.call("getUpdates")

    again = await line.call("getUpdates", offset=first[1]["update_id"])

    assert texts(first) == ["een", "twee", "drie"]
    assert texts(again) == ["twee", "drie"]
    assert texts(await line.call("getUpdates")) == ["twee", "drie"]


@pytest.mark.parametrize(("limit", "given"), [(1, 1), (2, 2), (0, 1), (-5, 1), (100, 100), (500, 100)])
async def test_a_batch_has_1_to_100_updates(line: Line, limit: int, given: int) -> None:
    say(line, *map(str, range(120)))

    assert len(await line.call("getUpdates", limit=limit)) == given


async def test_an_offset_below_zero_keeps_only_the_last_ones(line: Line) -> None:
    say(line, "een", "twee", "drie")

    assert texts(await line.call("getUpdates", offset=-2)) == ["twee", "drie"]
    assert texts(await line.call("getUpdates")) == ["twee", "drie"]


async def test_an_offset_of_before_the_numbers_started_anew_confirms_nothing(line: Line) -> None:
    say(line, "oud")
    (old,) = await line.heard()
    line.it.town.updates.restart_ids(1_000)
    say(line, "nieuw")

    updates = await line.call("getUpdates", offset=old["update_id"] + 1)

    assert texts(updates) == ["nieuw"]
    assert updates[0]["update_id"] == 1_000


async def test_a_long_poll_ends_when_something_happens(line: Line) -> None:
    poll = line.poll()
    await line.polled()
    say(line, "hoi")

    status, body = await poll

    assert status == 200
    assert texts(body["result"]) == ["hoi"]


async def test_a_long_poll_without_news_ends_in_time_and_empty(line: Line) -> None:
    assert await line.call("getUpdates", timeout=1) == []


async def test_of_two_polls_the_first_is_ended(line: Line) -> None:
    first = line.poll()
    await line.polled()
    second = line.poll()

    status, body = await first

    assert (status, body) == (409, {"ok": False, "error_code": 409, "description": CONFLICT})
    say(line, "hoi")
    assert texts((await second)[1]["result"]) == ["hoi"]


async def test_a_poll_that_does_not_wait_leaves_the_other_one_open(line: Line) -> None:
    waiting = line.poll()
    await line.polled()

    assert await line.call("getUpdates") == []

    assert line.it.town.updates.open_polls == 1
    say(line, "hoi")
    assert texts((await waiting)[1]["result"]) == ["hoi"]


async def test_a_poll_whose_bot_is_gone_confirms_nothing(line: Line) -> None:
    poll = line.poll()
    await line.polled()
    poll.cancel()
    await asyncio.wait([poll])
    while line.it.town.updates.open_polls:
        await line.it.town.happened.after(line.it.town.happened.number)
    say(line, "hoi")

    assert texts(await line.call("getUpdates")) == ["hoi"]


async def test_messages_wait_a_day_and_presses_150_seconds(line: Line) -> None:
    sent = await line.say(line.anna)
    line.it.people.press(line.anna, line.anna, sent, "x")
    say(line, "hoi")

    line.clock.move(seconds=150)
    assert len(await line.call("getUpdates")) == 2
    line.clock.move(seconds=1)
    assert texts(await line.call("getUpdates")) == ["hoi"]
    line.clock.move(hours=24)
    assert await line.call("getUpdates") == []
    assert line.it.town.updates.lost == 2


async def test_some_kinds_must_be_asked_for_and_the_choice_holds(line: Line) -> None:
    said = line.it.people.say(line.anna, line.anna, "hoi")
    await line.call("getUpdates", allowed_updates=[], offset=-1)
    line.it.people.react(line.anna, line.anna, said, "👍")
    unasked = await line.heard()
    await line.call("getUpdates", allowed_updates=["message_reaction"])
    line.it.people.say(line.anna, line.anna, "niet gevraagd")
    line.it.people.react(line.anna, line.anna, said, "❤")

    asked = await line.call("getUpdates")

    assert [list(update)[1] for update in unasked] == ["message"]
    assert asked[0]["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert asked[0]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "❤"}]


async def test_dropping_what_waits_loses_it(line: Line) -> None:
    say(line, "een")
    assert (await line.call("getWebhookInfo"))["pending_update_count"] == 1

    await line.call("deleteWebhook", drop_pending_updates=False)
    kept = await line.call("getUpdates")
    await line.call("deleteWebhook", drop_pending_updates=True)

    assert texts(kept) == ["een"]
    assert await line.call("getUpdates") == []


async def test_every_kind_of_message_is_written_down_as_the_bot_api_says(line: Line) -> None:
    kinds = ["voice", "photo", "sticker", "video", "video_note", "audio", "document", "animation", "contact", "poll",
             "dice", "location", "venue"]
    for kind in kinds:
        line.it.people.send(line.anna, line.anna, kind)

    updates = await line.heard()

    assert [kind for kind, update in zip(kinds, updates, strict=True) if kind in update["message"]] == kinds
