"""When things are: rules, exceptions, holidays, seasons and clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.models import WEEK_DAYS, Slot
from bot.catalogue.schedule import HORIZON, Calendar, slots
from tests.catalogue.samples import NOW, ZONE, activity, catalogue


def starts(schedule: dict[str, Any], after: datetime = NOW, count: int = 3, **changes: Any) -> list[str]:
    """The next starts on the clock of the wall, as "2026-12-02 14:00"."""
    one = activity(schedule=schedule)
    found = slots(one, catalogue(one, **changes), after, count)
    return [f"{slot.start.astimezone(ZONE):%Y-%m-%d %H:%M}" for slot in found]


def rule(**changes: Any) -> dict[str, Any]:
    return {"days": ["we"], "start": "14:00", "end": "16:00", **changes}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


NEXT_THREE = ["2026-12-02 14:00", "2026-12-09 14:00", "2026-12-16 14:00"]


@pytest.mark.parametrize(("schedule", "expected"), [
    pytest.param({"rules": [rule()]}, NEXT_THREE, id="every week"),
    pytest.param({"rules": [rule(days=["tu", "fr"])]}, ["2026-12-01 14:00", "2026-12-04 14:00", "2026-12-08 14:00"],
                 id="two days a week"),
    pytest.param({"rules": [rule(every="2weeks", **{"from": "2026-11-25"})]},
                 ["2026-12-09 14:00", "2026-12-23 14:00", "2027-01-06 14:00"], id="two-weekly counts from its start"),
    pytest.param({"rules": [rule(every="month", nth=1)]}, ["2026-12-02 14:00", "2027-01-06 14:00", "2027-02-03 14:00"],
                 id="the first of the month"),
    pytest.param({"rules": [rule(every="month", nth=[-1])]},
                 ["2026-12-30 14:00", "2027-01-27 14:00", "2027-02-24 14:00"], id="the last of the month"),
    pytest.param({"rules": [rule(every="month", nth=[5])]},
                 ["2026-12-30 14:00", "2027-03-31 14:00", "2027-06-30 14:00"], id="a fifth only where there is one"),
    pytest.param({"rules": [rule(**{"from": "2026-12-10"})]},
                 ["2026-12-16 14:00", "2026-12-23 14:00", "2026-12-30 14:00"],
                 id="not before it begins"),
    pytest.param({"rules": [rule(until="2026-12-09")]},
                 ["2026-12-02 14:00", "2026-12-09 14:00"], id="the last day counts"),
    pytest.param({"rules": [rule()], "except_dates": ["2026-12-09"]},
                 ["2026-12-02 14:00", "2026-12-16 14:00", "2026-12-23 14:00"], id="an exception"),
    pytest.param({"rules": [rule(days=["fr"])], "closed_on_public_holidays": "yes"},
                 ["2026-12-04 14:00", "2026-12-11 14:00", "2026-12-18 14:00"], id="before the holidays"),
    pytest.param({"rules": [rule()], "closed_in_school_holidays": "yes"},
                 NEXT_THREE, id="before the school holidays"),
    pytest.param({"rules": [rule()], "season": [4, 10]}, ["2027-04-07 14:00", "2027-04-14 14:00", "2027-04-21 14:00"],
                 id="a summer season"),
    pytest.param({"rules": [rule()], "season": [10, 12]}, NEXT_THREE,
                 id="an autumn season"),
    pytest.param({"rules": [rule()], "season": [12, 1]}, NEXT_THREE,
                 id="a season over new year"),
    pytest.param({"dates": [{"date": "2026-12-24", "start": "18:00", "end": "20:00"},
                            {"date": "2026-11-24", "start": "18:00", "end": "20:00"}]},
                 ["2026-12-24 18:00"], id="dates"),
    pytest.param({"rules": [rule()], "dates": [{"date": "2026-12-03", "start": "10:00", "end": "11:00"}]},
                 ["2026-12-02 14:00", "2026-12-03 10:00", "2026-12-09 14:00"], id="dates among rules"),
    pytest.param({"rules": [{"rrule": "FREQ=DAILY;INTERVAL=3", "start": "9:00", "end": "10:00", "from": "2026-12-01"}]},
                 ["2026-12-04 09:00", "2026-12-07 09:00", "2026-12-10 09:00"], id="a raw rrule"),
    pytest.param({"rules": [{"rrule": "FREQ=WEEKLY;COUNT=2", "start": "9:00", "end": "10:00", "from": "2026-12-02"}]},
                 ["2026-12-02 09:00", "2026-12-09 09:00"], id="an rrule that counts"),
    pytest.param({"rules": [{"rrule": "FREQ=MONTHLY;BYDAY=1TU,3TU", "start": "9:00", "end": "10:00"}]},
                 ["2026-12-15 09:00", "2027-01-05 09:00", "2027-01-19 09:00"], id="an rrule without a first day"),
    pytest.param({"any_time": "yes"}, [], id="by appointment"),
])
def test_the_next_dates(schedule: dict[str, Any], expected: list[str]) -> None:
    assert starts(schedule) == expected


def test_nothing_on_a_public_holiday_that_closes_it() -> None:
    found = starts({"rules": [rule(days=["fr"])], "closed_on_public_holidays": "yes"}, at("2026-12-19T10:00"), 2)

    assert found == ["2027-01-08 14:00", "2027-01-15 14:00"]  # Christmas and New Year are Fridays


def test_open_on_a_public_holiday_when_it_says_nothing() -> None:
    assert starts({"rules": [rule(days=["fr"])]}, at("2026-12-19T10:00"), 1) == ["2026-12-25 14:00"]


def test_nothing_in_the_school_holidays_first_and_last_day_included() -> None:
    schedule = {"rules": [rule(days=["sa", "su"])], "closed_in_school_holidays": "yes"}

    assert starts(schedule, at("2026-12-14T10:00"), 2) == ["2027-01-09 14:00", "2027-01-10 14:00"]


def test_what_has_begun_is_over() -> None:
    assert starts({"rules": [rule()]}, at("2026-12-02T14:00"), 1) == ["2026-12-09 14:00"]
    assert starts({"rules": [rule()]}, at("2026-12-02T13:59"), 1) == ["2026-12-02 14:00"]


@pytest.mark.parametrize(("after", "expected"), [
    ("2026-10-20T00:00", ["2026-10-21T12:00+00:00", "2026-10-28T13:00+00:00"]),  # winter time begins on the 25th
    ("2027-03-23T00:00", ["2027-03-24T13:00+00:00", "2027-03-31T12:00+00:00"]),  # summer time begins on the 28th
])
def test_two_o_clock_stays_two_across_a_clock_change(after: str, expected: list[str]) -> None:
    one = activity()

    found = slots(one, catalogue(one), at(after), 2)

    assert [slot.start for slot in found] == [datetime.fromisoformat(moment) for moment in expected]


def test_an_evening_that_ends_after_midnight_ends_the_next_day() -> None:
    one = activity(schedule={"rules": [rule(start="22:00", end="00:30")]})

    slot = slots(one, catalogue(one), NOW, 1)[0]

    assert slot.end - slot.start == timedelta(hours=2, minutes=30)


def test_something_in_the_hour_that_does_not_exist_still_happens() -> None:
    one = activity(schedule={"rules": [rule(days=["su"], start="02:30", end="03:30")]})

    slot = slots(one, catalogue(one), at("2027-03-27T12:00"), 1)[0]

    assert slot.end > slot.start


def test_a_project_has_no_dates_after_its_end() -> None:
    one = activity(continuity={"kind": "project", "note": "Daarna naar Ria.", "ends_on": "2026-12-08"})

    assert [slot.start.date() for slot in slots(one, catalogue(one), NOW, 5)] == [date(2026, 12, 2)]


def test_coming_gives_the_next_three_and_says_the_same_until_one_has_begun() -> None:
    one = activity()
    calendar = Calendar(catalogue(one))

    first = calendar.coming(NOW)[one.id]
    same = calendar.coming(NOW + timedelta(days=1))[one.id]
    later = calendar.coming(first[0].start)[one.id]

    assert len(first) == 3
    assert same is first
    assert later[0] == first[1]


def test_coming_looks_back_when_the_clock_was_put_back() -> None:
    one = activity()
    calendar = Calendar(catalogue(one))
    calendar.coming(NOW + timedelta(days=30))[one.id]

    assert calendar.coming(NOW)[one.id] == slots(one, catalogue(one), NOW, 3)


def test_coming_adds_the_next_evening_when_the_next_three_are_by_day() -> None:
    one = activity(schedule={"rules": [rule(days=["we", "th", "fr"]), rule(days=["mo"], start="19:00", end="21:00")]})

    found = Calendar(catalogue(one)).coming(NOW)[one.id]

    assert [slot.is_evening(ZONE) for slot in found] == [False, False, False, True]


days = st.lists(st.sampled_from(WEEK_DAYS), min_size=1, max_size=7, unique=True)
minutes = st.integers(0, 3 * 365 * 24 * 60)
moments = minutes.map(lambda past: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=past))
dates = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@settings(max_examples=60, deadline=None)
@given(days=days, after=moments, hour=st.integers(0, 22), closed=st.booleans(), gone=dates)
def test_dates_come_soonest_first_on_their_days_and_never_on_a_closed_one(
    days: list[str], after: datetime, hour: int, closed: bool, gone: date,
) -> None:
    one = activity(schedule={
        "rules": [rule(days=days, start=f"{hour}:00", end=f"{hour + 1}:00")], "except_dates": [gone.isoformat()],
        "closed_on_public_holidays": closed, "season": [3, 11],
    })
    calendar = Calendar(catalogue(one))

    found = calendar.next_slots(one, after)

    local = [slot.start.astimezone(ZONE) for slot in found]
    assert all(slot.start > after and slot.end > slot.start for slot in found)
    assert list(found) == sorted(set(found))
    assert all(WEEK_DAYS[moment.weekday()] in days and 3 <= moment.month <= 11 for moment in local)
    assert all(moment.date() != gone for moment in local)
    assert not closed or all(moment.date() not in calendar.public_holidays(moment.year) for moment in local)
    assert all(slot.start - after <= HORIZON for slot in found)
    assert found == tuple(Slot(slot.start, slot.end) for slot in found)
