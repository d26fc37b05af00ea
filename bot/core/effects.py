"""What we may do about it. Effects are orders; each becomes one outbox row, in the transaction that decided it.

Texts in an effect are `Text` when the core makes it and `Html` once `bot/texts.py` has put them into the reader's
language; only the second is ever stored. `report` asks the sender to tell us (`Delivered`, `Undelivered`) how it went.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.core.text import Words


# ── to whom ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class ToResident:
    """The private chat of a resident."""

    resident: int


@dataclass(frozen=True, slots=True)
class ToTopic:
    """The topic of a resident in the group of the team that talks with them. Waits until the topic exists."""

    resident: int


@dataclass(frozen=True, slots=True)
class ToTeam:
    """General, in the group of a team."""

    team: int


@dataclass(frozen=True, slots=True)
class ToChat:
    """A chat that is nobody's yet (a group that asks to be linked), or one that must be answered once more."""

    chat: int
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a `To` leads at this moment: a chat, and a topic of it (None: a private chat, or General)."""

    chat: int
    topic: int | None = None


To: TypeAlias = ToResident | ToTopic | ToTeam | ToChat


# ── what stands under a message ─────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, and what comes back when it is pressed (1 to 64 bytes). `url` opens a page instead."""

    label: Words
    data: str = ""
    url: str = ""


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]
"""Rows of buttons, top row first."""


# ── orders ──────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Say:
    """Send a message."""

    to: To
    text: Words
    buttons: Keyboard = ()
    ask_location: Words | None = None  # shows a reply keyboard with this one button, which shares the location
    drop_location: bool = False  # takes that reply keyboard away again
    protect: bool = False
    reply_to: int | None = None
    not_after: datetime | None = None  # of no use later: dropped then
    pin: bool = False
    report: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Change a message of ours: its text and its buttons."""

    to: To
    message: int
    text: Words
    buttons: Keyboard = ()


@dataclass(frozen=True, slots=True)
class EditButtons:
    """Change only the buttons of a message of ours."""

    to: To
    message: int
    buttons: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """Show a place on the map."""

    to: To
    lat: float
    lon: float
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class File:
    """Send a small text file (a calendar file, a person's own data)."""

    to: To
    name: str
    content: str
    caption: Words | None = None


@dataclass(frozen=True, slots=True)
class Relay:
    """Copy a message of a resident to their topic, or of a volunteer to the resident. Never shows who wrote it.

    `source` is the chat it stands in (a To, since a group may get a new id), `message` its id there. The pair of ids
    is remembered when it has arrived, so that replies find their place.
    """

    to: To
    source: To
    message: int
    reply_to: int | None = None  # an id in the *source* chat; the sender looks up its copy
    protect: bool = False
    report: str = ""


@dataclass(frozen=True, slots=True)
class RelayEdit:
    """Put the new text of an edited message into its copy. `message` is its id in the source chat."""

    to: To
    message: int
    text: Words
    report: str = ""


@dataclass(frozen=True, slots=True)
class React:
    """Put a reaction under a message: 👍 delivered, ✍ kept as a note."""

    to: To
    message: int
    emoji: str


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """Make the topic of a resident. Everything addressed `ToTopic` waits for it. Reported as `topic:<resident>`."""

    team: int
    resident: int
    title: Words
    report: str = ""


@dataclass(frozen=True, slots=True)
class RenameTopic:
    """Give the topic of a resident another title."""

    to: ToTopic
    title: Words


@dataclass(frozen=True, slots=True)
class DeleteTopic:
    """Delete a topic with everything in it. Names the thread itself, since what we know of it may be gone."""

    team: int
    topic: int


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    """Delete a message."""

    to: To
    message: int


@dataclass(frozen=True, slots=True)
class AnswerPress:
    """Answer a deciding button, after the decision is committed. Shown as an alert when there is a text."""

    press: str
    text: Words | None = None


@dataclass(frozen=True, slots=True)
class Inspect:
    """Ask Telegram what the bot may do in a group and whether `user` administers it: answered by `GroupInspected`."""

    chat: int
    user: int
    report: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Forget a resident: every row about them goes in this transaction. Rows said before it still go out."""

    resident: int


@dataclass(frozen=True, slots=True)
class CountWish:
    """Remember, without saying whose, that something was asked for in vain. Keys of the catalogue; "" is unknown."""

    area: str
    interest: str


Effect: TypeAlias = (
    Say | Edit | EditButtons | Venue | File | Relay | RelayEdit | React | OpenTopic | RenameTopic | DeleteTopic
    | DeleteMessage | AnswerPress | Inspect
)
"""What goes out: one outbox row each."""

Memory: TypeAlias = Erase | CountWish
"""What only touches our own rows."""
