"""Files beside the database that survive a power cut, readable by their owner only."""

from __future__ import annotations

import os
from pathlib import Path

OURS_ALONE = 0o600


def write(path: Path, text: str) -> None:
    """Put `text` in the place of what was there, all of it or nothing."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    _write(fresh, os.O_CREAT | os.O_EXCL, text)
    replace(fresh, path)


def append(path: Path, text: str) -> None:
    """Add `text` at the end."""
    _write(path, os.O_APPEND, text)


def replace(fresh: Path, path: Path) -> None:
    """Give a file that is whole and on the disk its name."""
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, flags: int, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | flags, OURS_ALONE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
