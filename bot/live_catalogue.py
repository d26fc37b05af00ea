"""The catalogue in force: read at the start, again when it was saved, the last good one kept beside the database."""

from __future__ import annotations

import asyncio
import logging
import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.catalogue.models import Catalogue
from bot.catalogue.places import Gazetteer
from bot.catalogue.reading import Reading, read
from bot.catalogue.schedule import Calendar
from bot.clock import Clock
from bot.wrong import StartError

LOOK_EVERY_S = 2.0
LANGUAGE = "en"  # of the log

Look: TypeAlias = tuple[tuple[str, int, int], ...]
"""What every change of the files changes: the name, moment and size of each."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Edition:
    """One catalogue as it was read, with what is worked out from it when it is first asked for."""

    catalogue: Catalogue

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the region."""
        return ZoneInfo(self.catalogue.region.time_zone)

    @cached_property
    def calendar(self) -> Calendar:
        """The dates of its activities."""
        return Calendar(self.catalogue)

    @cached_property
    def places(self) -> Gazetteer:
        """Its areas, and the towns around."""
        return Gazetteer(self.catalogue)


class LiveCatalogue:
    """What there is to do, as the last files without errors said it. `watch` keeps it so."""

    def __init__(self, path: Path, copy: Path, clock: Clock) -> None:
        """Reads `path`, a file or a folder. `copy` is the folder for the last good one. Raises `StartError`."""
        self._path = path
        self._copy = copy
        self._clock = clock
        self._seen = look(path)
        self.edition = self._first_edition()

    async def watch(self) -> None:
        """Read the files again soon after they were saved, for ever."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self.look_again()

    async def look_again(self) -> bool:
        """Read the files if they changed. True when what they say now is in force."""
        seen = await asyncio.to_thread(look, self._path)
        if seen == self._seen:
            return False
        self._seen = seen
        reading = await asyncio.to_thread(read, self._path, self._today(), LANGUAGE)
        _tell(reading)
        if reading.catalogue is None:
            return False
        self.edition = Edition(reading.catalogue)
        await asyncio.to_thread(self._keep)
        log.info("The catalogue was read again: it has %d activities.", len(reading.catalogue.activities))
        return True

    def _first_edition(self) -> Edition:
        reading = read(self._path, self._today(), LANGUAGE)
        if reading.catalogue:
            _tell(reading)
            self._keep()
            return Edition(reading.catalogue)
        kept = self._copy / self._path.name
        last_good = read(kept, self._today(), LANGUAGE).catalogue if self._path.exists() and kept.exists() else None
        if last_good is None:
            raise StartError(_why_not(self._path, reading))
        log.error("%s The last good catalogue is in force until then.", _why_not(self._path, reading))
        return Edition(last_good)

    def _keep(self) -> None:
        """Put a copy of the files beside the database. Without room for it the bot runs on all the same."""
        fresh, old = self._copy.with_name(f"{self._copy.name}.new"), self._copy
        try:
            shutil.rmtree(fresh, ignore_errors=True)
            for file in _files(self._path):
                kept = fresh / file.relative_to(self._path.parent)
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, kept)
            shutil.rmtree(old, ignore_errors=True)
            fresh.rename(old)
        except OSError as error:
            log.warning("The last good catalogue could not be kept: %s.", error.strerror)

    def _today(self) -> date:
        return self._clock.now().date()


def look(path: Path) -> Look:
    """How the files of a catalogue look from outside; of one that is not there: nothing."""
    found = []
    for file in _files(path):
        try:
            seen = file.stat()
        except OSError:
            continue
        found.append((str(file), seen.st_mtime_ns, seen.st_size))
    return tuple(found)


def _files(path: Path) -> list[Path]:
    return sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]


def _tell(reading: Reading) -> None:
    """One line about what is wrong in the files, where something is."""
    if not reading.errors:
        return
    more = len(reading.errors) - 1
    rest = f", and {more} more" if more else ""
    stays = "Those entries are left out." if reading.catalogue else "The catalogue that was in force stays."
    log.error("The catalogue has errors: %s%s. %s", reading.errors[0], rest, stays)


def _why_not(path: Path, reading: Reading) -> str:
    """Why a catalogue can't be used, in one line."""
    if not path.exists():
        return f"CATALOGUE: there is nothing at {path}. Set it to a file, or to a folder of files."
    first = " ".join(str(reading.errors[0]).split()) if reading.errors else "nothing in it can be used"
    return f"CATALOGUE can't be used: {first}. `schuifaan check {path}` tells everything."
