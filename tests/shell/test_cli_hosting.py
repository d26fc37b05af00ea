"""`schuifaan backup` and `schuifaan restore`, as a person types them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import copies, open_readonly, open_store, residents
from bot.store.erased import ErasedList
from tests.shell.processes import NOBODY_THERE, ended, environment, started
from tests.shell.stored import ANNA, BEN, NOW, meet


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """Where a bot ran that knows Anna."""
    ErasedList(tmp_path / "schuifaan.db").begin(NOW - timedelta(days=365))
    async with open_store(tmp_path / "schuifaan.db") as store:
        await store.transaction(meet)
    return tmp_path


async def test_a_backup_needs_no_token_and_says_where_it_is(folder: Path) -> None:
    (folder / "stick").mkdir()
    env = environment(folder, BOT_TOKEN="")

    beside = await ended(env, folder, "backup")
    on_stick = await ended(env, folder, "backup", "stick")

    made = copies.every(folder / "schuifaan.db", folder) + copies.every(folder / "schuifaan.db", folder / "stick")
    assert [beside[0], on_stick[0], beside[2], on_stick[2]] == [0, 0, [], []]
    assert beside[1][0].startswith(f"{made[0].path} (0.2 MB)")
    assert on_stick[1][0].startswith(f"stick/{made[1].path.name} ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("backup", "nowhere"), "There is no folder nowhere"),
        (("restore", "nowhere.db"), "There is no file nowhere.db"),
        (("restore", "notes.txt"), "notes.txt is not a database of schuifaan"),
    ],
)
async def test_what_can_t_be_done_is_one_line_and_exit_code_2(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    (folder / "notes.txt").write_text("something of somebody\n" * 99, "utf-8")

    code, out, err = await ended(environment(folder), folder, *arguments)

    assert (code, out, len(err)) == (2, [], 1)
    assert told in err[0]


async def test_a_restore_waits_till_the_bot_is_stopped_and_tells_what_it_did(folder: Path) -> None:
    database = folder / "schuifaan.db"
    env = environment(folder, BOT_API_URL=NOBODY_THERE)
    assert (await ended(env, folder, "backup"))[0] == 0
    backup = copies.every(database, folder)[0].path
    async with open_store(database) as store:
        await store.transaction(lambda sql: residents.erase(sql, 1, 0, NOW))
        await store.transaction(lambda sql: meet(sql, BEN))

    async with started(env, folder, "run") as bot:
        await bot.says("/koppel ")
        refused = await ended(env, folder, "restore", backup.name)
    done = await ended(env, folder, "restore", backup.name)

    assert (refused[0], refused[1], len(refused[2])) == (2, [], 1)
    assert "already runs" in refused[2][0]
    assert (done[0], done[2]) == (0, [])
    assert "is now as it was at" in done[1][0]
    assert done[1][1:] == [
        "Erased again, since they had asked for it: 1.",
        f"What was there is kept for 30 days: {copies.every(database, folder)[-1].path}",
    ]
    async with open_readonly(database) as looked:
        assert await looked.read(lambda sql: [residents.load(sql, chat) for chat in (ANNA, BEN)]) == [None, None]
