"""The database is moved, deleted, replaced or damaged: told in one line with the remedy, never silently begun anew."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.clock import MovedClock
from bot.demo.server import LookAlike
from bot.settings import Settings
from bot.store import Sql, StoreRefused, inbox, open_store, residents
from bot.store.errors import REMEDIES, StoreFailed
from tests.shell.processes import EXAMPLE, TOKEN, ended, environment, started

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
TO_BE_PUT_RIGHT = 2  # the exit code
PAGE = 4096
MANY = 4000  # residents: more than a connection keeps in memory


@pytest.fixture
async def it() -> AsyncIterator[LookAlike]:
    """The look-alike."""
    async with LookAlike(TOKEN, limits=False) as serving:
        yield serving


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "schuifaan.db"


# ── what may happen to a file ───────────────────────────────────────────────────────────────────────────────────
def moved_away(path: Path) -> None:
    """It has another name, and so has its log."""
    path.rename(path.with_name("elsewhere.db"))
    path.with_name("schuifaan.db-wal").rename(path.with_name("elsewhere.db-wal"))


def moved_away_without_its_log(path: Path) -> None:
    """The log stays behind."""
    path.rename(path.with_name("elsewhere.db"))


def deleted(path: Path) -> None:
    """Log and all; the lock is never thought of."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").unlink()


def replaced(path: Path) -> None:
    """Another one has its name."""
    path.with_name("older.db").replace(path)


def copied_over(path: Path) -> None:
    """Another one's bytes stand in the same file."""
    shutil.copyfile(path.with_name("older.db"), path)


def without_its_log(path: Path) -> None:
    """Only the log is gone."""
    path.with_name("schuifaan.db-wal").unlink()


Deed = Callable[[Path], None]
DEEDS = (moved_away, moved_away_without_its_log, deleted, replaced, copied_over, without_its_log)


# ── while the bot runs ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_it_is_noticed_within_a_minute_of_silence(it: LookAlike, path: Path, deed: Deed) -> None:
    async with open_store(path.with_name("older.db")) as older:
        await older.transaction(lambda sql: residents.create(sql, 10_000, "nl", TUESDAY))

    assert await _fails_after(it, path, deed) == "moved"


@pytest.mark.parametrize("deed", [moved_away, moved_away_without_its_log], ids=lambda deed: deed.__name__)
async def test_what_was_moved_away_has_everything(it: LookAlike, path: Path, deed: Deed) -> None:
    await _fails_after(it, path, deed)

    async with open_store(path.with_name("elsewhere.db")) as store:
        assert await store.read(lambda sql: residents.load(sql, next(iter(it.town.chats))))


async def test_looking_at_it_and_copying_it_away_does_no_harm(it: LookAlike, path: Path) -> None:
    def copied_away(path: Path) -> None:
        shutil.copyfile(path, path.with_name("copy.db"))
        path.touch()
        connection = sqlite3.connect(path)
        assert connection.execute("SELECT count(*) FROM resident").fetchone() == (1,)
        connection.close()
        deleted(path)  # the end of the test: without it the bot would run on

    assert await _fails_after(it, path, copied_away) == "moved"


async def test_a_process_tells_it_in_one_line_and_is_not_begun_anew(it: LookAlike, path: Path) -> None:
    env = environment(path.parent, BOT_API_URL=it.url)
    anna = it.people.add_user("Anna", "nl")

    async with started(env, path.parent, "run") as bot:
        await bot.says("ready")
        deleted(path)
        it.people.say(anna, anna, "/start")
        code, _, err = await bot.ends()
    again = await ended(env, path.parent, "run")

    assert (code, err) == (TO_BE_PUT_RIGHT, [_line("moved", path)])
    assert (again[0], again[2]) == (TO_BE_PUT_RIGHT, [_line("lost", path)])
    assert not path.exists()
    assert [update.kind for update in it.town.updates.pending()] == ["message"]


