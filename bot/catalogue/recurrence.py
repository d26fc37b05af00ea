"""On which days a rule of a schedule falls. Days are local; nothing here knows of clocks or exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile

from bot.catalogue.parts import WEEK_DAYS, Rule

_ONE_RULE = re.compile(r"(RRULE:)?FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)[A-Z0-9=;,+-]*", re.IGNORECASE)
_NO_STEP = re.compile(r"INTERVAL=0+(;|$)", re.IGNORECASE)
_WEEK = timedelta(weeks=1)


def rule_days(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days of a rule from `first` to `last`, both included, soonest first."""
    first = max(first, rule.from_ or first)
    last = min(last, rule.until or last)
    if rule.rrule:
        return _rrule_days(rule, first, last)
    if rule.every == "month":
        return _month_days(rule, first, last)
    return _week_days(rule, first, last)


def rrule_is_readable(rule: Rule) -> bool:
    """Whether the raw `rrule` is one line that we and dateutil understand."""
    if not _ONE_RULE.fullmatch(rule.rrule) or _NO_STEP.search(rule.rrule):
        return False
    try:
        next(rule_days(rule, date(2000, 1, 1), date(2000, 1, 1)), None)
    except (ValueError, TypeError):
        return False
    return True


def _week_days(rule: Rule, first: date, last: date) -> Iterator[date]:
    wanted = sorted(WEEK_DAYS.index(day) for day in rule.days)
    monday = first - timedelta(days=first.weekday())
    step = _WEEK
    if rule.every == "2weeks" and rule.from_:
        step = 2 * _WEEK
        start = rule.from_ - timedelta(days=rule.from_.weekday())
        monday -= (monday - start) % step
    while monday <= last:
        for number in wanted:
            day = monday + timedelta(days=number)
            if first <= day <= last:
                yield day
        monday += step


def _month_days(rule: Rule, first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        found = {_nth_day(month, WEEK_DAYS.index(day), n) for day in rule.days for n in rule.nth}
        yield from (day for day in sorted(filter(None, found)) if first <= day <= last)
        month = (month + timedelta(days=32)).replace(day=1)


def _nth_day(month: date, weekday: int, n: int) -> date | None:
    """The nth such day of the month (-1: the last), None when there is no fifth."""
    if n < 0:
        end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    day = month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * (n - 1))
    return day if day.month == month.month else None


def _rrule_days(rule: Rule, first: date, last: date) -> Iterator[date]:
    from dateutil.rrule import rrule, rrulestr

    start = datetime.combine(rule.from_ or first, rule.start)
    found = rrulestr(rule.rrule, dtstart=start)
    if isinstance(found, rrule) and "COUNT=" not in rule.rrule.upper() and "UNTIL=" not in rule.rrule.upper():
        found = found.replace(until=datetime.combine(last, rule.start))
    moments = found.xafter(datetime.combine(first, rule.start), inc=True)
    days = (moment.date() for moment in moments)
    return takewhile(lambda day: day <= last, dict.fromkeys(takewhile(lambda day: day <= last, days)))
