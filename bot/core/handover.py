"""A human takes over: what the rest of the core may call, from asking to the end."""

from __future__ import annotations

from bot.core.ending import end_by_resident, erased, topic_passed
from bot.core.promises import TOPIC, deadlines, promise_passed
from bot.core.relaying import said
from bot.core.requests import ask, busy, choose_share, is_claimed, is_open, skip_name, team_for

__all__ = [
    "TOPIC", "ask", "busy", "choose_share", "deadlines", "end_by_resident", "erased", "is_claimed", "is_open",
    "promise_passed", "said", "skip_name", "team_for", "topic_passed",
]
