"""The whole bot in one process: how it begins, how it ends, and what it bears meanwhile."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.clock import SystemClock
from bot.demo.server import LookAlike
from bot.settings import Settings
from bot.store import Sql, runs
from tests.shell.processes import EXAMPLE, TOKEN
from tests.story.stage import Stage, a_stage

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A town with a linked team."""
    async with a_stage(TUESDAY, tmp_path, EXAMPLE) as opened:
        yield opened


def _answers(stage: Stage, resident: int) -> list[str]:
    return [message["text"] for message in stage.shown(resident, resident) if message["is_bot"]]


async def test_it_says_when_it_is_ready_and_how_to_link_a_team(stage: Stage) -> None:
    assert "/koppel " in stage.told[0]
    assert stage.told[1] == "ready"


async def test_it_tells_no_code_when_there_is_a_team(stage: Stage) -> None:
    stage.told.clear()

    await stage.restart()

    assert stage.told == ["ready"]


async def test_it_polls_before_it_does_its_chores(stage: Stage) -> None:
    methods = [call["method"] for call in stage.it.calls]

    assert methods.index("getUpdates") < methods.index("setMyCommands")
    assert "deleteWebhook" in methods
    assert [call["params"].get("drop_pending_updates") for call in stage.it.calls if call["method"] == "deleteWebhook"]


@pytest.mark.parametrize(("language", "command"), [("nl", "hulp"), ("en", "help"), ("fr", "hulp")])
async def test_everybody_gets_the_menu_of_their_language(stage: Stage, language: str, command: str) -> None:
    somebody = stage.it.people.add_user("Anna", language)

    assert command in [one["command"] for one in stage.it.shows(somebody)["commands"]]


async def test_what_is_said_while_it_is_stopped_is_answered_when_it_is_back(stage: Stage) -> None:
    anna = stage.it.people.add_user("Anna", "nl")
    await stage.close()
    stage.it.people.say(anna, anna, "/start")

    await stage.restart()

    assert len(_answers(stage, anna)) == 1


async def test_a_full_disk_makes_people_wait_and_loses_nothing(stage: Stage) -> None:
    anna = stage.it.people.add_user("Anna", "nl")
    await stage.app.store.transaction(_fill_the_disk)

    with _log_says("disk is full") as it_is_full:
        for number in range(20):
            stage.it.people.say(anna, anna, f"{number} " + "zingen " * 500)
        await asyncio.wait_for(it_is_full.wait(), 10)
    await stage.app.store.transaction(_make_room)
    await stage.settle()

    assert len(_answers(stage, anna)) >= 20


async def test_when_a_loop_dies_the_bot_ends_with_the_reason(tmp_path: Path) -> None:
    async with LookAlike(TOKEN) as it, build(_settings(it, tmp_path), SystemClock(), lambda _: None) as app:
        with pytest.RaisesGroup(sqlite3.OperationalError, flatten_subgroups=True):
            async with asyncio.timeout(10), asyncio.TaskGroup() as group:
                group.create_task(app.run())
                await app.ready.wait()
                await app.store.transaction(lambda sql: sql.execute("DROP TABLE inbox"))
                anna = it.people.add_user("Anna", "nl")
                it.people.say(anna, anna, "/start")


async def test_the_routine_is_planned_and_never_in_the_hour_that_may_come_twice(stage: Stage) -> None:
    stage.clock.move(timedelta(days=9))
    await stage.settle()

    planned = await stage.app.store.read(lambda sql: runs.due(sql, datetime.max.replace(tzinfo=UTC)))

    assert {run.name for run in planned} == {"morning", "purge", "backup", "audit", "age"}
    assert all(run.due > stage.clock.now() for run in planned)
    assert all(run.due.astimezone(stage.app.live.edition.zone).hour != 2 for run in planned)


class _Listener(logging.Handler):
    """Sets `heard` when the log says something."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self.heard = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Listen to one line."""
        if self._what in record.getMessage():
            self.heard.set()


@contextmanager
def _log_says(what: str) -> Iterator[asyncio.Event]:
    listener = _Listener(what)
    logging.getLogger().addHandler(listener)
    try:
        yield listener.heard
    finally:
        logging.getLogger().removeHandler(listener)


def _settings(it: LookAlike, folder: Path) -> Settings:
    return Settings(
        bot_token=SecretStr(TOKEN), bot_api_url=it.url, database=folder / "schuifaan.db", catalogue=EXAMPLE,
        allow_example=True,
    )


def _fill_the_disk(sql: Sql) -> None:
    row = sql.one("PRAGMA page_count")
    assert row is not None
    sql.all(f"PRAGMA max_page_count = {row[0]}")


def _make_room(sql: Sql) -> None:
    sql.all("PRAGMA max_page_count = 1000000")
