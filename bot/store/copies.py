"""Copies of a database: made while the bot runs, whole on the disk before they get their name, deleted in time."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from bot.store import durable
from bot.store.erased import BACKUPS_KEPT
from bot.store.errors import StoreRefused, refused
from bot.store.opening import connect, connect_readonly, is_backup, is_whole
from bot.store.sql import from_ms, to_ms
from bot.wrong import StartError

Kind: TypeAlias = Literal["backup", "nightly", "replaced"]
"""Asked for by a person; made by the bot at night; what a restore took the place of."""

NIGHTS_KEPT = 7
ROOM = 1.2  # times the size of the database, and what the bot itself needs meanwhile
ROOM_FOR_THE_BOT = 16 * 1024 * 1024
HALF_DONE_KEPT = timedelta(days=1)
STAMP = "%Y-%m-%d-%H%M%SZ"
PART, RESTORING = ".part", ".restoring"  # not whole yet


class CopyRefused(StartError):
    """A backup or a restore can't be made; the one line tells why and what to do."""


class Copy(NamedTuple):
    """A copy that lies in a folder."""

    path: Path
    kind: Kind
    made_at: datetime


def back_up(database: Path, folder: Path, now: datetime, kind: Kind = "backup") -> Copy:
    """Copy the database into `folder`, also while the bot runs, and delete the copies there that are too old.

    Raises `StartError` where it can't be done; then nothing of it is left.
    """
    target = named(database, folder, kind, now)
    _must_take_it(database, folder)
    part = target.with_name(f"{target.name}{PART}")
    try:
        with closing(connect_readonly(database)) as connection:
            copy_into(connection, part)
        _stamp(part, now)
        durable.sync(part)
        durable.replace(part, target)
    except OSError as error:
        raise CopyRefused(f"{folder} can't be written ({error.strerror}). Name another folder.") from None
    except sqlite3.Error as error:
        raise refused(error, database) or error from error
    finally:
        with suppress(OSError):
            part.unlink()
    rotate(database, folder, now)
    return Copy(target, kind, now)


def copy_into(connection: sqlite3.Connection, target: Path) -> None:
    """Copy everything that is committed into a new file (0600)."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, durable.OURS_ALONE))
    connection.execute("VACUUM INTO :target", {"target": str(target)})


def every(database: Path, folder: Path) -> list[Copy]:
    """The copies of this database in a folder, oldest first."""
    return sorted(_copies(database, folder), key=lambda copy: copy.made_at)


def rotate(database: Path, folder: Path, now: datetime) -> None:
    """Delete what is too old: whoever was erased must not live on in a copy. Of the nightly ones a week is kept."""
    copies = every(database, folder)
    nightly = [copy for copy in copies if copy.kind == "nightly"]
    for copy in copies:
        if copy.made_at < now - BACKUPS_KEPT or copy in nightly[:-NIGHTS_KEPT]:
            remove(copy.path)
    half_done = [*folder.glob(f"{database.stem}-*{database.suffix}{PART}"), *folder.glob(f"{database.name}{RESTORING}")]
    for part in half_done:
        if datetime.fromtimestamp(part.stat().st_mtime, UTC) < now - HALF_DONE_KEPT:
            remove(part)


def remove(path: Path) -> None:
    """Delete a database file and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def named(database: Path, folder: Path, kind: Kind, now: datetime) -> Path:
    """What a copy is called."""
    return folder / f"{database.stem}-{kind}-{now.astimezone(UTC):{STAMP}}{database.suffix}"


def made_at(connection: sqlite3.Connection) -> datetime:
    """The moment of a backup; of another file of ours the last moment of which it tells."""
    if is_backup(connection):
        return from_ms(connection.execute("SELECT made_at FROM backup").fetchone()[0])
    row = connection.execute(
        """
        SELECT max((SELECT COALESCE(max(received_at), 0) FROM inbox), (SELECT COALESCE(max(created_at), 0) FROM outbox),
            (SELECT COALESCE(max(seen_at), 0) FROM resident))
        """
    ).fetchone()
    return from_ms(row[0])


def _copies(database: Path, folder: Path) -> Iterator[Copy]:
    for kind in ("backup", "nightly", "replaced"):
        start = f"{database.stem}-{kind}-"
        for path in folder.glob(f"{start}*{database.suffix}"):
            try:
                stamp = path.name.removeprefix(start).removesuffix(database.suffix)
                moment = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
            except ValueError:  # somebody else's file
                continue
            yield Copy(path, kind, moment)


def _must_take_it(database: Path, folder: Path) -> None:
    if not database.exists():
        raise StoreRefused("missing", database)
    if not folder.is_dir():
        raise CopyRefused(f"There is no folder {folder}. Make it first, or name another one.")
    must_have_room(folder, database.stat().st_size)


def must_have_room(folder: Path, size: int) -> None:
    """Refuse to fill the disk: the bot needs some of it."""
    needed = int(size * ROOM) + ROOM_FOR_THE_BOT
    if shutil.disk_usage(folder).free < needed:
        raise CopyRefused(f"The disk that holds {folder} has no room: make {needed / 1e6:.0f} MB free first.")


def _stamp(part: Path, now: datetime) -> None:
    """Look the copy through, and write into it when it was made."""
    with closing(connect(part, "rw")) as connection:
        if not is_whole(connection):
            raise StoreRefused("corrupt", part)
        connection.execute("CREATE TABLE backup (made_at INTEGER NOT NULL)")
        connection.execute("INSERT INTO backup (made_at) VALUES (:now)", {"now": to_ms(now)})
