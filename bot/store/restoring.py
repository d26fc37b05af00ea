"""A backup in the place of the database: looked through, made fit for today, and only then given the name.

Whoever was erased since it was made is erased from it first, so that the bot never sees them again. What was in place
stays beside it under another name, as long as a backup is kept.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.core.effects import Effect
from bot.core.known import Known
from bot.store import copies, durable, inbox, outbox, residents
from bot.store.copies import CopyRefused
from bot.store.erased import ErasedList, Roll
from bot.store.errors import StoreRefused, refused
from bot.store.opening import connect, is_backup, is_whole, lock, migrate, migrations, must_be_ours, version_of
from bot.store.sql import Sql, to_ms

TOO_LATE = timedelta(hours=1)
"""What waited in the backup to be said, and is older than this, was said then or comes too late now."""
JUMP = 1000
"""Numbers given out since the backup was made stand in buttons and topics: nobody else gets them."""

Undo = Callable[[Known], Sequence[Effect]]
"""What still has to go from the volunteers' group when somebody is erased, in words."""


class Restored(NamedTuple):
    """What a restore did."""

    made_at: datetime
    erased: int
    replaced: Path | None


def restore(database: Path, backup: Path, now: datetime, undo: Undo, *, list_is_lost: bool = False) -> Restored:
    """Put `backup` in the place of the database. Raises `StartError` where it can't; then everything is as it was.

    `list_is_lost`: restore also where the list of erased people does not reach back to the backup.
    """
    if not backup.is_file():
        raise CopyRefused(f"There is no file {backup}. `schuifaan doctor` tells where the last backup is.")
    with lock(database):
        fresh = database.absolute().with_name(f"{database.name}{copies.RESTORING}")
        try:
            copies.remove(fresh)
            copies.must_have_room(fresh.parent, backup.stat().st_size)
            made_at = _copied(backup, fresh)
            roll = _roll(ErasedList(database), made_at, list_is_lost=list_is_lost)
            erased = _made_fit(fresh, database, now, roll, undo)
            durable.sync(fresh)
            return Restored(made_at, erased, _swapped(database, fresh, now))
        except (OSError, sqlite3.Error) as error:
            raise refused(error, backup) or error from error
        finally:
            copies.remove(fresh)


def _copied(backup: Path, fresh: Path) -> datetime:
    """Copy it beside the database. Gives when it was made."""
    with closing(connect(backup, "ro")) as connection:
        must_be_ours(connection, backup)
        if not version_of(connection):
            raise StoreRefused("foreign", backup)
        if version_of(connection) > len(migrations()):
            raise CopyRefused(f"{backup} was made by a newer schuifaan. Install that version, then restore.")
        if not is_whole(connection):
            raise CopyRefused(f"{backup} is damaged. Restore an older backup.")
        made_at = copies.made_at(connection)
        copies.copy_into(connection, fresh)
        return made_at


def _roll(erased: ErasedList, made_at: datetime, *, list_is_lost: bool) -> Roll | None:
    since = erased.since()
    if since is not None and (since <= made_at or list_is_lost):
        return erased.read()
    if list_is_lost:
        return None
    raise CopyRefused(
        f"Nobody knows who was erased since {made_at:%Y-%m-%d %H:%M} UTC, when this backup was made: {erased.path.name}"
        f" and {erased.key_path.name} must lie beside the database and reach back to then. Put them there, or restore a"
        " newer backup. If they are lost for good: --list-is-lost, and people who were erased are back."
    )


