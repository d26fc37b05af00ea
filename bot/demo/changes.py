"""A number that grows with everything that happens, and a way to wait for the next one without a timer."""

from __future__ import annotations

import asyncio


class Changes:
    """Belongs to one event loop; `note` is called from code running in it."""

    def __init__(self) -> None:
        self.number = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def note(self) -> None:
        """Something happened."""
        self.number += 1
        for one in self._waiting:
            if not one.done():
                one.set_result(None)
        self._waiting.clear()

    async def after(self, since: int) -> int:
        """Wait until the number is above `since`; the number then. Returns at once when it already is."""
        while self.number <= since:
            one = asyncio.get_running_loop().create_future()
            self._waiting.add(one)
            try:
                await one
            finally:
                self._waiting.discard(one)
        return self.number
