"""Asking the matcher in one line, for the tables of tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.catalogue.models import Activity
from bot.catalogue.schedule import Calendar
from bot.core.matching import Suggestions, Wish, suggest
from bot.core.resident import Where
from tests.catalogue.samples import NOW, POINTS, ZONE, catalogue

HERE = Where("Midden", *POINTS["here"], "midden")


def asked(*activities: Activity, now: datetime = NOW, somewhere: bool = True, **wish: Any) -> Suggestions:
    """What is suggested to somebody in Midden (or nowhere in particular) who wishes this."""
    whole = catalogue(*activities)
    where = HERE if somewhere else None
    return suggest(Wish(**{"where": where, **wish}), whole, Calendar(whole).coming(now), now, ZONE)


def found(suggestions: Suggestions) -> str:
    """The activities that were found, best first, with spaces between."""
    return " ".join(one.activity.id for one in suggestions.found)


def left_out(suggestions: Suggestions) -> dict[str, str]:
    """Why the near misses were left out."""
    return {one.activity.id: one.reason.msgid for one in suggestions.left_out}
