"""Somebody with a phone, on a stage: what they do, and what they heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.core.known import Known
from bot.store import residents
from tests.story.stage import Stage


@dataclass
class Person:
    """A resident. What they do is done to its end, unless it is `typed` only."""

    stage: Stage
    me: int

    @classmethod
    def of(cls, stage: Stage, name: str) -> Person:
        """Somebody new."""
        return cls(stage, stage.it.people.add_user(name, "nl"))

    def typed(self, *lines: str) -> None:
        """Type these, and wait for nothing."""
        for words in lines:
            self.stage.it.people.say(self.me, self.me, words)

    async def say(self, words: str) -> None:
        """Type this."""
        self.typed(words)
        await self.stage.settle()

    async def press(self, label: str) -> None:
        """Press the newest button with this label."""
        for message in reversed(self.stage.shown(self.me, self.me)):
            for button in (one for row in message["buttons"] for one in row if label in one["text"]):
                self.stage.it.people.press(self.me, self.me, message["id"], button["callback_data"])
                await self.stage.settle()
                return
        raise AssertionError(f"there is no button {label}")

    async def look(self) -> None:
        """The three questions, up to the first suggestions."""
        await self.say("/start")
        await self.press("Laten we kijken")
        await self.say("zingen")
        await self.say("lombok")
        await self.press("Nee, niets")

    def heard(self) -> list[str]:
        """What the bot said, or passed on."""
        shown: list[dict[str, Any]] = self.stage.shown(self.me, self.me)
        return [message["text"] for message in shown if message["is_bot"]]

    async def known(self) -> Known:
        """What is stored."""
        found = await self.stage.app.store.read(lambda sql: residents.load(sql, self.me))
        assert found is not None
        return found
