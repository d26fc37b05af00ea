"""Updates that wait to be fetched, and the one long poll that may fetch them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.demo.changes import Changes
from bot.demo.errors import Dropped, Refusal
from bot.demo.moments import Moments

FIRST_ID = 701_334_000
KEPT_S = 24 * 60 * 60
PRESS_KEPT_S = 150
LONGEST_POLL_S = 50.0
BATCH_LIMIT = 100
FUTURE = 10  # an offset further than this ahead is one of before the numbers started anew
KINDS = frozenset(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query "
    "chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer "
    "my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot".split()
)
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update nobody has confirmed yet."""

    id: int
    kind: str
    payload: dict[str, Any]
    at: int


class Updates:
    """The queue. Confirmed by the offset of the next fetch; a second poll ends the first with a 409."""

    def __init__(self, moments: Moments, happened: Changes) -> None:
        self._moments = moments
        self._happened = happened
        self._queue: list[Waiting] = []
        self._next_id = FIRST_ID
        self._poll: asyncio.Future[str] | None = None
        self.allowed = KINDS - ONLY_WHEN_ASKED
        self.open_polls = 0
        self.lost = 0  # waited too long

    def add(self, kind: str, payload: dict[str, Any]) -> None:
        """Something happened that the bot may hear of, when it asked for this kind."""
        if kind not in self.allowed:
            return
        self._queue.append(Waiting(self._next_id, kind, payload, self._moments.unix()))
        self._next_id += 1
        self._wake("new")
        self._happened.note()

    def pending(self) -> list[Waiting]:
        """What still waits, oldest first; what waited too long is gone."""
        now = self._moments.unix()
        fresh = [one for one in self._queue if now - one.at <= (PRESS_KEPT_S if _is_press(one) else KEPT_S)]
        self.lost += len(self._queue) - len(fresh)
        self._queue = fresh
        return fresh

    def forget_all(self) -> None:
        """Drop everything that waits."""
        self._queue.clear()
        self._happened.note()

    def restart_ids(self, at: int) -> None:
        """Go on counting somewhere else, as Telegram does after a quiet week."""
        self._next_id = at

    async def fetch(self, offset: int, limit: int, timeout_s: float, allowed: list[str] | None) -> list[dict[str, Any]]:
        """What `getUpdates` gives. Raises `Refusal` 409 in a poll that was still waiting when another one began to."""
        self._confirm(offset)
        if allowed is not None:
            self.allowed = frozenset(allowed) & KINDS if allowed else KINDS - ONLY_WHEN_ASKED
        if not self.pending() and timeout_s > 0:
            self.end_poll("another")
            await self._wait(min(timeout_s, LONGEST_POLL_S))
        self._happened.note()
        batch = self.pending()[: max(1, min(limit, BATCH_LIMIT))]
        return [{"update_id": one.id, one.kind: one.payload} for one in batch]

    def end_poll(self, why: str) -> None:
        """End an open poll: `another` poll came (409), or `drop` the connection."""
        self._wake(why)

    def _confirm(self, offset: int) -> None:
        """An offset confirms all before it; one below zero all but the last ones; one far ahead nothing."""
        if 0 < offset <= self._next_id + FUTURE:
            self._queue = [one for one in self._queue if one.id >= offset]
        elif offset < 0:
            self._queue = self._queue[offset:]

    def _wake(self, why: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)

    async def _wait(self, seconds: float) -> None:
        mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = mine
        self.open_polls += 1
        self._happened.note()
        try:
            why = await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return
        finally:
            self.open_polls -= 1
            if self._poll is mine:
                self._poll = None
            self._happened.note()
        if why == "drop":
            raise Dropped
        if why == "another":
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )


def _is_press(one: Waiting) -> bool:
    return one.kind == "callback_query"
