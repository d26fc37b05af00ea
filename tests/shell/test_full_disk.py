"""The disk is full: nothing is lost or doubled, one line tells it, and with room everything goes on by itself."""

from __future__ import annotations

import asyncio
import logging
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.resident import Contact
from bot.demo.server import LookAlike
from bot.store import Sql, contacts, residents
from tests.shell.processes import EXAMPLE, TOKEN, Running, environment, started
from tests.story.person import Person
from tests.story.stage import Stage, a_stage

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
PEOPLE = 40
WITHOUT_ROOM = 'ulimit -f 0; exec "$0" -m bot run'


@pytest.fixture
async def it() -> AsyncIterator[LookAlike]:
    """The look-alike."""
    async with LookAlike(TOKEN, limits=False) as serving:
        yield serving


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A town with a linked team."""
    async with a_stage(TUESDAY, tmp_path, EXAMPLE) as opened:
        yield opened


# ── a process that may write nothing ────────────────────────────────────────────────────────────────────────────
@contextmanager
def _no_room(bot: Running) -> Iterator[None]:
    """The kernel refuses every write to a file, as a full disk or a quota does."""
    _, hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


async def _until(it: LookAlike, user: int, answers: int, calls: int = 0) -> None:
    """Wait till somebody got so many answers, and the bot made so many calls to send one."""
    while _heard(it, user) < answers or sum(call["method"] == "sendMessage" for call in it.calls) < calls:
        await it.town.happened.after(it.town.happened.number)


def _heard(it: LookAlike, user: int) -> int:
    return sum(message["is_bot"] for message in it.shows(user)["messages"])


async def test_without_room_people_wait_and_afterwards_everything_goes_on_by_itself(
    it: LookAlike, tmp_path: Path
) -> None:
    anna = it.people.add_user("Anna", "nl")

    async with started(environment(tmp_path, BOT_API_URL=it.url), tmp_path, "run") as bot, asyncio.timeout(30):
        await bot.says("ready")
        it.people.say(anna, anna, "/start")
        await _until(it, anna, 1)
        with _no_room(bot):
            it.people.say(anna, anna, "/hulp")
            not_stored = await bot.says("Telegram keeps")
        await _until(it, anna, 2)
        it.faults.add("slow", method="sendMessage", seconds=0.3)
        it.people.say(anna, anna, "/taal")
        await _until(it, anna, 2, calls=3)
        with _no_room(bot):
            not_marked = await bot.says("nothing more is sent")
        it.people.say(anna, anna, "/afspraak")
        await _until(it, anna, 4)
        bot.process.terminate()
        code, _, err = await bot.ends()

    assert not_stored.endswith("The disk is full: Telegram keeps what people write until there is room.")
    assert not_marked.endswith("The disk is full: nothing more is sent until what came back can be written down.")
    assert (code, [line for line in err if "disk" not in line]) == (0, [])
    assert [message["is_bot"] for message in it.shows(anna)["messages"]] == [False, True] * 4


def test_a_start_without_room_is_refused_in_one_line_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    env = environment(tmp_path)

    refused = subprocess.run(
        ["sh", "-c", WITHOUT_ROOM, sys.executable], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )

    (line,) = refused.stderr.splitlines()
    assert refused.returncode == 2
    assert "no room left. Make room" in line


# ── in each place ───────────────────────────────────────────────────────────────────────────────────────────────
@contextmanager
def _told(what: str) -> Iterator[asyncio.Event]:
    """Set when the log says this."""
    heard = asyncio.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if what in record.getMessage():
                heard.set()

    listener = Listener()
    logging.getLogger("bot").addHandler(listener)
    yield heard
    logging.getLogger("bot").removeHandler(listener)


async def _may_grow(stage: Stage, pages: int) -> None:
    """The database may become so much larger."""

    def unit(sql: Sql) -> None:
        (now,) = sql.all("PRAGMA page_count")[0]
        sql.all(f"PRAGMA max_page_count = {now + pages}")

    await stage.app.store.transaction(unit)


async def _everybody(stage: Stage) -> list[Person]:
    people = [Person.of(stage, f"Bewoner {number}") for number in range(PEOPLE)]
    for one in people:
        one.typed("/start")
    await stage.settle()
    return people


async def test_the_engine_waits_for_room_and_answers_everybody_once(stage: Stage) -> None:
    people = await _everybody(stage)
    await _may_grow(stage, 3)

    with _told("nothing can be answered until there is room") as full:
        for one in people:
            one.typed("/hulp")
        await asyncio.wait_for(full.wait(), 10)
    await _may_grow(stage, 10_000)
    await stage.settle()

    assert [len(one.heard()) for one in people] == [2] * PEOPLE


async def test_the_clock_waits_for_room_and_calls_everybody_once(stage: Stage) -> None:
    people, due = await _everybody(stage), TUESDAY + timedelta(hours=2)
    chats = [one.me for one in people]

    def unit(sql: Sql) -> None:
        for chat in chats:
            known = residents.load(sql, chat)
            assert known is not None
            contacts.save(sql, known.resident.id, Contact("forget", due))

    await stage.app.store.transaction(unit)
    await _may_grow(stage, 0)

    with _told("nothing that is due can be done until there is room") as full:
        stage.clock.move_to(due)
        await asyncio.wait_for(full.wait(), 10)
    await _may_grow(stage, 10_000)
    await stage.settle()

    handled = await stage.app.store.read(
        lambda sql: sql.all("SELECT count(*) FROM inbox WHERE platform = 'clock' AND done_at IS NOT NULL")[0][0]
    )
    assert handled == PEOPLE
