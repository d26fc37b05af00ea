"""Backups: whole and private, made while the bot works, gone after thirty days, refused kindly."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Store, StoreRefused, copies, open_readonly, open_store, residents
from bot.store.copies import CopyRefused, back_up
from bot.wrong import StartError
from tests.shell.stored import ANNA, BEN, NOW, meet

DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "schuifaan.db"


async def test_a_backup_is_made_while_the_bot_works_and_only_its_owner_reads_it(store: Store, path: Path) -> None:
    await store.transaction(meet)

    made = back_up(path, path.parent, NOW)

    assert made.path.name == "schuifaan-backup-2026-12-01-090000Z.db"
    assert made.path.stat().st_mode & 0o777 == 0o600
    async with open_readonly(made.path) as copy:
        assert await copy.read(lambda sql: residents.load(sql, ANNA))
    await store.transaction(lambda sql: meet(sql, BEN))
    assert sorted(entry.name for entry in path.parent.glob("schuifaan-*")) == [made.path.name]


async def test_what_is_older_than_thirty_days_is_deleted_and_nothing_of_somebody_else(store: Store, path: Path) -> None:
    others = path.with_name("schuifaan-backup-of-mine.db")
    others.write_text("something of somebody")
    old = [back_up(path, path.parent, NOW + days * DAY, "replaced" if days else "backup") for days in (0, 1)]
    half_done = path.with_name("schuifaan-backup-2026-12-01-080000Z.db.part")
    half_done.write_text("half")
    half_restored = path.with_name("schuifaan.db.restoring")
    half_restored.write_text("half")

    new = back_up(path, path.parent, NOW + 31 * DAY)

    assert not old[0].path.exists()
    assert [copy.path for copy in copies.every(path, path.parent)] == [old[1].path, new.path]
    assert others.exists()
    copies.rotate(path, path.parent, NOW + 365 * DAY)
    assert not half_done.exists()
    assert not half_restored.exists()


async def test_of_the_nightly_ones_the_last_seven_stay(store: Store, path: Path) -> None:
    asked_for = back_up(path, path.parent, NOW)
    nights = [back_up(path, path.parent, NOW + days * DAY, "nightly") for days in range(1, 10)]

    assert [copy.path for copy in copies.every(path, path.parent)] == [
        copy.path for copy in (asked_for, *nights[-7:])
    ]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.unlink(), "There is no database"),
        (lambda path: path.write_text("a letter " * 999), "is not a database of schuifaan"),
        (lambda path: (path.parent / "there").rmdir(), "There is no folder"),
        (lambda path: _sparse(path, 10**13), "has no room"),
    ],
)
async def test_what_can_t_be_copied_is_one_line_and_leaves_nothing(
    path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    async with open_store(path):
        pass
    (path.parent / "there").mkdir()
    spoil(path)

    with pytest.raises(StartError, match=told):
        back_up(path, path.parent / "there", NOW)

    assert list(path.parent.glob("there/*")) == []


async def test_a_damaged_database_gives_no_backup(path: Path) -> None:
    async with open_store(path) as store:
        await store.transaction(lambda sql: [meet(sql, chat) for chat in range(1, 400)])
    with path.open("r+b") as file:
        file.seek(4096 * 6)
        file.write(b"\xff" * 4096 * 6)

    with pytest.raises(StoreRefused):
        back_up(path, path.parent, NOW)

    assert list(path.parent.glob("schuifaan-*")) == []


async def test_a_backup_that_was_put_in_place_by_hand_is_not_run_on(store: Store, path: Path, tmp_path: Path) -> None:
    by_hand = tmp_path / "other" / "schuifaan.db"
    by_hand.parent.mkdir()
    back_up(path, path.parent, NOW).path.rename(by_hand)

    with pytest.raises(StoreRefused, match="schuifaan restore"):
        async with open_store(by_hand):
            pass


async def test_where_nothing_can_be_written_is_told(store: Store, path: Path) -> None:
    copies.named(path, path.parent, "backup", NOW).with_name("schuifaan-backup-2026-12-01-090000Z.db.part").mkdir()

    with pytest.raises(CopyRefused, match="can't be written"):
        back_up(path, path.parent, NOW)


def _sparse(path: Path, size: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.truncate(size)