def _made_fit(fresh: Path, database: Path, now: datetime, roll: Roll | None, undo: Undo) -> int:
    """Bring the copy up to date, take out what must not come back. Gives how many people were erased again."""
    with closing(connect(fresh, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")  # who dies now begins anew
        connection.execute("PRAGMA secure_delete = ON")
        if is_backup(connection):
            connection.execute("DROP TABLE backup")
        migrate(connection, fresh)
        connection.execute("BEGIN IMMEDIATE")
        sql = Sql(connection)
        erased = _erase_again(sql, roll, now, undo) if roll else 0
        _leave_unsaid(sql, now)
        _skip_numbers(sql, _numbers_of(database))
        connection.execute("COMMIT")
        return erased


def _erase_again(sql: Sql, roll: Roll, now: datetime, undo: Undo) -> int:
    """Erase everybody on the list from the database, and what their chats said before."""
    rows = sql.all("SELECT id, chat FROM resident")
    gone = [row["id"] for row in rows if roll.holds(row["id"], row["chat"])]
    for number in gone:
        left = _left_of(sql, number, undo)
        residents.erase(sql, number, _last_row(sql, now), now)
        outbox.put(sql, f"restore:{number}:{to_ms(now)}", left, now, forget=True)
    for row in sql.all("SELECT DISTINCT chat FROM inbox WHERE chat > 0"):
        if moment := roll.last_erased(row["chat"]):
            inbox.forget_chat(sql, row["chat"], _last_row(sql, moment), now)
    for row in sql.all("SELECT DISTINCT lane FROM outbox WHERE lane LIKE 'chat:%'"):
        moment = roll.last_erased(int(row["lane"].removeprefix("chat:")))
        if moment:
            sql.execute(
                "DELETE FROM outbox WHERE lane = :lane AND created_at <= :then",
                {"lane": row["lane"], "then": to_ms(moment)},
            )
    return len(gone)


def _left_of(sql: Sql, number: int, undo: Undo) -> Sequence[Effect]:
    try:
        known = residents.load_by_id(sql, number)
    except ValueError:  # this version can't read what is stored: it goes all the same
        return ()
    return undo(known) if known else ()


def _last_row(sql: Sql, until: datetime) -> int:
    row = sql.one("SELECT max(id) AS id FROM inbox WHERE received_at <= :until", {"until": to_ms(until)})
    return int(row["id"] or 0) if row else 0


def _leave_unsaid(sql: Sql, now: datetime) -> None:
    """Words of then are not said now. What is to be taken away or set right in a chat still is."""
    sql.execute(
        """
        UPDATE outbox SET body = '', done_at = :now, gave_up = 'restored'
        WHERE done_at IS NULL AND created_at < :then
        AND kind IN ('Say', 'Venue', 'File', 'Relay', 'RelayEdit', 'React', 'AnswerPress')
        """,
        {"now": to_ms(now), "then": to_ms(now - TOO_LATE)},
    )
    sql.execute("DELETE FROM outbox WHERE forget = 1 AND done_at IS NOT NULL")


def _numbers_of(database: Path) -> dict[str, int]:
    """The last number of each table in the database that is replaced, as far as it can be read."""
    with suppress(sqlite3.Error), closing(connect(database, "ro")) as connection:
        return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return {}


def _skip_numbers(sql: Sql, given_out: dict[str, int]) -> None:
    in_backup = {row["name"]: row["seq"] for row in sql.all("SELECT name, seq FROM sqlite_sequence")}
    for row in sql.all("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"):
        last = max(in_backup.get(row["name"], 0), given_out.get(row["name"], 0)) + JUMP
        sql.execute("DELETE FROM sqlite_sequence WHERE name = :name", {"name": row["name"]})
        sql.execute(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)", {"name": row["name"], "last": last}
        )


def _swapped(database: Path, fresh: Path, now: datetime) -> Path | None:
    """Give the copy the name of the database. What is replaced keeps its log, and is deleted when a backup would be."""
    replaced = copies.named(database, database.absolute().parent, "replaced", now)
    if not database.exists():
        durable.replace(fresh, database)
        return None
    _empty_log(database)
    _keep(database, replaced)
    for ending in ("-wal", "-journal"):
        log = database.with_name(f"{database.name}{ending}")
        if log.exists():  # a log that stayed would be played into the copy
            log.replace(replaced.with_name(f"{replaced.name}{ending}"))
    database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
    durable.replace(fresh, database)
    copies.rotate(database, database.absolute().parent, now)
    return replaced


def _empty_log(database: Path) -> None:
    """Bring what stands in the log into the file itself; one that is too damaged for it keeps its log."""
    with suppress(sqlite3.Error), closing(connect(database, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep(database: Path, replaced: Path) -> None:
    """A second name for what is in place, so that there is a database whenever somebody dies here."""
    try:
        replaced.hardlink_to(database)
    except OSError:  # some file systems know no second names
        shutil.copyfile(database, replaced)
        replaced.chmod(durable.OURS_ALONE)
