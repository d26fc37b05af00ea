"""Opening: who may, what is refused, and that every refusal is one line that tells what to do."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import StoreRefused, inbox, open_readonly, open_store
from bot.store.errors import REMEDIES
from bot.store.opening import migrations
from bot.wrong import StartError
from tests.shell.stored import arrive, new, said

HOLD = """
import asyncio, sys, pathlib
from bot.store import open_store
async def main():
    async with open_store(pathlib.Path(sys.argv[1])):
        print("open", flush=True)
        sys.stdin.readline()
asyncio.run(main())
"""
AS_NOBODY = """
import asyncio, os, sys, pathlib
from bot.store import StoreRefused, open_store
path = pathlib.Path(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
async def main():
    try:
        async with open_store(path):
            print("opened")
    except StoreRefused as refused:
        print(refused.message_key)
asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "schuifaan.db"


async def _refusal(path: Path) -> StoreRefused:
    with pytest.raises(StoreRefused) as refused:
        async with open_store(path):
            pass
    return refused.value


async def test_a_new_database_is_readable_by_its_owner_only(path: Path) -> None:
    async with open_store(path) as store:
        await arrive(store, new("1", said("hoi")))
        modes = {entry.name: entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()}

    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert {"schuifaan.db", "schuifaan.db-wal", "schuifaan.db.lock"} <= set(modes)


async def test_a_database_that_others_could_read_is_closed_to_them(path: Path) -> None:
    async with open_store(path):
        pass
    path.chmod(0o644)

    async with open_store(path):
        assert path.stat().st_mode & 0o777 == 0o600


async def test_what_was_stored_is_there_after_opening_again(path: Path) -> None:
    async with open_store(path) as store:
        await arrive(store, new("1", said("hoi")))

    async with open_store(path) as store:
        assert await store.read(inbox.waiting) == 1


async def test_a_second_process_is_refused_at_once_and_may_come_when_the_first_is_dead(path: Path) -> None:
    first = subprocess.Popen([sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert first.stdout is not None
    first.stdout.readline()

    refused = await _refusal(path)
    first.kill()
    first.communicate()

    assert refused.message_key == "second_process"
    async with open_store(path):
        pass


async def test_a_link_to_a_database_in_use_is_refused_too(path: Path) -> None:
    async with open_store(path):
        link = path.with_name("link.db")
        link.symlink_to(path)

        assert (await _refusal(link)).message_key == "second_process"


async def test_a_database_of_a_newer_version_is_left_alone(path: Path) -> None:
    async with open_store(path) as store:
        await arrive(store, new("1", said("hoi")))
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    connection.close()

    assert (await _refusal(path)).message_key == "newer"


async def test_somebody_else_s_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()

    assert (await _refusal(path)).message_key == "foreign"


async def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("a letter to a friend " * 100)

    assert (await _refusal(path)).message_key == "foreign"
    assert path.read_text().startswith("a letter")


async def test_a_damaged_database_is_noticed_at_the_start(path: Path) -> None:
    async with open_store(path) as store:
        await arrive(store, *(new(str(number), said("hoi" * 50)) for number in range(200)))
    whole = path.read_bytes()
    half = len(whole) // 2 // 4096 * 4096
    path.write_bytes(whole[:4096] + b"\xff" * half + whole[4096 + half:])

    assert (await _refusal(path)).message_key == "corrupt"


async def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert (await _refusal(tmp_path)).message_key == "permission"


async def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    tmp_path.joinpath("file").write_text("")

    assert (await _refusal(tmp_path / "file" / "schuifaan.db")).message_key == "permission"


def test_without_rights_on_the_file_the_start_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "schuifaan.db"
    path.touch()
    path.chmod(0o000)

    said_by_it = subprocess.run([sys.executable, "-c", AS_NOBODY, path], capture_output=True, text=True, check=True)

    assert said_by_it.stdout.strip() == "permission"


async def test_looking_at_a_database_works_beside_the_bot_and_without_it(path: Path) -> None:
    async with open_store(path) as store:
        await arrive(store, new("1", said("hoi")))
        async with open_readonly(path) as reader:
            beside = await reader.read(inbox.waiting)
    async with open_readonly(path) as reader:
        without = await reader.read(inbox.waiting)

    assert (beside, without) == (1, 1)


async def test_looking_at_a_database_that_is_not_there_makes_none(path: Path) -> None:
    with pytest.raises(StoreRefused) as refused:
        async with open_readonly(path):
            pass

    assert refused.value.message_key == "missing"
    assert not path.exists()


@pytest.mark.parametrize("key", REMEDIES)
def test_a_refusal_is_one_line_with_the_path_and_the_remedy(key: str) -> None:
    refused = StoreRefused(key, Path("here.db"))  # type: ignore[arg-type]

    assert isinstance(refused, StartError)
    assert "here.db" in str(refused)
    assert "\n" not in str(refused)
    assert str(refused).count(".") >= 2


def test_the_thread_of_a_refused_database_does_not_keep_the_process_alive(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("no database " * 100)

    ended = subprocess.run([sys.executable, "-c", HOLD, path], capture_output=True, timeout=30, check=False)

    assert ended.returncode == 1
