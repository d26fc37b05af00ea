"""What can happen. Events are past tense; each is stored as one inbox row before anything is done with it.

Private chats hold residents; groups hold teams of volunteers. Texts are as Telegram gave them, with control and
bidi characters already removed at the gate (`telegram/incoming`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

MediaKind: TypeAlias = Literal[
    "voice", "photo", "sticker", "video", "video_note", "audio", "document", "animation", "contact", "poll", "dice",
    "location", "other",
]


# ── from a resident, in a private chat ──────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Said:
    """A resident typed something (commands included: `/start lombok`)."""

    chat: int
    message: int
    text: str
    language: str | None = None  # IETF tag that Telegram reports, e.g. "nl" or "pt-br"
    reply_to: int | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class SentMedia:
    """A resident sent something that is not text. `caption` is empty where there is none."""

    chat: int
    message: int
    kind: MediaKind
    caption: str = ""
    language: str | None = None
    reply_to: int | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """A resident shared a location. The point is used once, for the area, and never kept."""

    chat: int
    message: int
    lat: float
    lon: float
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A resident pressed a button of ours, of any age. `data` is untrusted. `message` is the one it stands under;
    None where that is gone."""

    chat: int
    message: int | None
    press: str
    data: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A resident blocked the bot."""

    chat: int


@dataclass(frozen=True, slots=True)
class CameBack:
    """A resident unblocked the bot (they have not said anything yet)."""

    chat: int
    language: str | None = None


# ── from a group ────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Member:
    """Who acts in a group: Telegram's user id and first name. Anonymous administrators have `user` 1087968824."""

    user: int
    name: str


@dataclass(frozen=True, slots=True)
class TeamSaid:
    """Somebody wrote in a group. `topic` is None in General. `kind` is "text" or the media kind."""

    chat: int
    topic: int | None
    message: int
    by: Member
    text: str = ""  # the caption, for media
    kind: MediaKind | Literal["text"] = "text"
    reply_to: int | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class TeamPressed:
    """Somebody pressed a button in a group."""

    chat: int
    topic: int | None
    message: int
    press: str
    by: Member
    data: str


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody left a group or was removed from it."""

    chat: int
    user: int


@dataclass(frozen=True, slots=True)
class GroupInspected:
    """The answer to an `Inspect`: what the bot may do in this group, and whether the asker administers it."""

    chat: int
    report: str
    title: str
    is_forum: bool
    missing: tuple[str, ...]  # of can_manage_topics, can_delete_messages, can_pin_messages, administrator
    asker_is_admin: bool


@dataclass(frozen=True, slots=True)
class ChatMigrated:
    """A group became a supergroup and has a new id."""

    chat: int
    new_chat: int


# ── from the clock ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class ContactDue:
    """The next contact of a resident is due. `contact` is its row; a stale one (replaced meanwhile) is nothing."""

    resident: int
    contact: int


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """A promise to a resident is due. `what` is a `Deadline.what`; one that no longer stands is nothing."""

    resident: int
    deadline: int
    what: str


@dataclass(frozen=True, slots=True)
class MorningCame:
    """Time for the day's list of a team (weekdays 08:45 local)."""

    team: int


# ── from the sender ─────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Delivered:
    """An effect that carried a `report` has reached Telegram. `message` is the id it got (for a topic: its thread)."""

    report: str
    message: int


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An effect that carried a `report` can't be delivered, ever."""

    report: str
    reason: Literal["blocked", "topic_gone", "message_gone", "refused"]


ResidentEvent: TypeAlias = Said | SentMedia | SharedPlace | Pressed | Left | CameBack | ContactDue | DeadlinePassed
TeamEvent: TypeAlias = TeamSaid | TeamPressed | MemberLeft | GroupInspected | MorningCame
SenderEvent: TypeAlias = Delivered | Undelivered
Event: TypeAlias = ResidentEvent | TeamEvent | SenderEvent | ChatMigrated
