"""How long ago an activity was checked, and what that means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, TypeAlias

from bot.catalogue.parts import Checked

Freshness: TypeAlias = Literal["fresh", "call_first", "stale"]
FRESH_DAYS = 90
CALL_FIRST_DAYS = 180
_AGES_TWICE_AS_FAST = {"website", "feed"}


def freshness(checked: Checked, day: date) -> Freshness:
    """`fresh`, `call_first` (shown with "call before you go") or `stale` (not suggested)."""
    fresh_until, call_until = good_until(checked)
    if day <= fresh_until:
        return "fresh"
    return "call_first" if day <= call_until else "stale"


def good_until(checked: Checked) -> tuple[date, date]:
    """The last day on which it is fresh, and the last on which it is shown at all."""
    pace = 2 if checked.how in _AGES_TWICE_AS_FAST else 1
    return (
        checked.date + timedelta(days=FRESH_DAYS // pace),
        checked.date + timedelta(days=CALL_FIRST_DAYS // pace),
    )
