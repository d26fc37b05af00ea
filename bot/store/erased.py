"""Who was erased, in a list beside the database: a restored backup must not bring anybody back.

A line is on the disk before its erasure is committed. A death in between leaves a line too many, of somebody whose word
still stands in the inbox and who is erased when the bot is back. There are no numbers in it, only their HMAC: the key
lies in a file of its own, and neither is ever part of a backup.
"""

from __future__ import annotations

import errno
import hmac
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bot.store import durable
from bot.store.errors import StoreFailed, StoreFull

BACKUPS_KEPT = timedelta(days=30)
KEPT = BACKUPS_KEPT + timedelta(days=5)  # a line outlives every backup that could hold its person
KEY_BYTES = 32
SINCE = "since"
MARK_LENGTH = 64


class Erased(NamedTuple):
    """Somebody who is no longer known, and when that was."""

    resident: int
    chat: int
    at: datetime


class Line(NamedTuple):
    """One line. `stay` is the mark of a resident, whose number is never used again: it tells one stay from the next."""

    at: datetime
    stay: str  # or SINCE: the first line tells from when on everybody is on the list
    chat: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.stay} {self.chat}\n"


class Roll(NamedTuple):
    """Who is on the list, to be asked about the people of an old database."""

    key: bytes
    stays: frozenset[str]
    chats: Mapping[str, datetime]

    def holds(self, resident: int, chat: int) -> bool:
        """Whether this resident was erased."""
        return _mark(self.key, resident, chat) in self.stays

    def last_erased(self, chat: int) -> datetime | None:
        """When somebody in this chat was erased for the last time."""
        return self.chats.get(_mark(self.key, chat))


class ErasedList:
    """The list of one database. Its files are made when the bot begins, or with the first erasure."""

    def __init__(self, database: Path) -> None:
        where = database.absolute()
        self.path = where.with_name(f"{where.name}.erased")
        self.key_path = where.with_name(f"{where.name}.key")

    def begin(self, now: datetime) -> None:
        """Make the list and its key where one of them is missing: whoever was erased before `now` is not on it."""
        if self.path.exists() and self.key_path.exists():
            return
        durable.write(self.key_path, secrets.token_hex(KEY_BYTES))
        durable.write(self.path, str(Line(now, SINCE, SINCE)))

    def add(self, people: Sequence[Erased]) -> None:
        """Put people on the list; when this returns they stand on the disk. Raises `StoreFailed`."""
        try:
            self.begin(min(one.at for one in people))
            key = self._key()
            lines = [Line(one.at, _mark(key, one.resident, one.chat), _mark(key, one.chat)) for one in people]
            durable.append(self.path, "".join(f"\n{line}" for line in lines))  # half a line may stand before it
        except OSError as error:
            kind = StoreFull if error.errno == errno.ENOSPC else StoreFailed
            raise kind(f"the list of erased people can't be written: {error.strerror}") from error

    def since(self) -> datetime | None:
        """From when on everybody who was erased is on it. None: there is no list, or its key is gone."""
        if not self.key_path.exists():
            return None
        return next((line.at for line in self._lines() if line.stay == SINCE), None)

    def read(self) -> Roll:
        """Everybody on it. Only where `since` gives a moment."""
        lines = list(self._lines())
        chats = {line.chat: line.at for line in sorted(lines)}  # the last erasure of a chat counts
        return Roll(self._key(), frozenset(line.stay for line in lines), chats)

    def drop_old(self, now: datetime) -> None:
        """Forget who was erased longer ago than any backup is kept."""
        since, then = self.since(), now - KEPT
        people = [line for line in self._lines() if line.stay != SINCE]
        kept = [line for line in people if line.at >= then]
        if since is not None and len(kept) < len(people):
            durable.write(self.path, "".join(str(line) for line in (Line(max(since, then), SINCE, SINCE), *kept)))

    def _key(self) -> bytes:
        return bytes.fromhex(self.key_path.read_text(encoding="ascii"))

    def _lines(self) -> Iterator[Line]:
        """Every whole line. Half a line is of somebody whose erasure was never committed."""
        text = self.path.read_text(encoding="ascii") if self.path.exists() else ""
        for line in text.splitlines():
            moment, _, marks = line.partition(" ")
            stay, _, chat = marks.partition(" ")
            if chat == SINCE or len(chat) == MARK_LENGTH:
                yield Line(datetime.fromisoformat(moment), stay, chat)


def _mark(key: bytes, *numbers: int) -> str:
    return hmac.new(key, ":".join(map(str, numbers)).encode(), "sha256").hexdigest()
