"""The list of erased people: on the disk before the erasure is, without a number in it, and no longer than needed."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Sql, Store, StoreFull, open_store, residents
from bot.store.erased import KEPT, Erased, ErasedList
from bot.store.errors import StoreFailed
from tests.shell.stored import ANNA, BEN, NOW, meet

DAY = timedelta(days=1)


@pytest.fixture
def erased(tmp_path: Path) -> ErasedList:
    made = ErasedList(tmp_path / "schuifaan.db")
    made.begin(NOW)
    return made


class _Dies(Exception):
    pass


class _DiesAtTheCommit(Store):
    def _commit(self, sql: Sql) -> None:
        raise _Dies


def _erase_anna(sql: Sql) -> None:
    residents.erase(sql, 1, 0, NOW)


async def test_who_is_erased_stands_on_the_list(store: Store, tmp_path: Path) -> None:
    await store.transaction(meet)
    await store.transaction(_erase_anna)

    roll = ErasedList(tmp_path / "schuifaan.db").read()

    assert roll.holds(1, ANNA)
    assert roll.last_erased(ANNA) == NOW
    assert not roll.holds(2, ANNA)
    assert roll.last_erased(BEN) is None


async def test_a_death_before_the_commit_leaves_nobody_erased_and_unlisted(tmp_path: Path) -> None:
    path = tmp_path / "schuifaan.db"
    async with open_store(path) as store:
        await store.transaction(meet)
    async with open_store(path, _DiesAtTheCommit) as dying:
        with pytest.raises(_Dies):
            await dying.transaction(_erase_anna)

        assert await dying.read(lambda sql: residents.load(sql, ANNA))
    assert ErasedList(path).read().holds(1, ANNA)


async def test_what_a_step_that_failed_would_have_erased_is_not_listed(store: Store, tmp_path: Path) -> None:
    def unit(sql: Sql) -> None:
        meet(sql)
        meet(sql, BEN)
        with suppress(_Dies), sql.savepoint():
            _erase_anna(sql)
            raise _Dies
        residents.erase(sql, 2, 0, NOW)

    await store.transaction(unit)

    roll = ErasedList(tmp_path / "schuifaan.db").read()
    assert not roll.holds(1, ANNA)
    assert roll.holds(2, BEN)


async def test_where_the_list_can_t_be_written_nobody_is_erased_and_it_is_tried_again(
    store: Store, tmp_path: Path
) -> None:
    await store.transaction(meet)
    blocking = tmp_path / "schuifaan.db.key.new"
    blocking.mkdir()

    with pytest.raises(StoreFailed):
        await store.transaction(_erase_anna)

    assert await store.read(lambda sql: residents.load(sql, ANNA))
    blocking.rmdir()
    await store.transaction(_erase_anna)
    assert await store.read(lambda sql: residents.load(sql, ANNA)) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
async def test_on_a_full_disk_an_erasure_waits_like_everything_else(store: Store, tmp_path: Path) -> None:
    await store.transaction(meet)
    erased = ErasedList(tmp_path / "schuifaan.db")
    erased.begin(NOW)
    erased.path.unlink()
    erased.path.symlink_to("/dev/full")

    with pytest.raises(StoreFull):
        await store.transaction(_erase_anna)


def test_the_files_are_their_owner_s_and_hold_no_number(erased: ErasedList) -> None:
    erased.add([Erased(1, 777_000_777, NOW)])

    assert [path.stat().st_mode & 0o777 for path in (erased.path, erased.key_path)] == [0o600, 0o600]
    assert "777000777" not in erased.path.read_text("ascii")


def test_half_a_line_spoils_neither_the_lines_before_nor_after_it(erased: ErasedList) -> None:
    erased.add([Erased(1, ANNA, NOW)])
    with erased.path.open("a", encoding="ascii") as file:
        file.write(f"\n{NOW.isoformat()} 12345")
    erased.add([Erased(2, BEN, NOW)])

    roll = erased.read()

    assert (roll.holds(1, ANNA), roll.holds(2, BEN)) == (True, True)


def test_beginning_again_keeps_the_list_and_a_lost_key_begins_a_new_one(erased: ErasedList) -> None:
    erased.begin(NOW + DAY)
    assert erased.since() == NOW

    erased.key_path.unlink()
    assert erased.since() is None
    erased.begin(NOW + DAY)

    assert erased.since() == NOW + DAY


def test_who_no_backup_can_hold_any_more_goes_from_the_list(erased: ErasedList) -> None:
    erased.add([Erased(1, ANNA, NOW), Erased(2, BEN, NOW + DAY)])

    erased.drop_old(NOW + KEPT + DAY / 2)

    roll = erased.read()
    assert (roll.holds(1, ANNA), roll.holds(2, BEN)) == (False, True)
    assert erased.since() == NOW + DAY / 2


def test_a_list_of_which_nobody_is_too_old_is_left_as_it_is(erased: ErasedList) -> None:
    erased.add([Erased(1, ANNA, NOW)])
    before = erased.path.stat()

    erased.drop_old(NOW + KEPT)

    assert erased.path.stat() == before
    assert erased.since() == NOW
