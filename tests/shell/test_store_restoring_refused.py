"""What is not restored: told in one line, and everything stays as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import StoreRefused, open_store, residents
from bot.store.copies import CopyRefused
from bot.store.erased import ErasedList
from bot.store.restoring import restore
from bot.wrong import StartError
from tests.shell.backed_up import DAY, lived, nothing
from tests.shell.stored import ANNA, NOW, meet


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "schuifaan.db"


async def test_while_the_bot_runsnothing_is_restored(path: Path) -> None:
    backup = await lived(path, meet)

    async with open_store(path) as store:
        with pytest.raises(StoreRefused, match="already runs"):
            restore(path, backup, NOW + DAY, nothing)
        assert await store.read(lambda sql: residents.load(sql, ANNA))


@pytest.mark.parametrize("lost", [".erased", ".key"])
async def test_without_the_listnothing_is_restored_unless_one_says_so(path: Path, lost: str) -> None:
    backup = await lived(path, meet)
    path.with_name(f"schuifaan.db{lost}").unlink()
    before = path.read_bytes()

    with pytest.raises(CopyRefused, match="--list-is-lost"):
        restore(path, backup, NOW + DAY, nothing)

    assert path.read_bytes() == before
    assert restore(path, backup, NOW + DAY, nothing, list_is_lost=True).erased == 0


async def test_a_backup_from_before_the_list_began_is_not_restored(path: Path) -> None:
    backup = await lived(path, meet)
    for lost in (".erased", ".key"):
        path.with_name(f"schuifaan.db{lost}").unlink()
    ErasedList(path).begin(NOW + DAY)

    with pytest.raises(CopyRefused, match="reach back"):
        restore(path, backup, NOW + DAY, nothing)


def _with_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


def _with_a_broken_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 3)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.unlink(), "There is no file"),
        (lambda path: path.write_text("a letter " * 999), "is not a database of schuifaan"),
        (lambda path: path.write_bytes(b""), "is not a database of schuifaan"),
        (_with_another_version, "was made by a newer schuifaan"),
        (_with_a_broken_page, "is damaged"),
    ],
)
async def test_what_can_t_be_restored_is_one_line_and_leaves_everything(
    path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    backup = await lived(path, lambda sql: [meet(sql, chat) for chat in range(1, 50)])
    spoil(backup)
    before = {entry.name: entry.read_bytes() for entry in path.parent.iterdir()}

    with pytest.raises(StartError, match=told):
        restore(path, backup, NOW + DAY, nothing)

    assert {entry.name: entry.read_bytes() for entry in path.parent.iterdir()} == before
