"""Where a database stands: its file may be moved, deleted, replaced or written by others, and that must be noticed.

A file that lost its name goes on taking everything we write, and all of it is gone with the process. So before each
transaction we look whether the file is still the one we opened, and as we left it. A look costs some microseconds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from bot.store.errors import StoreFailed

PAGE = 4096
SAMPLES = 32  # pages from all over the file, and as many at its end, where it grows


class Whereabouts:
    """One file that only we write. Its handle is ours alone, and closed last: closing one lets go of SQLite's locks."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._log_path = path.with_name(f"{path.name}-wal")
        self._handle = handle
        self._file = _which(os.fstat(handle))
        self._log: tuple[int, int] | None = None  # there is none before the first transaction
        self._written = (0, 0)
        self._sample = 0
        self.leave()

    def must_be_kept(self) -> None:
        """Raises `StoreFailed` when the file is not there any more, or not as we left it."""
        try:
            is_kept = self._is_kept()
        except OSError:  # there is nothing of that name
            is_kept = False
        if not is_kept:
            raise StoreFailed("the database is not where it was", "moved")

    def leave(self) -> None:
        """Remember how it looks now: what changed since was our own doing."""
        written = _when(os.fstat(self._handle))
        if written != self._written:
            self._written, self._sample = written, self._read_sample()
        if self._log is None and self._log_path.exists():
            self._log = _which(self._log_path.stat())

    def _is_kept(self) -> bool:
        seen = self._path.stat()
        if _which(seen) != self._file or (self._log is not None and _which(self._log_path.stat()) != self._log):
            return False
        return _when(seen) == self._written or self._read_sample() == self._sample

    def _read_sample(self) -> int:
        """What tells another content from this one. Somebody who only touched the file changed nothing."""
        pages = os.fstat(self._handle).st_size // PAGE
        spread = range(0, pages, max(1, pages // SAMPLES))
        found = 0
        for page in (*spread, *range(max(0, pages - SAMPLES), pages)):
            found = crc32(os.pread(self._handle, PAGE, page * PAGE), found)
        return found


@contextmanager
def standing_at(path: Path) -> Iterator[Whereabouts]:
    """The whereabouts of a database that is there, as long as the block lasts."""
    handle = os.open(path, os.O_RDONLY)
    try:
        yield Whereabouts(path, handle)
    finally:
        os.close(handle)


def _which(seen: os.stat_result) -> tuple[int, int]:
    return seen.st_dev, seen.st_ino


def _when(seen: os.stat_result) -> tuple[int, int]:
    return seen.st_mtime_ns, seen.st_size
