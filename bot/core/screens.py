"""Small pieces that every screen is made of: buttons, rows, and saying something to a resident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.effects import Button, EditButtons, Effect, Keyboard, Memory, Say, ToResident
from bot.core.known import Known
from bot.core.text import Arg, Foreign, Lines, Text, Words, say

CHOICES_IN_VIEW = 8
HUMAN = Button(say("🙋 A human"), "human")
SOMETHING_ELSE = Button(say("Something else"), "again")
TICK = "✅"


def tell(known: Known, text: Words, *rows: Sequence[Button]) -> Say:
    """Say something to this resident, with rows of buttons under it."""
    return Say(ToResident(known.resident.id), text, keyboard(*rows))


def keyboard(*rows: Sequence[Button]) -> Keyboard:
    """Rows of buttons without the empty ones."""
    return tuple(tuple(row) for row in rows if row)


def edit_buttons(known: Known, message: int, *rows: Sequence[Button]) -> EditButtons:
    """Change the buttons under a message that a resident sees."""
    return EditButtons(ToResident(known.resident.id), message, keyboard(*rows))


def lines(*parts: Arg | None, gap: str = "\n\n") -> Lines:
    """Paragraphs, without those that are not there."""
    return Lines(tuple(part for part in parts if part is not None), gap)


def in_pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Two buttons a row: reads well on a phone."""
    return [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]


def ticked(label: Text | Foreign | Lines, is_on: bool) -> Words:
    """A choice, with a mark when it is chosen."""
    return Lines((TICK, label), " ") if is_on else label


def page_of(items: Sequence[Button], page: int, kind: str, more: Words) -> list[Button]:
    """At most eight choices, and a button to the next ones (which goes round) when there are more."""
    pages = max(1, -(-len(items) // CHOICES_IN_VIEW))
    at = page % pages
    shown = list(items[at * CHOICES_IN_VIEW : (at + 1) * CHOICES_IN_VIEW])
    return [*shown, Button(more, f"page:{kind}:{(at + 1) % pages}")] if pages > 1 else shown


def with_resident(known: Known, **changes: Any) -> Known:
    """The same, with something else remembered of the resident."""
    return replace(known, resident=replace(known.resident, **changes))


def without_words_to(known: Known, effects: tuple[Effect | Memory, ...]) -> tuple[Effect | Memory, ...]:
    """Only what goes to others."""
    return tuple(e for e in effects if getattr(e, "to", None) != ToResident(known.resident.id))


def minutes_of(moment: datetime) -> str:
    """A moment as a few letters, for a button (minutes since 1970, base 36)."""
    number, digits = int(moment.timestamp()) // 60, ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def moment_of(letters: str) -> datetime | None:
    """The moment that `minutes_of` wrote, or None for anything else."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=int(letters, 36))
    except (ValueError, OverflowError):
        return None
