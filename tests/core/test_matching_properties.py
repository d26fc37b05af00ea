"""What is true of every suggestion, whatever there is and whatever somebody wishes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.models import Activity, freshness
from bot.catalogue.schedule import Calendar
from bot.core.matching import Suggestions, Wish, suggest
from bot.core.resident import Need, Where
from tests.catalogue.samples import NOW, POINTS, TOP, ZONE, activity, catalogue

INTERESTS = sorted(TOP["interests"])
NEEDS = get_args(Need)
facts = st.sampled_from(["yes", "no", "unknown"])
schedules = st.sampled_from([
    {"any_time": "yes"},
    {"rules": [{"days": ["we"], "start": "14:00", "end": "16:00"}]},
    {"rules": [{"days": ["sa"], "start": "19:00", "end": "21:00"}], "closed_on_public_holidays": "yes"},
    {"rules": [{"days": ["fr"], "start": "10:00", "end": "12:00"}], "closed_on_public_holidays": "yes",
     "except_dates": ["2026-12-04", "2027-01-08"]},
    {"dates": [{"date": "2026-11-20", "start": "10:00", "end": "12:00"}]},
])


@st.composite
def activities(draw: st.DrawFn) -> list[Activity]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["building", "building", "outdoors", "online", "at_home"]))
        changes: dict[str, Any] = {
            "interests": draw(st.lists(st.sampled_from(INTERESTS), min_size=1, max_size=2, unique=True)),
            "place": {"kind": kind},
            "schedule": draw(schedules),
            "status": draw(st.sampled_from(["active", "active", "active", "draft", "paused", "ended"])),
            "checked": {"date": (NOW.date() - timedelta(days=draw(st.integers(0, 250)))).isoformat()},
            "access": {"step_free": draw(facts)},
            "cost": {"eur": draw(st.integers(0, 3))},
            "therapeutic": draw(st.booleans()),
            "organiser": draw(st.sampled_from(["Een", "Twee"])),
        }
        made.append(activity(f"activity-{number}", draw(st.sampled_from(sorted(POINTS))), **changes))
    return made


wishes = st.builds(
    Wish,
    likes=st.lists(st.sampled_from(INTERESTS), max_size=3, unique=True).map(tuple),
    where=st.none() | st.sampled_from(sorted(POINTS)).map(lambda point: Where("Ergens", *POINTS[point])),
    needs=st.lists(st.sampled_from(NEEDS), max_size=3, unique=True).map(tuple),
    said_no=st.sampled_from([(), ("activity-0",), ("activity-1", "activity-2")]),
    shown=st.sampled_from([(), (("activity-0", 3),)]),
)
moments = st.integers(0, 60 * 24).map(lambda hours: NOW + timedelta(hours=hours))


@settings(max_examples=150, deadline=None)
@given(there_is=activities(), wish=wishes, now=moments)
def test_every_suggestion_can_be_trusted(there_is: list[Activity], wish: Wish, now: Any) -> None:
    whole = catalogue(*there_is)
    calendar = Calendar(whole)
    day = now.astimezone(ZONE).date()

    answer = suggest(wish, whole, calendar.coming(now), now, ZONE)

    assert len(answer.found) <= 3
    assert len({one.activity.id for one in answer.found}) == len(answer.found)
    assert len(answer.left_out) <= 10
    for one in answer.found:
        assert one.reasons
        assert one.activity.status == "active"
        assert one.activity.id not in wish.said_no
        assert not one.activity.is_ended_on(day)
        assert freshness(one.activity.checked, day) != "stale"
        assert one.call_first == (freshness(one.activity.checked, day) == "call_first")
        assert one.slots or one.activity.schedule.any_time
        assert all(slot.start > now for slot in one.slots)
        assert all(calendar.is_open_on(one.activity, slot.start.astimezone(ZONE).date()) for slot in one.slots)
    _needs_are_met(wish, answer)
    assert not {one.activity.id for one in answer.found} & {one.activity.id for one in answer.left_out}


def _needs_are_met(wish: Wish, answer: Suggestions) -> None:
    for one in answer.found:
        if "step_free" in wish.needs:
            assert one.activity.access.step_free == "yes" or one.activity.place.kind in {"online", "at_home"}
        if "free" in wish.needs:
            assert one.activity.cost.eur == 0
        if "from_home" in wish.needs:
            assert one.activity.place.kind in {"online", "phone", "at_home"}
        if {"evening", "weekend"} <= set(wish.needs):
            assert all(slot.is_evening(ZONE) or slot.is_weekend(ZONE) for slot in one.slots)


@settings(max_examples=60, deadline=None)
@given(there_is=activities(), wish=wishes)
def test_the_same_question_gets_the_same_answer(there_is: list[Activity], wish: Wish) -> None:
    first, again = catalogue(*there_is), catalogue(*there_is)

    answers = [suggest(wish, whole, Calendar(whole).coming(NOW), NOW, ZONE) for whole in (first, again, first)]

    assert answers[0] == answers[1] == answers[2]


@settings(max_examples=60, deadline=None)
@given(there_is=activities(), wish=wishes)
def test_never_only_care_when_something_else_fits(there_is: list[Activity], wish: Wish) -> None:
    whole = catalogue(*there_is)
    plain = catalogue(*(one for one in there_is if not one.therapeutic))

    answer = suggest(wish, whole, Calendar(whole).coming(NOW), NOW, ZONE)
    without = suggest(wish, plain, Calendar(plain).coming(NOW), NOW, ZONE)

    if without.found and without.widened == answer.widened:
        assert any(not one.activity.therapeutic for one in answer.found)
