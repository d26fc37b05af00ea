"""What we remember of one person. Nothing that is not a field here may be remembered.

Everything is frozen and stored as JSON through pydantic's `TypeAdapter`. Every shape of the past must load for ever:
give a new field a default, never change what an old one means, and add a file to `tests/data/residents/`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

Need: TypeAlias = Literal[
    "step_free", "quiet", "free", "evening", "weekend", "little_dutch", "women_only", "from_home", "someone_along"
]

Question: TypeAlias = Literal[
    "hello", "likes", "place", "needs", "barrier", "name", "share", "forget", "pause", "none"
]
"""The question that stands open: what a typed answer is an answer to."""

Remind: TypeAlias = Literal["evening", "morning", "not"]
"""When somebody wants to be reminded of a plan."""

Why: TypeAlias = Literal["asked", "danger", "companion", "follow_up", "institution"]
"""What a conversation with a human is for."""

ContactKind: TypeAlias = Literal[
    "look_again", "before", "after", "again", "quiet", "wake", "calm", "forget"
]
"""Kinds of follow-up. `calm` frees the follow-ups 48 hours after words of danger; `forget` erases a visit that is
not to be remembered, or a person who was silent for two years."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody is, as coarse as we keep it: an area of the catalogue, or a town. Never a point or a street."""

    name: str
    lat: float
    lon: float
    area: str = ""  # key of the catalogue, "" for a place outside its areas


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody likes, where they are, and what to keep in mind. Empty means skipped."""

    likes: tuple[str, ...] = ()  # keys of interests, "giving" among them, in the order they were chosen
    where: Where | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Where somebody is in the taper of follow-ups."""

    since: datetime | None = None  # the moment the present step counts from
    unanswered: int = 0  # follow-ups in a row without any answer
    step: int = 0  # how far the taper is: 2 weeks, 6 weeks, 12 weeks …
    looked_again: bool = False
    visits: int = 0  # times it was good
    asked_to_give: bool = False
    last_unasked: tuple[datetime, ...] = ()  # unasked messages of the last week, oldest first


@dataclass(frozen=True, slots=True)
class Resident:
    """One person. `id` is ours and is never used again; `language` is a key of `locales/`."""

    id: int
    language: str = "nl"
    language_chosen: bool = False  # by /taal or a button; else Telegram's word counts
    remember: bool | None = None  # None: not asked yet; False: a visit without remembering
    name: str = ""  # as they want to be called by a human
    share: bool | None = None  # may volunteers see the answers
    question: Question = "hello"
    greeted: bool = False  # has read who is writing and what is remembered, so that a yes is a yes to that
    answers: Answers = field(default_factory=Answers)
    page: int = 0  # of the choices in view
    choosing: str = ""  # the plan that is being made: "<activity>" or "<activity>@<ISO time>"
    said_no: tuple[str, ...] = ()  # activities that are not for them
    shown: tuple[tuple[str, int], ...] = ()  # activity, how often suggested
    last_offer: tuple[str, ...] = ()  # the activities of the last suggestion
    last_line: str = ""  # the last line of "I am only a computer", so that none is said twice in a row
    follow_up: FollowUp = field(default_factory=FollowUp)
    seen_at: datetime | None = None  # the last time they did anything
    looked_at: datetime | None = None  # the last time they saw suggestions
    paused_until: datetime | None = None
    paused_until_word: bool = False  # the pause ends as soon as they write
    stopped: bool = False
    gone: bool = False  # blocked the bot
    danger_at: datetime | None = None  # words of danger; gone after 48 hours
    handovers: int = 0  # how often they asked for a human; numbers the next one


@dataclass(frozen=True, slots=True)
class Plan:
    """Something somebody is going to do. One per activity and moment; `starts_at` is UTC."""

    activity: str
    starts_at: datetime
    state: Literal["planned", "called_off", "went", "missed", "passed"] = "planned"
    remind: Remind = "evening"
    barrier: str = ""  # weather, alone, tired, forget or a chosen line; never own words
    with_someone: bool = False
    reminded: bool = False
    asked_after: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """The next contact: a kind, a due time (UTC) and an owner (None: the bot; else a volunteer)."""

    kind: ContactKind
    due: datetime
    owner: int | None = None  # volunteer id
    owner_name: str = ""
    plan: Plan | None = None  # what `before` and `after` are about
    id: int = 0  # its row, 0 before it has one


@dataclass(frozen=True, slots=True)
class Deadline:
    """A promise to a resident, with its moment (UTC): `promise` (somebody reads this by then)."""

    what: str
    due: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class Handover:
    """A conversation with a human, from the request to its end. A resident has at most one that is not closed.

    The last closed one is kept while its topic exists, so that a new one finds the topic again.
    """

    number: int  # counts per resident
    team: int
    why: Why
    asked_at: datetime
    state: Literal["asked", "claimed", "closed"] = "asked"
    promised_at: datetime | None = None
    claimed_by: int | None = None  # volunteer id
    claimer_name: str = ""
    claimed_at: datetime | None = None
    closed_at: datetime | None = None
    card: int | None = None  # message id of the request card in General
    briefing: int | None = None  # message id of the briefing card in the topic
    topic: int | None = None  # message_thread_id
    plan: str = ""  # the activity that somebody comes along to
    question: Question = "none"  # what stood open when a human was asked for, and stands again afterwards
    noticed_at: datetime | None = None  # the last time a waiting resident was told that their words were passed on
    late: int = 0  # promises of this request that nobody kept
    hinted: bool = False  # the team was told in the topic that nothing goes out before somebody takes it


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody of a team. `name` is the first name they chose; None in `agreed_at`: not yet agreed to the code."""

    id: int
    team: int
    user: int
    name: str
    agreed_at: datetime | None = None
    left: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """A group of volunteers. `areas` empty: everywhere. `purpose` `maintainers` hears about the catalogue instead."""

    id: int
    chat: int
    name: str = ""
    areas: tuple[str, ...] = ()
    purpose: Literal["volunteers", "maintainers"] = "volunteers"
    board: int | None = None


def code_of(resident: int) -> str:
    """The short neutral code of a resident, for humans: "k7". Says nothing about who it is."""
    letters = "abcdefghjkmnpqrstuvwxyz"
    return f"{letters[resident * 7 % len(letters)]}{resident}"
