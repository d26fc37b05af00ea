"""Reading a catalogue: a file or a folder, every problem at once, each with its place and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from bot.catalogue.checks import check_entries
from bot.catalogue.composing import Fault, Level
from bot.catalogue.entries import Entry, Source, languages_of, open_source, read_entries, read_top
from bot.catalogue.models import Catalogue
from bot.catalogue.references import check_top
from bot.catalogue.wording import sentence

REGION_FILE = "_region.yaml"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a maintainer should know. Line and column count from 1. `entry` is an activity's id, "" for none."""

    file: str
    line: int
    column: int
    entry: str
    field: str
    level: Level
    message: str

    def __str__(self) -> str:
        where = " · ".join(filter(None, (self.entry, self.field)))
        return f"{self.file}:{self.line}:{self.column}  " + (f"{where}: " if where else "") + self.message


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of it. The catalogue is None when it can't be used; problems are in the order of the files."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep something out."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def read(path: Path, today: date, language: str = "nl") -> Reading:
    """Read the catalogue at `path`. `today` is the local day, for what has ended and what was checked long ago.

    In a folder a broken entry is left out and the others stay; in a single file any error keeps the catalogue back.
    """
    folder = path.is_dir()
    region = path / REGION_FILE if folder else path
    others = [name for name in sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if name != region]
    if folder and not region.is_file():
        return Reading(None, (_problem(path, Fault("no_region", 1, 1), language),))
    sources = [open_source(name) for name in (region, *others)]
    languages = languages_of(sources[0])
    top = read_top(sources[0], languages)
    entries = [
        entry for number, source in enumerate(sources) for entry in read_entries(source, languages, alone=number > 0)
    ]
    check_top(sources[0], top)
    check_entries(entries, sources[0], top, today)
    problems = _problems(sources, entries, language)
    valid = {entry.key: entry.activity for entry in entries if entry.activity and entry.is_valid}
    whole = top is not None and all(fault.level != "error" for fault in sources[0].faults)
    if not any(problem.level == "error" for problem in problems) and not valid:
        problems.append(_problem(region, Fault("nothing_valid", 1, 1), language))
    if top is None or not whole or not valid or (not folder and len(valid) < len(entries)):
        return Reading(None, tuple(sorted(problems)))
    return Reading(top.model_copy(update={"activities": MappingProxyType(valid)}), tuple(sorted(problems)))


def _problems(sources: list[Source], entries: list[Entry], language: str) -> list[Problem]:
    problems = [_problem(source.path, fault, language) for source in sources for fault in source.faults]
    return problems + [
        _problem(entry.source.path, fault, language, entry.key) for entry in entries for fault in entry.faults
    ]


def _problem(path: Path, fault: Fault, language: str, entry: str = "") -> Problem:
    message = sentence(fault.code, fault.facts, language)
    return Problem(str(path), fault.line, fault.column, entry, fault.field, fault.level, message)
