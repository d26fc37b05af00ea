"""Moments in a resident's day: the evening before, that morning, and the next time we may speak."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.core.known import World


def local(day: date, at: time, world: World) -> datetime:
    """A wall-clock moment of the region, as UTC."""
    return datetime.combine(day, at, world.zone).astimezone(UTC)


def day_of(moment: datetime, world: World) -> date:
    """The local day of a moment."""
    return moment.astimezone(world.zone).date()


def evening_before(starts_at: datetime, world: World) -> datetime:
    """The evening before something."""
    return local(day_of(starts_at, world) - timedelta(days=1), world.policy.evening_at, world)


def morning_of(starts_at: datetime, world: World) -> datetime | None:
    """That same morning; None for something so early that the morning would be too late."""
    if starts_at.astimezone(world.zone).time() < world.policy.early_before:
        return None
    return local(day_of(starts_at, world), world.policy.morning_at, world)


def daily(day: date, resident: int, world: World) -> datetime:
    """The ordinary hour of a day, spread so that not everybody is written to in the same minute."""
    return local(day, world.policy.daily_at, world) + spread(resident, world)


def spread(resident: int, world: World) -> timedelta:
    """A few minutes that are always the same for one resident."""
    minutes = max(1, int(world.policy.spread.total_seconds()) // 60)
    return timedelta(minutes=resident * 7 % minutes)


def waking(moment: datetime, resident: int, world: World) -> datetime:
    """The first moment from here that is not at night."""
    at = moment.astimezone(world.zone)
    if at.time() < world.policy.wakes_at:
        return local(at.date(), world.policy.wakes_at, world) + spread(resident, world)
    if at.time() >= world.policy.sleeps_at:
        return local(at.date() + timedelta(days=1), world.policy.wakes_at, world) + spread(resident, world)
    return moment


def is_night(moment: datetime, world: World) -> bool:
    """Is this an hour at which nothing unasked is said?"""
    at = moment.astimezone(world.zone).time()
    return at < world.policy.wakes_at or at >= world.policy.sleeps_at
