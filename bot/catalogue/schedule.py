"""When things are: the next dates of an activity, by the clock on the wall of its region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from bot.catalogue.models import Activity, Catalogue, Rule, Slot
from bot.catalogue.recurrence import rule_days

HORIZON = timedelta(days=400)  # further ahead nobody plans
SHOWN = 3
SOON = timedelta(days=15)  # an evening or weekend date within this is worth adding to the next three
SHORTEST = timedelta(minutes=30)
EMPTY_FOR = timedelta(days=1)


def slots(activity: Activity, catalogue: Catalogue, after: datetime, count: int) -> tuple[Slot, ...]:
    """The next `count` times, soonest first. What has begun at `after` (aware) is over. By appointment: none."""
    return tuple(islice(Calendar(catalogue).after(activity, after), count))


class Calendar:
    """The dates of one catalogue. Lives as long as the catalogue does, and remembers what it worked out."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.activities = catalogue.activities
        self._region = catalogue.region
        self._zone = ZoneInfo(catalogue.region.time_zone)
        self._holidays: dict[int, frozenset[date]] = {}  # by year
        self._known: dict[str, tuple[datetime, datetime, tuple[Slot, ...]]] = {}  # from, until, slots

    def coming(self, now: datetime) -> Coming:
        """The next dates of every activity, each worked out when it is asked for."""
        return Coming(self, now)

    def next_slots(self, activity: Activity, now: datetime) -> tuple[Slot, ...]:
        """The next three times; beyond them the next evening and weekend when those come soon too."""
        known = self._known.get(activity.id)
        if known and known[0] <= now < known[1]:
            return known[2]
        found = self._work_out(activity, now)
        until = found[0].start if found else now + EMPTY_FOR
        self._known[activity.id] = (now, until, found)
        return found

    def after(self, activity: Activity, after: datetime) -> Iterator[Slot]:
        """All times after a moment, soonest first, as far as the horizon."""
        today = after.astimezone(self._zone).date()
        seen: Slot | None = None
        for day, start, end in merge(*self._moments(activity, today)):
            slot = self._slot(day, start, end)
            if slot.start > after and slot != seen and self.is_open_on(activity, day):
                yield slot
            seen = slot

    def is_open_on(self, activity: Activity, day: date) -> bool:
        """Whether nothing closes the activity on this local day."""
        schedule = activity.schedule
        if day in schedule.except_dates or (schedule.season and not _in_season(day.month, *schedule.season)):
            return False
        if schedule.closed_in_school_holidays and any(
            holiday.from_ <= day <= holiday.until for holiday in self._region.school_holidays
        ):
            return False
        return not (schedule.closed_on_public_holidays and day in self.public_holidays(day.year))

    def public_holidays(self, year: int) -> frozenset[date]:
        """The public holidays of the region in a year; none where it names no country."""
        if year not in self._holidays:
            self._holidays[year] = self._look_up(year)
        return self._holidays[year]

    def _look_up(self, year: int) -> frozenset[date]:
        whose = self._region.public_holidays
        if whose is None:
            return frozenset()
        import holidays

        try:
            found = holidays.country_holidays(whose.country, subdiv=whose.subdivision or None, years=year)
        except NotImplementedError:
            return frozenset()
        return frozenset(found)

    def _work_out(self, activity: Activity, now: datetime) -> tuple[Slot, ...]:
        coming = self.after(activity, now)
        found = list(islice(coming, SHOWN))
        soon = now + SOON
        if len(found) == SHOWN and activity.schedule.rules and found[-1].start <= soon:
            rest = list(_until(coming, soon))
            for suits in (Slot.is_evening, Slot.is_weekend):
                if not any(suits(slot, self._zone) for slot in found):
                    found += [slot for slot in rest if suits(slot, self._zone)][:1]
        return tuple(sorted(set(found)))

    def _moments(self, activity: Activity, first: date) -> Iterator[Iterator[tuple[date, time, time]]]:
        last = min(first + HORIZON, activity.last_day() or date.max)
        for rule in activity.schedule.rules:
            yield _with_times(rule, first, last)
        if activity.schedule.dates:
            own = sorted((one.date, one.start, one.end) for one in activity.schedule.dates)
            yield iter([moment for moment in own if first <= moment[0] <= last])

    def _slot(self, day: date, start: time, end: time) -> Slot:
        until = day if end > start else day + timedelta(days=1)
        begins, ends = self._utc(day, start), self._utc(until, end)
        return Slot(begins, ends if ends > begins else begins + SHORTEST)  # in the hour that a clock change takes away

    def _utc(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, self._zone).astimezone(UTC)


class Coming(Mapping[str, tuple[Slot, ...]]):
    """From an activity to its next dates at one moment. Cheap to make: nothing is worked out before it is asked."""

    def __init__(self, calendar: Calendar, now: datetime) -> None:
        self._calendar, self._now = calendar, now
        self._activities = calendar.activities

    def __getitem__(self, activity: str) -> tuple[Slot, ...]:
        return self._calendar.next_slots(self._activities[activity], self._now)

    def __iter__(self) -> Iterator[str]:
        return iter(self._activities)

    def __len__(self) -> int:
        return len(self._activities)


def _with_times(rule: Rule, first: date, last: date) -> Iterator[tuple[date, time, time]]:
    for day in rule_days(rule, first, last):
        yield day, rule.start, rule.end


def _in_season(month: int, first: int, last: int) -> bool:
    return first <= month <= last if first <= last else month >= first or month <= last


def _until(coming: Iterator[Slot], end: datetime) -> Iterator[Slot]:
    for slot in coming:
        if slot.start > end:
            return
        yield slot
