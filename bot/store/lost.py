"""A database that was here before: where it is gone, empty or unreadable now, no new one takes its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.errors import StoreRefused, error_code
from bot.store.opening import connect_writable


def connect_again(path: Path, *, is_known: bool) -> sqlite3.Connection:
    """As `connect_writable`; where a database `is_known` to have been here, never on a new one."""
    if is_known and (not path.exists() or _is_empty(path)):
        raise StoreRefused("lost", path)
    return connect_writable(path)


def _is_empty(path: Path) -> bool:
    """Whether nothing at all is stored there, log included. What is no database (any more) is damaged."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        try:
            return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))
        except sqlite3.DatabaseError as error:
            if error_code(error) == sqlite3.SQLITE_NOTADB:
                raise StoreRefused("corrupt", path) from error
            raise
