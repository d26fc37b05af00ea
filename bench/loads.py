"""What people do to a bot that is measured: a crowd, a steady stream, and whole first visits."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from itertools import cycle
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bench.town import Town

Json = dict[str, Any]

CROWD = 50
PER_SECOND = 30
PATIENCE_S = 120.0
LINES = ("/activiteiten", "/hulp", "/afspraak", "/taal")
"""Each is answered with one message, by an echo and by Schuifaan."""
QUESTIONS = ("Laten we kijken", "muziek", "lombok", "Nee, niets")
VISIT = (*QUESTIONS, "1. ", "Ik wil wel gaan", "dinsdag ", "Het weer", "De avond ervoor")
"""A first visit after `/start`: a button that begins so is pressed, and what is no button is typed."""


class Answer(NamedTuple):
    """A call that somebody saw as an answer: when it came, when it stood in their chat, and the message."""

    came: float
    stood: float
    message: Json


class Length(NamedTuple):
    """How long a load takes. Seconds; what is said in the first ones does not count."""

    warm_up_s: float = 2.0
    crowd_s: float = 8.0
    steady_s: float = 20.0


class Reply(NamedTuple):
    """How long one answer took: in all, and of that in the hands of the bot itself. Seconds."""

    all_s: float
    own_s: float


class Person:
    """Somebody who says something and waits for the answer."""

    def __init__(self, town: Town, name: str) -> None:
        self._town = town
        self.me = town.people.add_user(name, "nl")
        self._answers = town.answers[self.me]
        self._last: Json = {}

    async def say(self, text: str) -> Reply:
        """Say it; raises `TimeoutError` where no answer comes."""
        return await self._answered(lambda: self._town.people.say(self.me, self.me, text))

    async def do(self, what: str) -> Reply:
        """Press the button of the last message that begins so; type it where there is none."""
        pressed = next((one for one in _buttons(self._last) if one["text"].startswith(what)), None)
        if pressed is None:
            return await self.say(what)
        number, data = self._last["message_id"], pressed["callback_data"]
        return await self._answered(lambda: self._town.people.press(self.me, self.me, number, data))

    async def _answered(self, deed: Callable[[], object]) -> Reply:
        while not self._answers.empty():
            self._answers.get_nowait()  # a second message in answer to the last step
        begun = monotonic()
        deed()
        async with asyncio.timeout(PATIENCE_S):
            answer = await self._answers.get()
        self._last = answer.message
        return Reply(answer.stood - begun, answer.came - self._town.handed_over[self.me])


def _buttons(message: Json) -> Iterator[Json]:
    return (button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row)


async def people(town: Town, count: int, *, meet: bool) -> Sequence[Person]:
    """So many people who have said hello, or have answered the questions; a crowd of them at a time."""
    everybody = [Person(town, f"Bewoner {number}") for number in range(count)]
    waiting = iter(everybody)

    async def introduce() -> None:
        for one in waiting:
            await one.say("/start")
            for step in QUESTIONS if meet else ():
                await one.do(step)

    async with asyncio.TaskGroup() as group:
        for _ in range(CROWD):
            group.create_task(introduce())
    return everybody


async def crowd(_: Town, everybody: Sequence[Person], length: Length) -> Json:
    """Fifty people at once: each says the next line as soon as the last one is answered."""

    async def talk(one: Person, tally: Tally) -> None:
        for line in cycle(LINES):
            if tally.is_over:
                return
            await tally.count(one.say(line))

    return await _at_once(everybody[:CROWD], talk, length)


async def visits(town: Town, everybody: Sequence[Person], length: Length) -> Json:
    """Fifty people at once, each a newcomer who goes from hello to a plan; then the next one comes."""

    async def visit(_: Person, tally: Tally) -> None:
        while not tally.is_over:
            newcomer = Person(town, "Nieuw")
            await tally.count(newcomer.say("/start"))
            for step in VISIT:
                await tally.count(newcomer.do(step))

    return await _at_once(everybody[:CROWD], visit, length)


async def steady(_: Town, everybody: Sequence[Person], length: Length) -> Json:
    """Thirty lines a second, each by somebody who has been answered before; nobody waits for anybody."""
    chance, tally = random.Random(1), Tally(monotonic())
    free, lines = list(everybody), cycle(LINES)

    async def one_line(one: Person) -> None:
        await tally.count(one.say(next(lines)))
        free.append(one)

    async with asyncio.TaskGroup() as group:
        begun = monotonic()
        for number in range(int(PER_SECOND * length.steady_s)):
            await asyncio.sleep(max(0.0, begun + number / PER_SECOND - monotonic()))
            group.create_task(one_line(free.pop(chance.randrange(len(free)))))
    return tally.told(monotonic() - begun)


class Tally:
    """What came of a load. Only what was said after `counts_from` and answered before `until` counts for its speed."""

    def __init__(self, counts_from: float, until: float = float("inf")) -> None:
        self._from, self._until = counts_from, until
        self._replies: list[Reply] = []
        self._said = 0
        self._lost = 0

    @property
    def is_over(self) -> bool:
        return monotonic() >= self._until

    async def count(self, step: Awaitable[Reply]) -> None:
        """Wait for the answer."""
        self._said += 1
        begun = monotonic()
        try:
            reply = await step
        except TimeoutError:
            self._lost += 1
            return
        if begun >= self._from and monotonic() < self._until:
            self._replies.append(reply)

    def told(self, seconds: float) -> Json:
        """As JSON; times in milliseconds."""
        return {
            "seconds": seconds, "said": self._said, "lost": self._lost, "replies": len(self._replies),
            "all_ms": sorted(reply.all_s * 1000 for reply in self._replies),
            "own_ms": sorted(reply.own_s * 1000 for reply in self._replies),
        }


async def _at_once(
    somebody: Sequence[Person], talk: Callable[[Person, Tally], Coroutine[Any, Any, None]], length: Length
) -> Json:
    begins = monotonic() + length.warm_up_s
    tally = Tally(begins, begins + length.crowd_s)
    async with asyncio.TaskGroup() as group:
        for one in somebody:
            group.create_task(talk(one, tally))
    return tally.told(length.crowd_s)


LOADS: dict[str, Callable[[Town, Sequence[Person], Length], Awaitable[Json]]] = {
    "crowd": crowd, "steady": steady, "visits": visits,
}
