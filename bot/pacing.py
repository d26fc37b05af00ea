"""How fast we may talk: to one chat, to one group, to Telegram as a whole, and what a 429 stops.

Seconds are those of the clock that is handed in, which only ever goes forward: a moved demo clock changes no limit of
Telegram's. Limits: docs of the Bot API, "My bot is hitting limits"; edits and new topics count too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

MINUTE_S = 60.0
TIDY_ABOVE = 5_000  # chats that are remembered before the idle ones are let go


class Rank(IntEnum):
    """What goes first, and may use up a group's minute to the last call."""

    WORDS = 0  # of people, and the topics they wait for
    NEWS = 1  # cards, lines of ours
    TOUCHES = 2  # edits and reactions


@dataclass(frozen=True, slots=True)
class Limits:
    """A little under what Telegram allows, since its clock is not ours."""

    per_second: int = 28  # Telegram: 30
    per_group_minute: tuple[int, int, int] = (18, 15, 12)  # by rank; Telegram: 20
    chat_every_s: float = 1.0
    chat_burst: int = 6


class Window:
    """At most so many calls in any stretch of `length_s` seconds."""

    def __init__(self, length_s: float) -> None:
        self._length_s = length_s
        self._calls: deque[float] = deque()

    def wait_s(self, now: float, limit: int) -> float:
        """How long until one more call fits."""
        while self._calls and now - self._calls[0] >= self._length_s:
            self._calls.popleft()
        too_many = len(self._calls) - limit
        return 0.0 if too_many < 0 else self._calls[too_many] + self._length_s - now

    def take(self, now: float) -> None:
        """Count a call."""
        self._calls.append(now)

    def is_idle(self, now: float) -> bool:
        """Whether nothing in it counts any more."""
        return not self._calls or now - self._calls[-1] >= self._length_s


class Drip:
    """One call every `every_s` seconds, after a burst of `burst`: kept as the moment at which it is idle again."""

    def __init__(self, every_s: float, burst: int) -> None:
        self._every_s = every_s
        self._slack_s = every_s * (burst - 1)
        self._idle_from = float("-inf")

    def wait_s(self, now: float) -> float:
        """How long until one more call fits."""
        return max(0.0, self._idle_from - self._slack_s - now)

    def take(self, now: float) -> None:
        """Count a call."""
        self._idle_from = max(self._idle_from, now) + self._every_s

    def is_idle(self, now: float) -> bool:
        """Whether nothing in it counts any more."""
        return self._idle_from <= now


class Pace:
    """Tells when a call may go. `clock` gives seconds that only go forward (`time.monotonic`)."""

    def __init__(self, clock: Callable[[], float], limits: Limits | None = None) -> None:
        self._clock = clock
        self._limits = limits or Limits()
        self._overall = Window(1.0)
        self._groups: dict[int, Window] = {}
        self._chats: dict[int, Drip] = {}
        self._stopped: dict[int, float] = {}
        self._all_stopped = float("-inf")

    def wait_s(self, chat: int | None, rank: Rank = Rank.NEWS) -> float:
        """How long until a call to `chat` may go; 0.0 is now. None: a call that is to no chat."""
        now = self._clock()
        waits = [self._all_stopped - now, self._overall.wait_s(now, self._limits.per_second)]
        if chat is not None:
            waits.append(self._stopped.get(chat, now) - now)
            waits.append(self._of_chat(chat, rank, now))
        return max(0.0, *waits)

    def take(self, chat: int | None) -> None:
        """A call to `chat` goes now."""
        now = self._clock()
        self._overall.take(now)
        if chat is None:
            return
        if chat < 0:
            self._groups.setdefault(chat, Window(MINUTE_S)).take(now)
        else:
            self._chats.setdefault(chat, Drip(self._limits.chat_every_s, self._limits.chat_burst)).take(now)
        if len(self._groups) + len(self._chats) > TIDY_ABOVE:
            self._tidy(now)

    def stop(self, chat: int | None, seconds: float) -> None:
        """Telegram said 429: that chat waits exactly so long; a second chat within it, and everybody does."""
        now = self._clock()
        self._stopped = {other: until for other, until in self._stopped.items() if until > now}
        if chat is None or any(other != chat for other in self._stopped):
            self._all_stopped = max(self._all_stopped, now + seconds)
        if chat is not None:
            self._stopped[chat] = now + seconds

    def _of_chat(self, chat: int, rank: Rank, now: float) -> float:
        if chat < 0:
            window = self._groups.get(chat)
            return window.wait_s(now, self._limits.per_group_minute[rank]) if window else 0.0
        drip = self._chats.get(chat)
        return drip.wait_s(now) if drip else 0.0

    def _tidy(self, now: float) -> None:
        self._groups = {chat: window for chat, window in self._groups.items() if not window.is_idle(now)}
        self._chats = {chat: drip for chat, drip in self._chats.items() if not drip.is_idle(now)}
