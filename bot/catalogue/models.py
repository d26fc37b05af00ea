"""The catalogue: everything that exists, as the core may know it. Nothing here can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from bot.catalogue.activity import Activity
from bot.catalogue.daring import daring_score
from bot.catalogue.fields import (
    NO_WORDS,
    Day,
    Dialled,
    Fact,
    Part,
    Plain,
    Plains,
    WallTime,
    WeekDay,
    Wording,
    Words,
    YesNo,
    refuse,
)
from bot.catalogue.freshness import freshness, good_until
from bot.catalogue.parts import (
    WEEK_DAYS,
    Access,
    Checked,
    ContactPerson,
    Continuity,
    Cost,
    FirstVisit,
    Food,
    Group,
    Languages,
    Lat,
    Lon,
    OneDate,
    Place,
    Role,
    Rule,
    Schedule,
    Signup,
    Who,
)

__all__ = [
    "NO_WORDS", "WEEK_DAYS", "Access", "Activity", "Area", "Catalogue", "Checked", "ContactPerson", "Continuity",
    "Cost", "Fact", "FirstVisit", "Food", "Group", "HelpLine", "Interest", "Languages", "OfficeHours", "OneDate",
    "Organisation", "Place", "PlaceAnswer", "PlaceFound", "PlaceUnknown", "PlaceUnsure", "PublicHolidays", "Region",
    "Role", "Rule", "Schedule", "SchoolHoliday", "Signup", "Slot", "Who", "Wording",
    "daring_score", "freshness", "good_until",
]

EVENING_HOUR = 17
SATURDAY = 5
HelpKind: TypeAlias = Literal["danger", "suicide", "talk", "violence", "child", "support"]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One time that something is: aware UTC."""

    start: datetime
    end: datetime

    def is_evening(self, zone: ZoneInfo) -> bool:
        """Whether it begins in the evening there."""
        return self.start.astimezone(zone).hour >= EVENING_HOUR

    def is_weekend(self, zone: ZoneInfo) -> bool:
        """Whether it is on a Saturday or Sunday there."""
        return self.start.astimezone(zone).weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place as coarse as we keep it. `coarse`: more was typed than this (a full address)."""

    name: str
    lat: float
    lon: float
    area: str = ""
    postcode: str = ""
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class PlaceUnsure:
    """It can be one of these; a single choice means "did you mean"."""

    choices: tuple[PlaceFound, ...]


@dataclass(frozen=True, slots=True)
class PlaceUnknown:
    """No place that we know."""


PlaceAnswer: TypeAlias = PlaceFound | PlaceUnsure | PlaceUnknown


class PublicHolidays(Part):
    """Whose public holidays count: a country, and a part of it where they differ there."""

    country: Plain
    subdivision: Plain = ""


class SchoolHoliday(Part):
    """A school holiday, first and last day included."""

    name: Words
    from_: Day = Field(alias="from")
    until: Day


class Region(Part):
    """What the whole catalogue is about."""

    name: Words
    time_zone: Plain = "Europe/Amsterdam"
    public_holidays: PublicHolidays | None = None
    school_holidays: tuple[SchoolHoliday, ...] = ()


def _postcodes(value: object) -> object:
    for item in value if isinstance(value, list | tuple) else ():
        numbers = str(getattr(item, "source", item)).split("-")
        if not all(len(part) == 4 and part.isdigit() for part in numbers) or len(numbers) > 2:
            raise refuse("postcodes", given=str(item))
    return value


class Area(Part):
    """A neighbourhood, town or village. `lat` and `lon` are its middle."""

    name: Words
    other_names: Plains = ()
    postcodes: Annotated[Plains, BeforeValidator(_postcodes)] = ()
    lat: Lat
    lon: Lon
    neighbours: Plains = ()

    def covers(self, digits: str) -> bool:
        """Whether the four digits of a postcode lie here."""
        return any(low <= digits <= high for low, high in map(_ends, self.postcodes))


def _ends(postcodes: str) -> tuple[str, str]:
    low, _, high = postcodes.partition("-")
    return low, high or low


class Interest(Part):
    """Something people like. `parent` is the wider interest it stands under."""

    name: Words
    emoji: Plain = ""
    synonyms: Plains = ()
    parent: Plain = ""


def _whole(value: object) -> object:
    if isinstance(value, Mapping):
        return value
    return {"date": value, "by": "-", "how": "website"}


class HelpLine(Part):
    """A line for moments when a bot is not enough. `number` is shown as it must be dialled."""

    name: Words
    number: Dialled
    hours: Words = NO_WORDS
    when: tuple[HelpKind, ...] = ()
    languages: Plains = ()
    areas: Plains = ()  # none: everywhere
    note: Words = NO_WORDS
    checked: Annotated[Checked | None, BeforeValidator(_whole)] = None


class Organisation(Part):
    """Who stands behind the bot."""

    name: Words
    responsible: Words = NO_WORDS
    privacy_contact: Plain = ""


class OfficeHours(Part):
    """When volunteers are there, in local wall-clock time."""

    days: tuple[WeekDay, ...]
    start: WallTime
    end: WallTime


def _shut(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(value))


class Catalogue(Part):
    """Everything that exists. Mappings keep the order of the file."""

    version: int = 1
    languages: Plains = ("nl", "en")  # default first
    region: Region
    areas: Annotated[Mapping[str, Area], AfterValidator(_shut)]
    interests: Annotated[Mapping[str, Interest], AfterValidator(_shut)]
    help_lines: tuple[HelpLine, ...] = ()
    organisation: Organisation | None = None
    office_hours: tuple[OfficeHours, ...] = ()
    canned_lines: tuple[Words, ...] = ()
    example: YesNo = False
    activities: Annotated[Mapping[str, Activity], AfterValidator(_shut)] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def area_of(self, postcode: str) -> str:
        """The key of the area that holds this postcode ("3531 AA" or "3531"), "" for none."""
        digits = postcode.replace(" ", "")[:4]
        return next((key for key, area in self.areas.items() if area.covers(digits)), "")
