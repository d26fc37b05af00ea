"""Patience: how long the next try waits, and that nobody waits any longer once Telegram answers again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

FIRST_S = 0.5
LONGEST_S = 60.0
OUTAGE = 5  # calls in a row without an answer


class Patience:
    """Which lanes rest, and until when. `clock` gives seconds that only go forward; `chance` a share of 1."""

    def __init__(self, clock: Callable[[], float], chance: Callable[[], float] = random.random) -> None:
        self._clock = clock
        self._chance = chance
        self._until: dict[str, float] = {}
        self._tries: Counter[str] = Counter()
        self._unanswered = 0

    def resting(self) -> set[str]:
        """The lanes that wait now."""
        now = self._clock()
        self._until = {lane: until for lane, until in self._until.items() if until > now}
        return set(self._until)

    def wait_s(self) -> float | None:
        """When the first of them has waited long enough, in seconds; None where none waits."""
        return max(0.0, min(self._until.values()) - self._clock()) if self._until else None

    def rest(self, lane: str, seconds: float) -> None:
        """Let a lane wait so long."""
        self._until[lane] = self._clock() + seconds

    def failed(self, lane: str) -> int:
        """A try failed: the lane waits twice as long as the last time, up to a minute. Gives the number of tries."""
        self._tries[lane] += 1
        longest_s = min(LONGEST_S, FIRST_S * 2 ** min(self._tries[lane] - 1, 10))
        self.rest(lane, longest_s * (1 + self._chance()) / 2)
        return self._tries[lane]

    def succeeded(self, lane: str) -> None:
        """The lane goes on at once, and its next failure is a first one again."""
        self._tries.pop(lane, None)
        self._until.pop(lane, None)

    def heard_nothing(self) -> bool:
        """A call got no answer. True when that makes it an outage."""
        self._unanswered += 1
        return self._unanswered == OUTAGE

    def heard(self) -> bool:
        """A call was answered, whatever the answer. True when that ends an outage: nobody rests any longer."""
        ended = self._unanswered >= OUTAGE
        self._unanswered = 0
        if ended:
            self._until.clear()
        return ended
