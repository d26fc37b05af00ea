"""The whole bot when the network and Telegram have their bad days: nobody stays without an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.shell.processes import EXAMPLE
from tests.story.stage import Stage, a_stage

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
LINES = ("/start", "/hulp", "/taal", "/afspraak")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A town with a linked team."""
    async with a_stage(TUESDAY, tmp_path, EXAMPLE) as opened:
        yield opened


async def _answers(stage: Stage, *lines: str) -> list[str]:
    """What somebody new hears who sends all this at once."""
    anna = stage.it.people.add_user("Anna", "nl")
    for line in lines:
        stage.it.people.say(anna, anna, line)
    await stage.settle()
    return [message["text"] for message in stage.shown(anna, anna) if message["is_bot"]]


async def test_after_an_outage_everybody_is_answered(stage: Stage) -> None:
    expected = await _answers(stage, *LINES)
    people = stage.it.people
    stage.it.faults.add("outage")
    somebody = [people.add_user(f"Bewoner {number}", "nl") for number in range(5)]
    for line in LINES:
        for one in somebody:
            people.say(one, one, line)
    tried = len(stage.it.calls)
    while len(stage.it.calls) < tried + 2:
        await stage.it.town.happened.after(stage.it.town.happened.number)
    stage.it.faults.clear()

    await stage.settle()

    for one in somebody:
        assert [message["text"] for message in stage.shown(one, one) if message["is_bot"]] == expected


async def test_words_for_a_topic_that_was_deleted_are_not_lost(stage: Stage) -> None:
    people, fatima = stage.it.people, stage.people["Fatima"]
    anna = people.add_user("Anna", "nl")
    for line in ("/start", "/mens", "Anna", "eerste"):
        people.say(anna, anna, line)
        await stage.settle()
    topic = stage.it.shows(stage.group)["topics"][0]["id"]

    people.delete_topic(stage.group, topic)
    for line in ("tweede", "derde"):
        people.say(anna, anna, line)
    await stage.settle()

    topics = stage.it.shows(stage.group)["topics"]
    assert len(topics) == 1
    assert topics[0]["id"] != topic
    relayed = [m["text"] for m in stage.shown(stage.group, fatima) if m["topic"] == topics[0]["id"]]
    assert [text for text in relayed if text in ("tweede", "derde")] == ["tweede", "derde"]
