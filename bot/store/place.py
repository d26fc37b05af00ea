"""Where a database stands: its file may be moved, deleted, replaced or written by others, and that must be noticed.

A file that lost its name goes on taking everything we write, and all of it is gone with the process. So before each
transaction we look whether the file is still the one we opened, and as we left it. Two looks cost some microseconds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from bot.store.errors import StoreFailed

PAGE = 4096
SAMPLES = 32  # pages from all over the file, and as many at its end, where it grows


class Look(NamedTuple):
    """How a file looks from outside. Its log is None as long as there was none."""

    written_at: int
    size: int
    log: tuple[int, int] | None


class Place:
    """One file that only we write. Its handle is ours alone, and closed last: closing one lets go of SQLite's locks."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._handle = handle
        self._left = self._look()
        self._sample = self._read_sample()

    def must_be_kept(self) -> None:
        """Raises `StoreFailed` when the file is not there any more, or not as we left it."""
        try:
            same_file = os.path.samestat(self._path.stat(), os.fstat(self._handle))
        except OSError:
            same_file = False
        if not (same_file and self._is_as_we_left_it()):
            raise StoreFailed("the database is not where it was", "moved")

    def leave(self) -> None:
        """Remember how it looks now: what changed since was our own doing."""
        look = self._look()
        if look != self._left:
            self._left, self._sample = look, self._read_sample()

    def _is_as_we_left_it(self) -> bool:
        look = self._look()
        if self._left.log is not None and look.log != self._left.log:
            return False
        return look[:2] == self._left[:2] or self._read_sample() == self._sample

    def _look(self) -> Look:
        seen = os.fstat(self._handle)
        try:
            log = self._log.stat()
        except OSError:
            return Look(seen.st_mtime_ns, seen.st_size, None)
        return Look(seen.st_mtime_ns, seen.st_size, (log.st_dev, log.st_ino))

    def _read_sample(self) -> int:
        """What tells another content from this one. Somebody who only touched the file changed nothing."""
        pages = os.fstat(self._handle).st_size // PAGE
        spread = range(0, pages, max(1, pages // SAMPLES))
        found = 0
        for page in (*spread, *range(max(0, pages - SAMPLES), pages)):
            found = crc32(os.pread(self._handle, PAGE, page * PAGE), found)
        return found


@contextmanager
def standing_at(path: Path) -> Iterator[Place]:
    """The place of a database that is there, as long as the block lasts."""
    handle = os.open(path, os.O_RDONLY)
    try:
        yield Place(path, handle)
    finally:
        os.close(handle)
