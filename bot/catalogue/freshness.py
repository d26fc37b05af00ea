"""How long ago an activity was checked, and what that means."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from bot.catalogue.parts import Checked

Freshness: TypeAlias = Literal["fresh", "call_first", "stale"]
FRESH_DAYS = 90
CALL_FIRST_DAYS = 180
_AGES_TWICE_AS_FAST = {"website", "feed"}


def freshness(checked: Checked, day: date) -> Freshness:
    """`fresh`, `call_first` (shown with "call before you go") or `stale` (not suggested)."""
    age = (day - checked.date).days * (2 if checked.how in _AGES_TWICE_AS_FAST else 1)
    if age <= FRESH_DAYS:
        return "fresh"
    return "call_first" if age <= CALL_FIRST_DAYS else "stale"
