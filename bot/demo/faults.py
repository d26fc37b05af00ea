"""What can go wrong on the way, on demand: errors, connections that end, answers that are lost or spoilt, slowness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.demo import spoilt

KINDS = frozenset({"500", "502", "429", "drop_before", "drop_after", "outage", "slow"}) | spoilt.BEFORE | spoilt.AFTER
ENDLESS = 10**9


@dataclass
class Fault:
    """One trouble: for how many calls, of which method and chat (None: any)."""

    kind: str
    method: str | None = None
    chat: int | None = None
    left: int = 1
    retry_after: int = 1
    seconds: float = 0.0

    def meets(self, method: str, params: dict[str, Any]) -> bool:
        """Is this call one of those? A poll only when it is named, or when nothing gets through at all."""
        if self.kind == "outage":
            return True
        if self.method is not None:
            return self.method.lower() == method.lower() and self._is_of(params)
        if method == "getUpdates":
            return self.chat is None and self.kind in ("502", "slow")
        return self._is_of(params)

    def _is_of(self, params: dict[str, Any]) -> bool:
        return self.chat is None or str(params.get("chat_id")) == str(self.chat)


class Faults:
    """The troubles that are still to come, in the order they were asked for. An outage lasts until `clear`."""

    def __init__(self, on_outage: Callable[[], None]) -> None:
        self._waiting: list[Fault] = []
        self._on_outage = on_outage

    def add(self, kind: str, *, count: int = 1, **more: Any) -> None:
        """Ask for trouble in the next `count` calls that meet it. An outage also ends the poll that is open."""
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is no trouble I can make: {', '.join(sorted(KINDS))}")
        self._waiting.append(Fault(kind, left=ENDLESS if kind == "outage" else count, **more))
        if kind == "outage":
            self._on_outage()

    def clear(self) -> None:
        """No more trouble."""
        self._waiting.clear()

    def take(self, method: str, params: dict[str, Any], *kinds: str) -> Fault | None:
        """The trouble this call meets, if any; of these `kinds` only, when they are named."""
        for fault in self._waiting:
            if fault.meets(method, params) and (not kinds or fault.kind in kinds):
                fault.left -= 1
                self._waiting = [one for one in self._waiting if one.left > 0]
                return fault
        return None
