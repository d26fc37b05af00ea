"""A clock that was ahead and is right again: what it wrote down as past, and still lies ahead, counts as now.

Else whoever heard from us in that wrong future would not hear from us again before it comes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.known import Known, World
from bot.core.promises import promised_moment
from bot.core.resident import Handover, Plan, Resident

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # this program did not exist before
PROMISED_AT_MOST = timedelta(days=14)  # ahead: office hours, over all holidays


def put_right(known: Known, world: World) -> Known:
    """The same person, as if everything that can't have happened yet happened now. Mostly that is nothing at all.

    By a clock that is certainly wrong itself nothing is put right.
    """
    if world.now < WRITTEN:
        return known
    handover = known.handover
    return replace(
        known,
        resident=_resident(known.resident, world),
        plans=tuple(_plan(plan, world) for plan in known.plans),
        handover=_handover(handover, world) if handover else None,
    )


def _resident(resident: Resident, world: World) -> Resident:
    now, follow_up = world.now, resident.follow_up
    latest_wake = now + world.policy.wake_at_the_latest
    return replace(
        resident,
        seen_at=_past(resident.seen_at, now),
        looked_at=_past(resident.looked_at, now),
        danger_at=_past(resident.danger_at, now),
        paused_until=_past(resident.paused_until, latest_wake),
        follow_up=replace(
            follow_up,
            since=_past(follow_up.since, now),
            last_unasked=tuple(min(moment, now) for moment in follow_up.last_unasked),
        ),
    )


def _plan(plan: Plan, world: World) -> Plan:
    """What was asked about something that is still to come will be asked when it is over."""
    is_early = plan.starts_at > world.now and plan.asked_after and plan.state == "planned"
    return replace(plan, asked_after=False, reminded=False) if is_early else plan


def _handover(handover: Handover, world: World) -> Handover:
    now, promised = world.now, handover.promised_at
    if promised is not None and promised > now + PROMISED_AT_MOST:
        promised = promised_moment(world)
    return replace(
        handover,
        asked_at=min(handover.asked_at, now),
        promised_at=promised,
        claimed_at=_past(handover.claimed_at, now),
        closed_at=_past(handover.closed_at, now),
        noticed_at=_past(handover.noticed_at, now),
    )


def _past(moment: datetime | None, latest: datetime) -> datetime | None:
    return None if moment is None else min(moment, latest)
