"""The parts of an activity: first visit, place, schedule, cost and all the rest."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.catalogue.fields import (
    NO_WORDS,
    Day,
    Dialled,
    Fact,
    Numbers,
    Part,
    Plain,
    Plains,
    WallTime,
    WeekDay,
    Words,
    YesNo,
    refuse,
)

Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]
WEEK_DAYS: tuple[WeekDay, ...] = ("mo", "tu", "we", "th", "fr", "sa", "su")


class FirstVisit(Part):
    """What happens when you come for the first time: more important than anything else here."""

    arrive: Words
    welcomed_by: Words
    find_us: Words = NO_WORDS
    may_just_watch: Fact = "unknown"
    may_leave_early: Fact = "unknown"
    may_bring_someone: Fact = "unknown"
    buddy: Literal["none", "at_the_door", "walks_along", "pick_up", "unknown"] = "unknown"
    talking_expected: Literal["none", "a_little", "a_lot", "unknown"] = "unknown"
    bring: Words = NO_WORDS


class Place(Part):
    """Where it is. Buildings and outdoor places can be found: a town, and a postcode or coordinates."""

    kind: Literal["building", "outdoors", "online", "phone", "at_home"]
    name: Words = NO_WORDS
    street: Words = NO_WORDS
    postcode: Plain = ""
    town: Plain = ""
    lat: Lat | None = None
    lon: Lon | None = None
    public_transport: Words = NO_WORDS
    radius_km: Annotated[float, Field(gt=0, le=500)] | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Place:
        if (self.lat is None) != (self.lon is None):
            raise refuse("half_a_point")
        if self.kind in {"building", "outdoors"} and (not self.town or (not self.postcode and self.lat is None)):
            raise refuse("place_needs_address", kind=self.kind)
        return self


class Rule(Part):
    """Something that comes back. `days` and times, or `rrule` (RFC 5545) with times."""

    days: tuple[WeekDay, ...] = ()
    every: Literal["week", "2weeks", "month"] = "week"
    nth: Numbers = ()
    start: WallTime
    end: WallTime
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    rrule: Plain = ""

    @model_validator(mode="after")
    def _says_when(self) -> Rule:
        if bool(self.days) == bool(self.rrule):
            raise refuse("days_or_rrule")
        if any(not (1 <= n <= 5 or n == -1) for n in self.nth):
            raise refuse("nth")
        if (self.every == "month") != bool(self.nth) and not self.rrule:
            raise refuse("month_needs_nth")
        if self._counts() and self.from_ is None:
            raise refuse("needs_from")
        if self.from_ and self.until and self.until < self.from_:
            raise refuse("until_before_from")
        _check_times(self.start, self.end)
        return self

    def _counts(self) -> bool:
        """Whether it depends on its first day when the others are."""
        return self.every == "2weeks" or any(word in self.rrule.upper() for word in ("INTERVAL=", "COUNT="))


class OneDate(Part):
    """One date of its own."""

    date: Day
    start: WallTime
    end: WallTime

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> OneDate:
        _check_times(self.start, self.end)
        return self


class Schedule(Part):
    """When it is. Local wall-clock times: 10:00 stays 10:00 across the clock change."""

    rules: tuple[Rule, ...] = ()
    dates: tuple[OneDate, ...] = ()
    except_dates: tuple[Day, ...] = ()
    closed_on_public_holidays: YesNo = False
    closed_in_school_holidays: YesNo = False
    season: tuple[Annotated[int, Field(ge=1, le=12)], Annotated[int, Field(ge=1, le=12)]] | None = None
    any_time: YesNo = False

    @model_validator(mode="after")
    def _says_when(self) -> Schedule:
        if self.any_time == bool(self.rules or self.dates):
            raise refuse("when")
        return self


class Cost(Part):
    """What it costs. `passes` are those that make it free."""

    eur: Annotated[float, Field(ge=0, le=100_000)]
    per: Words = NO_WORDS
    first_time_free: Fact = "unknown"
    passes: Plains = ()
    note: Words = NO_WORDS


class Signup(Part):
    """What has to be done first: `next_step` is exactly one thing to do now."""

    needed: Literal["no", "first_time", "every_time"]
    next_step: Words
    deadline_hours: Annotated[int, Field(ge=0)] | None = None


class Group(Part):
    """With how many you are, and how it sounds."""

    typical_min: Annotated[int, Field(ge=1)] | None = None
    typical_max: Annotated[int, Field(ge=1)] | None = None
    sound: Literal["quiet", "normal", "loud", "unknown"] = "unknown"
    mostly: Words = NO_WORDS

    @model_validator(mode="after")
    def _in_order(self) -> Group:
        if self.typical_min and self.typical_max and self.typical_min > self.typical_max:
            raise refuse("min_over_max")
        return self


class Who(Part):
    """Who may come. Without anything: everybody, no referral needed."""

    min_age: Annotated[int, Field(ge=0, le=120)] | None = None
    max_age: Annotated[int, Field(ge=0, le=120)] | None = None
    gender: Literal["all", "women", "men"] = "all"
    indication_needed: YesNo = False


class Access(Part):
    """Whether the building and the way to it suit somebody. Unknown is not no and not yes."""

    step_free: Fact = "unknown"
    wheelchair_toilet: Fact = "unknown"
    seat_possible: Fact = "unknown"
    hearing_loop: Fact = "unknown"
    quiet_corner: Fact = "unknown"
    transport_offered: Fact = "unknown"
    note: Words = NO_WORDS


class Food(Part):
    """What is on the table."""

    halal: Fact = "unknown"
    vegetarian: Fact = "unknown"
    alcohol: Fact = "unknown"


class Languages(Part):
    """What is spoken."""

    spoken: Plains = ()
    little_dutch_ok: Fact = "unknown"


class Role(Part):
    """What a newcomer can contribute."""

    title: Words
    when: Literal["first_visit", "after_a_few_times"]
    effort: Literal["light", "medium", "heavy"] = "light"


class Continuity(Part):
    """Whether it goes on. What stops says where you can go afterwards."""

    kind: Literal["structural", "project", "one_off"]
    after_end: Plains = ()
    note: Words = NO_WORDS
    ends_on: Day | None = None

    @model_validator(mode="after")
    def _does_not_just_stop(self) -> Continuity:
        if self.kind != "structural":
            if not (self.after_end or self.note):
                raise refuse("what_afterwards", kind=self.kind)
            if self.ends_on is None:
                raise refuse("ends_on_missing", kind=self.kind)
        return self


class ContactPerson(Part):
    """Who answers, and who answers when that person drops out."""

    name: Plain
    phone: Dialled = ""
    email: Plain = ""
    call_hours: Words = NO_WORDS
    reply_within_hours: Annotated[int, Field(ge=1)] | None = None
    backup: Plain = ""

    @model_validator(mode="after")
    def _can_be_reached(self) -> ContactPerson:
        if not (self.phone or self.email):
            raise refuse("phone_or_email")
        return self


class Checked(Part):
    """When somebody last made sure that this is true."""

    date: Day
    by: Plain
    how: Literal["visit", "phone", "email", "website", "feed"]


def _check_times(start: time, end: time) -> None:
    """What ends before it starts ends the next morning, at six at the latest; anything else is a slip."""
    if end <= start and end > time(6, 0):
        raise refuse("ends_before_start", start=f"{start:%H:%M}", end=f"{end:%H:%M}")
