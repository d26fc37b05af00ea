"""Opening a database file: the lock, the permissions, the pragmas, the migrations. Refuses what it can't serve."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from bot.store.errors import StoreRefused, refused

APPLICATION = 0x53434846  # "SCHF": tells our files from other people's
SEEN = b"Made by schuifaan: the database stands beside this file.\n"
CHECKED_UP_TO_BYTES = 64 * 1024 * 1024  # a larger file is not read through at every start


class Lock:
    """The file beside a database that only its writer holds. It also remembers that there was a database."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @property
    def has_seen_one(self) -> bool:
        """Whether a database was ever opened here: then one that is not there is lost, not new."""
        return os.fstat(self._handle).st_size > 0

    def remember(self, path: Path) -> None:
        """There is a database at `path` now. Raises `StoreRefused` where that can't be written down."""
        try:
            if not self.has_seen_one:
                os.pwrite(self._handle, SEEN, 0)
        except OSError as error:
            raise refused(error, path) or error from error


@contextmanager
def lock(path: Path) -> Iterator[Lock]:
    """Hold `<database>.lock` as long as the block lasts. Makes the folder (0700) where it is missing.

    We never remove the file: who removes a lock file can lock a file that nobody else sees.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(f"{path.resolve()}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise refused(error, path) or error from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise StoreRefused("second_process", path) from error
    try:
        yield Lock(handle)
    finally:
        os.close(handle)


def connect_writable(path: Path) -> sqlite3.Connection:
    """A connection for the one writer, on an up-to-date schema. The file is readable by its owner only."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    connection = connect(path, "rw")
    try:
        must_be_ours(connection, path)
        _must_be_whole(connection, path)
        _must_be_in_use(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a confirmed update survives a power cut
        connection.execute("PRAGMA secure_delete = ON")
        migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_readonly(path: Path) -> sqlite3.Connection:
    """A connection that can't write, on exactly the schema of this version."""
    if not path.exists():
        raise StoreRefused("missing", path)
    connection = connect(path, "ro")
    try:
        must_be_ours(connection, path)
        _must_be_of_this_version(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date, each migration in a transaction of its own. Refuses a newer one."""
    known = migrations()
    if version_of(connection) > len(known):
        raise StoreRefused("newer", path)
    for number, script in enumerate(known[version_of(connection):], start=version_of(connection) + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def migrations() -> list[str]:
    """The scripts of `migrations/`, oldest first: number n brings the schema from version n - 1 to n."""
    scripts = (entry for entry in files("bot.store").joinpath("migrations").iterdir() if entry.name.endswith(".sql"))
    return [script.read_text(encoding="utf-8") for script in sorted(scripts, key=lambda entry: entry.name)]


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A plain connection to a file that is there: "ro" or "rw"."""
    where = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations a file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def must_be_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database of another program. An empty one will do."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise StoreRefused("foreign", path)


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether every page of the file is sound. Reads all of it."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def is_backup(connection: sqlite3.Connection) -> bool:
    """Whether a file was made as a backup, and not restored since."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup'").fetchone())


def _must_be_of_this_version(connection: sqlite3.Connection, path: Path) -> None:
    version = version_of(connection)
    if version != len(migrations()):
        raise StoreRefused("newer" if version > len(migrations()) else "older", path)


def _must_be_whole(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size <= CHECKED_UP_TO_BYTES and not is_whole(connection):
        raise StoreRefused("corrupt", path)


def _must_be_in_use(connection: sqlite3.Connection, path: Path) -> None:
    """A backup that was put in place by hand may hold people who had themselves erased since."""
    if is_backup(connection):
        raise StoreRefused("backup", path)
