"""Telegram says 429: who was too fast waits as long as it says, the others go on, and nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.shell.processes import EXAMPLE
from tests.story.stage import Stage, a_stage

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
TOLD_S = 1  # the shortest that Telegram tells

Call = dict[str, Any]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A town with a linked team, where nothing was called yet."""
    async with a_stage(TUESDAY, tmp_path, EXAMPLE) as opened:
        opened.it.calls.clear()
        yield opened


def _people(stage: Stage, *names: str) -> list[int]:
    return [stage.it.people.add_user(name, "nl") for name in names]


def _too_fast(stage: Stage, **where: Any) -> None:
    stage.it.faults.add("429", retry_after=TOLD_S, **where)


def _meanwhile(stage: Stage, refused: Call) -> list[Call]:
    """What was called after it, in the time that was told."""
    return [call for call in stage.it.calls if refused["t"] < call["t"] < refused["t"] + TOLD_S]


def _refused(stage: Stage) -> list[Call]:
    return [call for call in stage.it.calls if call["status"] == 429]


def _chats(calls: list[Call]) -> set[int]:
    return {call["params"]["chat_id"] for call in calls if "chat_id" in call["params"]}


def _heard(stage: Stage, user: int) -> int:
    return sum(message["is_bot"] for message in stage.shown(user, user))


async def test_one_person_waits_and_everybody_else_goes_on(stage: Stage) -> None:
    anna, ben = _people(stage, "Anna", "Ben")
    _too_fast(stage, method="sendMessage", chat=anna)

    for line in ("/start", "/hulp"):
        stage.it.people.say(anna, anna, line)
        stage.it.people.say(ben, ben, line)
    await stage.settle()

    (refused,) = _refused(stage)
    assert _chats(_meanwhile(stage, refused)) == {ben}
    assert (_heard(stage, anna), _heard(stage, ben)) == (2, 2)


async def test_a_group_waits_and_the_residents_go_on(stage: Stage) -> None:
    anna, ben = _people(stage, "Anna", "Ben")
    stage.it.people.say(anna, anna, "/start")
    await stage.settle()
    _too_fast(stage, chat=stage.group, count=2)  # the topic and the card leave in the same moment

    stage.it.people.say(anna, anna, "/mens")
    stage.it.people.say(ben, ben, "/start")
    await stage.settle()

    meanwhile = _chats(_meanwhile(stage, _refused(stage)[-1]))
    assert stage.group not in meanwhile
    assert ben in meanwhile
    assert len(stage.it.shows(stage.group)["topics"]) == 1
    assert sum(bool(message["buttons"]) for message in stage.shown(stage.group, stage.people["Fatima"])) == 1


async def test_two_chats_at_once_mean_that_everybody_waits(stage: Stage) -> None:
    anna, ben, cora = _people(stage, "Anna", "Ben", "Cora")
    _too_fast(stage, method="sendMessage", chat=anna)
    _too_fast(stage, method="sendMessage", chat=ben)

    for one in (anna, ben):
        stage.it.people.say(one, one, "/start")
    while len(_refused(stage)) < 2:
        await stage.it.town.happened.after(stage.it.town.happened.number)
    stage.it.people.say(cora, cora, "/start")
    await stage.settle()

    assert _chats(_meanwhile(stage, _refused(stage)[-1])) == set()
    assert [_heard(stage, one) for one in (anna, ben, cora)] == [1, 1, 1]


async def test_a_poll_waits_too_and_brings_everything_once(stage: Stage) -> None:
    (anna,) = _people(stage, "Anna")
    stage.it.people.say(anna, anna, "/start")
    _too_fast(stage, method="getUpdates")
    await stage.settle()
    stage.it.people.say(anna, anna, "/hulp")
    await stage.settle()

    (refused,) = _refused(stage)
    polls = [call for call in _meanwhile(stage, refused) if call["method"] == "getUpdates"]
    assert polls == []
    assert _heard(stage, anna) == 2


async def test_also_what_is_not_a_message_waits(stage: Stage) -> None:
    (anna,) = _people(stage, "Anna")
    stage.it.people.say(anna, anna, "/start")
    await stage.settle()
    _too_fast(stage, method="createForumTopic")

    stage.it.people.say(anna, anna, "/mens")
    await stage.settle()

    assert [call["status"] for call in stage.it.calls if call["method"] == "createForumTopic"] == [429, 200]
    assert len(stage.it.shows(stage.group)["topics"]) == 1
