"""What the doctor found, one line for each check: what is well, or what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["well", "look", "wrong"]
SIGNS: dict[Level, str] = {"well": "✓", "look": "!", "wrong": "✗"}
WELL, WRONG = 0, 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `look`: it works, but somebody should have a look."""

    check: str
    level: Level
    told: str
    remedy: str = ""

    def __str__(self) -> str:
        told = f"{SIGNS[self.level]} {self.check + ':':<13} {self.told}"
        return f"{told} → {self.remedy}" if self.remedy else told


def well(check: str, told: str) -> Finding:
    """All is well."""
    return Finding(check, "well", told)


def look(check: str, told: str, remedy: str) -> Finding:
    """It works; somebody should have a look."""
    return Finding(check, "look", told, remedy)


def wrong(check: str, told: str, remedy: str) -> Finding:
    """It does not work."""
    return Finding(check, "wrong", told, remedy)


def exit_code(findings: Iterable[Finding]) -> int:
    """0 where nothing is wrong, else 1."""
    return WRONG if any(finding.level == "wrong" for finding in findings) else WELL


def how_long(span: timedelta) -> str:
    """A span as people say it: "40 seconds", "3 hours"."""
    seconds = max(0, round(span.total_seconds()))
    for name, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {name}s"
    return many(seconds, "second")


def many(number: int, what: str) -> str:
    """How many of something."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
