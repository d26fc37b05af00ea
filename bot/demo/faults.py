"""What can go wrong on the way, on demand: errors, connections that end, answers that are lost, slowness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KINDS = frozenset({"500", "502", "429", "drop_before", "drop_after", "outage", "slow"})


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
        """Is this call one of those?"""
        if self.left <= 0 or (self.method is not None and self.method.lower() != method.lower()):
            return False
        if self.kind == "outage":
            return True
        if self.method is None and method == "getUpdates" and self.chat is None and self.kind not in ("502", "slow"):
            return False
        return self.chat is None or str(params.get("chat_id")) == str(self.chat)


class Faults:
    """The troubles that are still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, kind: str, **more: Any) -> None:
        """Ask for trouble."""
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is no trouble I can make: {', '.join(sorted(KINDS))}")
        count = more.pop("count", 1)
        self._waiting.append(Fault(kind, left=10**9 if kind == "outage" else count, **more))

    def clear(self) -> None:
        """No more trouble."""
        self._waiting.clear()

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The trouble this call meets, if any."""
        for fault in self._waiting:
            if fault.meets(method, params):
                fault.left -= 1
                self._waiting = [one for one in self._waiting if one.left > 0]
                return fault
        return None
