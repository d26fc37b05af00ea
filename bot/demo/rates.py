"""How fast a bot may be: about 30 calls a second overall, 20 a minute to a group, one a second to a person."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

from bot.demo.errors import too_many

COUNTED = frozenset(
    "sendMessage sendVenue sendLocation sendDocument sendPhoto copyMessage copyMessages forwardMessage "
    "editMessageText editMessageCaption editMessageReplyMarkup createForumTopic".split()
)
"""Calls that count; edits and topics too. Reactions, answers to presses and questions do not."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `calls` in `seconds`."""

    calls: int
    seconds: float


OVERALL = Window(30, 1.0)
GROUP = Window(20, 60.0)
PERSON = Window(20, 20.0)  # one a second in the long run; short bursts pass


class Rates:
    """Counts calls in sliding windows. `off` counts nothing."""

    def __init__(self, now_s: Callable[[], float] = monotonic, *, off: bool = False) -> None:
        self._now_s = now_s
        self.off = off
        self._calls: dict[int | None, deque[float]] = defaultdict(deque)

    def count(self, method: str, chat: int | None, times: int = 1) -> None:
        """Count a call, or the `times` messages in it; too fast is a 429, and such a call does not count."""
        if self.off or method not in COUNTED or chat is None:
            return
        now = self._now_s()
        for key, window in ((None, OVERALL), (chat, GROUP if chat < 0 else PERSON)):
            calls = self._calls[key]
            while calls and now - calls[0] >= window.seconds:
                calls.popleft()
            if calls and len(calls) + times > window.calls:
                raise too_many(max(1, ceil(calls[0] + window.seconds - now)))
        for key in (None, chat):
            self._calls[key].extend([now] * times)
