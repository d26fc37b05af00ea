"""Invented people and a small world for tests of the core. Moments are local wall-clock strings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.catalogue.models import Catalogue, PlaceAnswer, PlaceUnknown, Slot
from bot.core.known import Known, World
from bot.core.policy import Policy
from bot.core.resident import Answers, Plan, Resident

ZONE = ZoneInfo("Europe/Amsterdam")
EMPTY = Catalogue.model_validate({"region": {"name": "Utrecht"}, "areas": {}, "interests": {}, "office_hours": []})


class Nowhere:
    """A map without places."""

    def find(self, text: str) -> PlaceAnswer:
        """No place is known."""
        return PlaceUnknown()

    def at(self, lat: float, lon: float) -> PlaceAnswer:
        """No place is known."""
        return PlaceUnknown()


def at(local: str) -> datetime:
    """A local wall-clock moment ("2026-12-01 10:00") as UTC."""
    return datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(UTC)


def a_world(now: str | datetime, coming: Mapping[str, Sequence[Slot]] | None = None, **more: Any) -> World:
    """A world at this moment."""
    moment = at(now) if isinstance(now, str) else now
    catalogue, places = more.pop("catalogue", EMPTY), more.pop("places", Nowhere())
    return World(moment, ZONE, catalogue, coming or {}, places, Policy(), **more)


def anna(**changes: Any) -> Resident:
    """Anna, who likes singing and answered the questions on a Tuesday morning."""
    looked = at("2026-12-01 10:00")
    known = Resident(
        id=3, remember=True, question="none", answers=Answers(likes=("singing",)), seen_at=looked, looked_at=looked
    )
    return replace(known, **changes)


def knows(resident: Resident, *plans: Plan, **more: Any) -> Known:
    """What we know of somebody."""
    return Known(resident, plans=plans, **more)


def going(starts: str, **changes: Any) -> Plan:
    """A plan to go singing."""
    return replace(Plan("zingen-op-dinsdag", at(starts)), **changes)
