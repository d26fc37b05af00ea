"""The daring score: how much somebody knows before they dare to go."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalogue.activity import Activity

ENOUGH = 60  # percent; below this it ranks last
_NO_DOOR = {"online", "phone", "at_home"}


def daring_score(activity: Activity) -> int:
    """How complete first visit, contact, access and group are: 0 to 100."""
    known = [filled for _, filled in _facts(activity)]
    return round(100 * sum(known) / len(known))


def would_help(activity: Activity) -> tuple[str, ...]:
    """The fields that are still to be filled in, what helps most first."""
    return tuple(field for field, filled in _facts(activity) if not filled)


def _facts(activity: Activity) -> Iterator[tuple[str, bool]]:
    visit, contact, group = activity.first_visit, activity.contact, activity.group
    yield "first_visit.find_us", bool(visit.find_us)
    yield "first_visit.buddy", visit.buddy != "unknown"
    yield "first_visit.may_just_watch", visit.may_just_watch != "unknown"
    yield "first_visit.may_leave_early", visit.may_leave_early != "unknown"
    yield "first_visit.may_bring_someone", visit.may_bring_someone != "unknown"
    yield "first_visit.talking_expected", visit.talking_expected != "unknown"
    yield "contact.phone", bool(contact.phone)
    yield "contact.call_hours", bool(contact.call_hours)
    yield "contact.reply_within_hours", contact.reply_within_hours is not None
    yield "contact.backup", bool(contact.backup)
    yield "group.typical_max", group.typical_max is not None
    yield "group.sound", group.sound != "unknown"
    if activity.place.kind not in _NO_DOOR:
        access = activity.access
        yield "access.step_free", access.step_free != "unknown"
        yield "access.wheelchair_toilet", access.wheelchair_toilet != "unknown"
        yield "access.seat_possible", access.seat_possible != "unknown"
        yield "access.quiet_corner", access.quiet_corner != "unknown"
