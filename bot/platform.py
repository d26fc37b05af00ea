"""The port to a chat platform. Telegram is one; the tests and the demo use the same one over real HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.core.effects import Address, Effect
from bot.core.events import Event

__all__ = ["Address", "Incoming", "Inlet", "Moved", "Outlet", "Refused", "SendResult", "Sent", "Unreachable", "Wait"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that happened, as the platform handed it over. `key` is the same for every repeat of it.

    `chat` is the lane: rows of one chat are handled in order. `event` is None where the platform's message can't be
    understood; then the row is kept as a dead letter, without words.
    """

    platform: str
    key: str
    chat: int
    event: Event | None


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived. `message` is the id it got (a thread id for a topic, 0 where there is none)."""

    message: int = 0
    event: Event | None = None  # what an `Inspect` found


@dataclass(frozen=True, slots=True)
class Wait:
    """Surely not sent: this chat must wait `retry_after_s` seconds (a 429), exactly."""

    retry_after_s: float


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer, or a 5xx. `maybe_sent` tells whether it may have arrived all the same. Try again."""

    maybe_sent: bool
    reason: str  # the kind of error; never words of people, never the token


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never arrive. `why`: blocked, topic_gone, message_gone, unparsable, refused."""

    why: str
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new id; try again there."""

    new_chat: int


SendResult: TypeAlias = Sent | Wait | Unreachable | Refused | Moved


class Outlet(Protocol):
    """What the sender needs of a platform."""

    async def send(self, effect: Effect, to: Address, source: Address | None) -> SendResult:
        """Do one thing. Texts are `Html`. `source` is where a `Relay` copies from. Never raises for the outside's sake.

        For `Relay.reply_to` and `RelayEdit.message` the sender has put in the id on the receiving side (None: no copy
        is known).
        """
        ...


class Inlet(Protocol):
    """What the polling loop needs of a platform."""

    async def receive(self) -> Sequence[Incoming]:
        """The next batch, oldest first, possibly empty. Confirms the batch before it: call only once that is stored."""
        ...

    def acknowledge(self, batch: Sequence[Incoming]) -> None:
        """Have the pressed buttons of a stored batch stop spinning (deciding ones excepted). Returns at once."""
        ...

    async def run(self) -> None:
        """What goes on beside polling: answers presses, heals a poll that hangs. One of the loops of the app."""
        ...
