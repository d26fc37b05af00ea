"""What the store can't do, each with the reason. A start that is refused tells in one line what to do about it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Literal, TypeAlias

from bot.wrong import StartError

RefusedKey: TypeAlias = Literal[
    "second_process", "newer", "older", "missing", "foreign", "corrupt", "backup", "permission", "full", "failing",
    "lost", "moved", "busy",
]

REMEDIES: dict[RefusedKey, str] = {
    "second_process": "Another schuifaan already runs on {path}. Stop that one first, or set DATABASE to another file.",
    "newer": "{path} was written by a newer schuifaan. Start that version, or set DATABASE to another file.",
    "older": "{path} was written by an older schuifaan. Start `schuifaan run` once, which brings it up to date.",
    "missing": "There is no database at {path}. Start `schuifaan run` once, or set DATABASE to the right file.",
    "foreign": "{path} is not a database of schuifaan. Set DATABASE to another file.",
    "corrupt": "{path} is damaged. Put a backup in its place (`schuifaan restore`), or set DATABASE to another file.",
    "backup": "{path} is a backup. Put it in place with `schuifaan restore {path}`: who was erased since stays erased.",
    "permission": "{path} can't be read and written. Give this user the rights on it, or set DATABASE to another file.",
    "full": "The disk that holds {path} is full. Make room and start again.",
    "failing": "The disk that holds {path} fails, or has no room left. Make room or repair it, and start again.",
    "lost": "The database at {path} is gone or empty. Put it or a backup back; or begin anew: delete {path}.lock.",
    "moved": "{path} was moved, deleted, replaced or written by another program while the bot ran. Put the right file"
    " in its place, and start again.",
    "busy": "Another program holds {path}. Close it, and start again.",
}


class StoreFailed(Exception):
    """The database itself does not do what it must: never the fault of the unit that ran.

    `message_key` is the reason, the same as where a start is refused for it.
    """

    def __init__(self, text: str, message_key: RefusedKey = "failing") -> None:
        super().__init__(text)
        self.message_key: RefusedKey = message_key


class StoreFull(StoreFailed):
    """No room on the disk: nothing was written, nothing is lost. Wait, and do the same again."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "full")


class StoreRefused(StartError):
    """The database can't be opened. `message_key` is for translation; `str()` is one English line with the remedy."""

    def __init__(self, message_key: RefusedKey, path: Path) -> None:
        super().__init__(REMEDIES[message_key].format(path=path))
        self.message_key = message_key
        self.path = path


def translated(error: sqlite3.Error) -> Exception:
    """The same error in our own words. What only a bug in a statement can do stays what it is."""
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return error
    if error_code(error) == sqlite3.SQLITE_FULL or getattr(error, "sqlite_errorcode", 0) in NO_ROOM:
        return StoreFull(str(error))
    key = REASONS.get(error_code(error), "failing")
    return StoreFailed(str(error), RUNNING.get(key, key)) if error_code(error) in FAULTS else error


def refused(error: Exception, path: Path) -> StoreRefused | None:
    """Why a database that raised `error` at opening is refused; None if that is not a known reason."""
    if isinstance(error, OSError):
        return StoreRefused("full" if error.errno == 28 else "permission", path)
    key = REASONS.get(error_code(error)) if isinstance(error, sqlite3.Error) else None
    return StoreRefused(key, path) if key else None


def error_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where the error did not come from SQLite itself."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


FAULTS = frozenset({
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM,
})
NO_ROOM = frozenset({  # what else a disk, a quota or a limit of the process says that is full
    sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE,
})
RUNNING: dict[RefusedKey, RefusedKey] = {"foreign": "corrupt", "second_process": "busy"}
"""What the same error means in a database that was ours when we opened it."""
REASONS: dict[int, RefusedKey] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "failing",  # also where there is no room for the shared memory of the log
    sqlite3.SQLITE_NOTADB: "foreign",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_READONLY: "permission",
    sqlite3.SQLITE_CANTOPEN: "permission",
    sqlite3.SQLITE_PERM: "permission",
    sqlite3.SQLITE_BUSY: "second_process",
    sqlite3.SQLITE_LOCKED: "second_process",
}
