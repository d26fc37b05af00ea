"""One activity, exactly as `activities.yaml` may describe it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.catalogue.fields import NO_WORDS, Part, Plain, Plains, Slug, Words, YesNo, at_most
from bot.catalogue.parts import (
    Access,
    Checked,
    ContactPerson,
    Continuity,
    Cost,
    FirstVisit,
    Food,
    Group,
    Languages,
    Place,
    Role,
    Schedule,
    Signup,
    Who,
)


class Activity(Part):
    """Something small to do nearby."""

    id: Slug
    status: Literal["active", "draft", "paused", "ended"] = "active"
    name: Annotated[Words, at_most(80)]
    summary: Annotated[Words, at_most(160)]
    interests: Annotated[Plains, Field(min_length=1)]
    first_visit: FirstVisit
    place: Place
    schedule: Schedule
    cost: Cost
    signup: Signup
    commitment: Literal["drop_in", "try_first", "regular", "serious"]
    led_by: Literal["professional", "volunteer", "peer", "residents", "mixed"]
    therapeutic: YesNo
    group: Group = Group()
    who: Who = Who()
    access: Access = Access()
    food: Food = Food()
    languages: Languages = Languages()
    give: tuple[Role, ...] = ()
    continuity: Continuity
    organiser: Words
    contact: ContactPerson
    checked: Checked
    picture: Plain = ""
    url: Plain = ""
    source: Words = NO_WORDS

    def __hash__(self) -> int:
        return hash(self.id)

    def last_day(self) -> date | None:
        """The day after which it no longer exists, None when it goes on. From then on it *is* ended."""
        days: list[Any] = [self.continuity.ends_on] if self.continuity.ends_on else []
        schedule = self.schedule
        if not schedule.any_time and all(rule.until for rule in schedule.rules):
            ends = [rule.until for rule in schedule.rules if rule.until] + [one.date for one in schedule.dates]
            days.append(max(ends))
        return min(days, default=None)

    def is_ended_on(self, day: date) -> bool:
        """Whether it no longer exists on this (local) day."""
        last = self.last_day()
        return self.status == "ended" or (last is not None and last < day)
