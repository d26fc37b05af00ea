"""What a step is given and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

from bot.catalogue.models import Catalogue, PlaceAnswer, Slot
from bot.core.danger_words import NO_DANGER_WORDS, DangerWords
from bot.core.effects import Effect, Memory
from bot.core.policy import Policy
from bot.core.resident import Contact, Handover, Plan, Resident, Team, Volunteer
from bot.core.signs import NO_SIGN_WORDS, SignWords


class Places(Protocol):
    """Finds where somebody is."""

    def find(self, text: str) -> PlaceAnswer:
        """What somebody typed: an area, a town, a postcode, a whole address."""
        ...

    def at(self, lat: float, lon: float) -> PlaceAnswer:
        """The area around a point."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside the person: the moment (aware UTC), the catalogue, the dates that are coming, the teams."""

    now: datetime
    zone: ZoneInfo
    catalogue: Catalogue
    coming: Mapping[str, Sequence[Slot]]  # per activity its next dates, soonest first; empty: none known
    places: Places
    policy: Policy
    teams: tuple[Team, ...] = ()
    languages: tuple[str, ...] = ("nl", "en")
    public_holidays: frozenset[object] = frozenset()  # dates
    usual_wait_s: float | None = None  # median of the last 30 days, None with fewer than 5 cases
    danger_words: DangerWords = NO_DANGER_WORDS
    sign_words: SignWords = NO_SIGN_WORDS


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of one resident."""

    resident: Resident
    plans: tuple[Plan, ...] = ()  # soonest first
    handover: Handover | None = None  # the open one, else the last one whose topic still exists
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a step decided about a resident: what we know from now on, and what is to be done, in order."""

    known: Known
    effects: tuple[Effect | Memory, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkCode:
    """The one-time code with which a group becomes a team."""

    code: str
    made_at: datetime
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """What we know when something happens in a group. `team` is None for a group that is not linked."""

    chat: int
    team: Team | None = None
    by: Volunteer | None = None  # who acts, when known to us
    link: LinkCode | None = None
    resident: Known | None = None  # whom the topic, the card or the button is about
    asking: str = ""  # the words of the /koppel that is being looked at
    due: tuple[Known, ...] = ()  # residents of this team with a follow-up in the next 36 hours (MorningCame only)


@dataclass(frozen=True, slots=True)
class GroupStep:
    """What a step decided in a group. `residents` are those who changed."""

    group: Group
    effects: tuple[Effect | Memory, ...] = ()
    residents: tuple[Known, ...] = field(default_factory=tuple)


Outcome: TypeAlias = Step | GroupStep
