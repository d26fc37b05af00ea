"""Office hours: when volunteers are there, and which moment can honestly be promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.catalogue.models import WEEK_DAYS
from bot.core.known import World
from bot.core.moments import day_of, local
from bot.core.text import Arg, Clock, say

LOOK_AHEAD_DAYS = 60
QUARTER = timedelta(minutes=15)


def are_open(moment: datetime, world: World) -> bool:
    """Are the volunteers there at this moment?"""
    return any(start <= moment < end for start, end in _windows(moment, world))


def next_opening(moment: datetime, world: World) -> datetime:
    """When they are there again; the moment itself when they are there, or when no hours are known at all."""
    return next((start for start, _ in _windows(moment, world)), moment)


def after_office_time(moment: datetime, work: timedelta, world: World) -> datetime:
    """The moment at which so much office time has gone by, on the next whole quarter of an hour."""
    left = work
    for start, end in _windows(moment, world):
        if start + left <= end:
            return _next_quarter(start + left)
        left -= end - start
    return _next_quarter(moment + work)


def in_words(moment: datetime, world: World) -> Arg:
    """A moment as people say it: "today at 10.00", "tomorrow at 10.00", else the day and the time."""
    days = (day_of(moment, world) - day_of(world.now, world)).days
    if days == 0:
        return say("today at {time}", time=Clock(moment))
    return say("tomorrow at {time}", time=Clock(moment)) if days == 1 else moment


def _windows(moment: datetime, world: World) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of office time that end after a moment, soonest first, clipped to it, never overlapping."""
    first, done = day_of(moment, world), moment
    for n in range(LOOK_AHEAD_DAYS):
        for start, end in sorted(_on(first + timedelta(days=n), world)):
            if end > done:
                yield max(start, done), end
                done = end


def _on(day: date, world: World) -> Iterator[tuple[datetime, datetime]]:
    hours = world.catalogue.office_hours
    if not hours:
        yield local(day, world.policy.wakes_at, world), local(day, world.policy.sleeps_at, world)
    if hours and day in world.public_holidays:
        return
    for one in hours:
        if WEEK_DAYS[day.weekday()] in one.days and one.start < one.end:
            yield local(day, one.start, world), local(day, one.end, world)


def _next_quarter(moment: datetime) -> datetime:
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not over else moment - over + QUARTER
