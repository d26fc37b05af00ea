"""Who is in the town under fire: the bot that is killed, residents who wait for answers, and pairs who talk."""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path
from time import monotonic

from tests.shell.processes import environment
from tests.shell.town_control import Town

PATIENCE_S = 60.0
COMMANDS = ("/hulp", "/taal", "/afspraak")  # each is answered by one message of its own


class Bot:
    """`schuifaan run`, started and killed, or told to stop."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town = town
        self.env = environment(folder, BOT_API_URL=town.url)
        self.folder = folder
        self.log = folder / "bot.log"
        self.killed_at: list[float] = []
        self.stops = 0
        self._process: Process | None = None

    async def start(self) -> None:
        """Start it. It writes its log at the end of the last one's."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self.env, cwd=self.folder, stderr=log
            )

    async def kill(self) -> None:
        """SIGKILL: it can't do anything about it."""
        if self._process is not None:
            self._process.kill()
            self.killed_at.append(monotonic())
            await self._process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8")[-2000:]

    async def stop(self) -> None:
        """SIGTERM: it lets the calls in flight come back, and ends with 0."""
        assert self._process is not None
        self._process.terminate()
        self.stops += 1
        code = await asyncio.wait_for(self._process.wait(), PATIENCE_S)
        if code != 0:
            raise AssertionError(f"the bot ended with {code} when it was told to stop:\n{self.last_words()}")

    async def live_and_stop(self, chance: random.Random) -> None:
        """Start, and be told to stop at a random moment of work."""
        await self._work(chance)
        await self.stop()

    async def live_and_die(self, chance: random.Random) -> None:
        """Start, and die at a random moment: one in five while it starts, the others at work."""
        if chance.random() < 0.8:
            await self._work(chance)
        else:
            await self.start()
            await self._lives(chance.uniform(0.1, 2.0))
        await self.kill()

    async def _work(self, chance: random.Random) -> None:
        said = self.town.to_people()
        await self.start()
        try:
            await asyncio.wait_for(self.town.more_to_people(said), PATIENCE_S)
        except TimeoutError:
            raise AssertionError(f"the bot answers nobody:\n{self.last_words()}") from None
        await self._lives(chance.uniform(0.0, 1.0))

    async def _lives(self, seconds: float) -> None:
        assert self._process is not None
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), seconds)
        if self._process.returncode is not None:
            raise AssertionError(f"the bot ended by itself:\n{self.last_words()}")


class Resident:
    """Somebody who talks with the bot, and remembers what answers they wait for."""

    def __init__(self, town: Town, number: int, me: int, chance: random.Random) -> None:
        self.town, self.number, self.me, self.chance = town, number, me, chance
        self.expects: list[str] = []

    async def say(self, *texts: str) -> None:
        """Say these at once, and wait for as many answers."""
        before = self.town.calls[self.me]
        for text in texts:
            await self.town.say(self.me, self.me, text)
        await self.town.more_calls(self.me, before + len(texts) - 1)

    async def press(self, label: str) -> None:
        """Press a button, and wait for what comes of it."""
        before = self.town.calls[self.me]
        await self.town.press(self.me, self.me, label)
        await self.town.more_calls(self.me, before)

    async def begin(self) -> None:
        """The three questions, tapped and typed."""
        await self.say("/start")
        await self.press("Laten we kijken")
        await self.say("zingen")
        await self.say("lombok")
        await self.press("Nee, niets")

    async def talk(self, stop: asyncio.Event) -> None:
        """The questions, then lines and bursts of commands, each expected to be answered in its order."""
        await self.begin()
        self.expects.append("/taal")  # what came before it is not looked at
        await self.say("/taal")
        while not stop.is_set():
            if self.chance.random() < 0.6:
                self.expects.append("line")
                await self.say(f"regel {len(self.expects)}")
                continue
            burst = self.chance.sample(COMMANDS, len(COMMANDS))
            if burst[0] == self.expects[-1]:
                burst.reverse()
            self.expects += burst
            await self.say(*burst)


class Pair:
    """A resident and the volunteer they talk with, in a topic."""

    def __init__(self, resident: Resident, volunteer: int, group: int, topic: int) -> None:
        self.resident, self.volunteer, self.group, self.topic = resident, volunteer, group, topic
        self.town = resident.town
        self.from_resident: list[str] = []
        self.from_volunteer: list[str] = []

    async def talk(self, stop: asyncio.Event) -> None:
        """Words to and fro, one to three at a time, never waiting for the answer of the bot but for the words."""
        me, chance, since, heard = self.resident.me, self.resident.chance, 0, 0
        while not stop.is_set():
            for _ in range(chance.randint(1, 3)):
                self.from_resident.append(f"R{self.resident.number}-{len(self.from_resident)}")
                await self.town.say(me, me, self.from_resident[-1])
            since = await self._arrived(self.group, self.from_resident[-1], since)
            for _ in range(chance.randint(1, 3)):
                self.from_volunteer.append(f"V{self.resident.number}-{len(self.from_volunteer)}")
                await self.town.say(self.volunteer, self.group, self.from_volunteer[-1], self.topic)
            heard = await self._arrived(me, self.from_volunteer[-1], heard)

    async def _arrived(self, chat: int, words: str, since: int) -> int:
        """Wait for these words after the message `since`; gives the message they came in."""
        while True:
            seen = self.town.calls[chat]
            for message in await self.town.messages(chat, since):
                if message["text"] == words and message["is_bot"]:
                    return int(message["id"])
            await self.town.more_calls(chat, seen)
