"""A backup each night, by the bot itself: there in the morning, and no reason to stop where it can't be made."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import copies
from tests.shell.processes import EXAMPLE
from tests.story.stage import Stage, a_stage

EVENING = datetime(2026, 12, 1, 21, tzinfo=UTC)
NIGHT = datetime(2026, 12, 2, 2, 55, tzinfo=UTC)  # five to four in Utrecht


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with a_stage(EVENING, tmp_path, EXAMPLE) as opened:
        yield opened


async def test_in_the_morning_there_is_a_backup_of_that_night(stage: Stage, tmp_path: Path) -> None:
    await stage.move_to(NIGHT)

    assert copies.every(tmp_path / "story.db", tmp_path) == [
        copies.Copy(tmp_path / "story-nightly-2026-12-02-025500Z.db", "nightly", NIGHT)
    ]


async def test_where_it_can_t_be_made_that_is_told_and_the_bot_goes_on(
    stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "story-nightly-2026-12-02-025500Z.db.part").mkdir()
    anna = stage.it.people.add_user("Anna", "nl")

    with caplog.at_level(logging.ERROR):
        await stage.move_to(NIGHT)
    stage.it.people.say(anna, anna, "/start")
    await stage.settle()

    assert [line for line in caplog.messages if line.startswith("No backup this night.")]
    assert [message for message in stage.shown(anna, anna) if message["is_bot"]]
    assert copies.every(tmp_path / "story.db", tmp_path) == []


async def test_after_a_month_only_the_last_week_is_left(stage: Stage, tmp_path: Path) -> None:
    for night in range(9):
        await stage.move_to(NIGHT + night * timedelta(days=1))

    assert len(copies.every(tmp_path / "story.db", tmp_path)) == copies.NIGHTS_KEPT