# ── damage ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("where", ["header", "table", "index", "half"])
async def test_damage_is_told_at_the_start(path: Path, where: str) -> None:
    async with open_store(path) as store:
        await store.transaction(_fill)
    with path.open("r+b") as file:
        file.seek(_place_of(path, where))
        file.write(b"\xff" * (PAGE - 100))
    if where == "half":
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size // 2 // PAGE * PAGE)

    with pytest.raises(StoreRefused, match="is damaged"):
        async with open_store(path):
            pass


async def test_damage_that_comes_while_it_runs_ends_it_with_the_remedy_and_shows_nobody_an_error(
    it: LookAlike, path: Path
) -> None:
    async with open_store(path) as store:
        await store.transaction(_fill)
    env = environment(path.parent, BOT_API_URL=it.url)
    anna = it.people.add_user("Anna", "nl")

    async with started(env, path.parent, "run") as bot:
        await bot.says("ready")
        _rot(path)
        it.people.say(anna, anna, "/start")
        code, _, err = await bot.ends()
    again = await ended(env, path.parent, "run")

    assert (code, err) == (TO_BE_PUT_RIGHT, [_line("corrupt", path)])
    assert (again[0], again[2]) == (TO_BE_PUT_RIGHT, [_line("corrupt", path)])
    assert [message for message in it.shows(anna)["messages"] if message["is_bot"]] == []


# ── at the start ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("left", [None, b""], ids=["gone", "empty"])
async def test_a_database_that_is_gone_is_never_silently_begun_anew(path: Path, left: bytes | None) -> None:
    async with open_store(path):
        pass
    path.unlink()
    if left is not None:
        path.write_bytes(left)

    with pytest.raises(StoreRefused, match=r"gone or empty.*\.lock"):
        async with open_store(path):
            pass

    path.with_name("schuifaan.db.lock").unlink()
    async with open_store(path) as store:  # what the line says, done
        assert await store.read(inbox.waiting) == 0


async def test_a_first_start_that_was_cut_off_is_simply_done_again(path: Path) -> None:
    path.with_name("schuifaan.db.lock").touch()
    path.touch()

    async with open_store(path) as store:
        assert await store.read(inbox.waiting) == 0


def _line(key: str, path: Path) -> str:
    return f"schuifaan: {REMEDIES[key].format(path=path)}"  # type: ignore[index]


async def _fails_after(it: LookAlike, path: Path, deed: Deed) -> str:
    """Run the bot until somebody was answered, do it, and look on for a minute. Gives why the bot then ended."""
    with pytest.raises(ExceptionGroup) as ended_by:
        await _lives(it, path, deed)
    reasons = {error.message_key if isinstance(error, StoreFailed) else repr(error) for error in _each(ended_by.value)}
    return ", ".join(sorted(reasons))


async def _lives(it: LookAlike, path: Path, deed: Deed) -> None:
    settings = Settings(
        bot_token=SecretStr(TOKEN), bot_api_url=it.url, database=path, catalogue=EXAMPLE, allow_example=True
    )
    clock, anna = MovedClock(TUESDAY), it.people.add_user("Anna", "nl")
    it.people.say(anna, anna, "/start")
    async with asyncio.timeout(10), build(settings, clock, lambda _: None) as app, asyncio.TaskGroup() as group:
        group.create_task(app.run())
        await app.store.until(lambda sql: residents.load(sql, anna))
        await app.settled()
        deed(path)
        clock.move(timedelta(minutes=1))


def _each(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield error


def _fill(sql: Sql) -> None:
    """More than a connection keeps in its memory."""
    for number in range(MANY):
        residents.create(sql, 10_000 + number, "nl", TUESDAY)


def _rot(path: Path) -> None:
    """A disk that fails changes what it holds, and no more."""
    seen = path.stat()
    with path.open("r+b") as file:
        file.seek(2 * PAGE)
        file.write(b"\xff" * (seen.st_size - 2 * PAGE))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def _place_of(path: Path, where: str) -> int:
    """Where a page of that kind begins."""
    if where in ("header", "half"):
        return 0 if where == "header" else 8 * PAGE
    connection = sqlite3.connect(path)
    names = {"table": "resident", "index": "sqlite_autoindex_resident_1"}
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (names[where],)).fetchone()
    connection.close()
    return (int(root) - 1) * PAGE
