"""A town that talks while the bot is killed, again and again: what is missing afterwards, and what came twice.

`python -m tests.shell.town_under_fire --kills 1000` does it for longer. Now and then it is only told to stop.
Twenty residents go through the questions, then send numbered lines and bursts of commands; three more talk with
volunteers, in numbered words both ways.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.shell.processes import TOKEN, ended
from tests.shell.town_control import Json, Town, a_town
from tests.shell.town_people import COMMANDS, Bot, Pair, Resident

RESIDENTS = 20
VOLUNTEERS = ("Fatima", "Jan", "Samira")
KILLED_IN_SCENE = 2
SETTLING_S = 60.0
ON_THE_WAY_S = 1.0  # a call that left before the bot died, and was read after it
NEAR_S = 10.0  # a kill that is told beside a duplicate
IN_FLIGHT_S = 5.0  # from a call to its mark, at the very most


@dataclass
class Report:
    """What the fire did."""

    kills: int = 0
    stops: int = 0
    inputs: int = 0
    relayed: int = 0
    missing_answers: list[str] = field(default_factory=list)
    missing_words: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    duplicates: int = 0
    unexplained: list[str] = field(default_factory=list)  # duplicates of calls that no kill cut off
    troubles: list[str] = field(default_factory=list)  # errors in the bot's log

    @property
    def is_clean(self) -> bool:
        """Nothing is missing, and everything in its order."""
        return not (self.missing_answers or self.missing_words or self.out_of_order)


class Fire:
    """The scene, the fire, and what is left of it."""

    def __init__(self, town: Town, folder: Path, seed: int) -> None:
        self.town = town
        self.bot = Bot(town, folder)
        self.chance = random.Random(seed)
        self.residents: list[Resident] = []
        self.pairs: list[Pair] = []
        self.kinds: dict[str, str] = {}  # the first line of an answer, and the command it answers

    async def set_the_scene(self) -> None:
        """Link the team, let three residents find their volunteers, and learn what the commands answer."""
        await self.bot.start()
        pupil = await self._somebody(0)
        await pupil.begin()
        await self.town.button(pupil.me, "Antwoorden wijzigen")
        volunteers = [await self.town.user(name) for name in VOLUNTEERS]
        group = await self.town.group("Vrijwilligers", volunteers[0], volunteers[1:])
        _, out, _ = await ended(self.bot.env, self.bot.folder, "link-code")
        await self.town.say(volunteers[0], group, f"/koppel {out[0]}")
        await self.town.more_calls(group, 0)
        for number, (volunteer, name) in enumerate(zip(volunteers, VOLUNTEERS, strict=True), 1):
            self.pairs.append(await self._pair(number, volunteer, name, group))
            if number == len(VOLUNTEERS) - 1:  # a new bot has its own minute for the group
                await self.bot.kill()
                await self.bot.start()
        for command in COMMANDS:
            await pupil.say(command)
            self.kinds[_first_line((await self.town.messages(pupil.me))[-1])] = command
        self.residents = [await self._somebody(number) for number in range(10, 10 + RESIDENTS)]
        await self.bot.kill()

    async def burn(self, kills: int, stops: int) -> None:
        """Kill or stop the bot so often while everybody talks; then let it live until nobody waits any more."""
        stop = asyncio.Event()
        ends = [self.bot.live_and_die] * kills + [self.bot.live_and_stop] * stops
        self.chance.shuffle(ends)
        async with asyncio.TaskGroup() as talking:
            everybody: list[Resident | Pair] = [*self.residents, *self.pairs]
            tasks = [talking.create_task(one.talk(stop)) for one in everybody]
            for end in ends:
                await end(self.chance)
            await self.bot.start()
            stop.set()
            _, late = await asyncio.wait(tasks, timeout=SETTLING_S)
            for task in late:
                task.cancel()

    async def settled(self) -> Report:
        """Look until nothing is missing, or it has taken too long.

        Every call that comes twice lets somebody say one line more than was answered, and a chat gets one answer a
        second: after a thousand deaths they take minutes.
        """
        report = await self.look()
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLING_S + len(self.bot.killed_at)):
                while not report.is_clean:
                    await self.town.anything()
                    report = await self.look()
        await self.bot.kill()
        return report

    async def look(self) -> Report:
        """Compare what everybody expects with what stands in their chats."""
        report = Report(kills=len(self.bot.killed_at) - KILLED_IN_SCENE, stops=self.bot.stops)
        for resident in self.residents:
            self._look_at_answers(report, resident, await self.town.messages(resident.me))
        for pair in self.pairs:
            in_topic = [one for one in await self.town.messages(pair.group) if one["topic"] == pair.topic]
            name = f"resident {pair.resident.number}"
            _look_at_words(report, f"{name} to the topic", pair.from_resident, in_topic, "R")
            in_private = await self.town.messages(pair.resident.me)
            _look_at_words(report, f"the topic to {name}", pair.from_volunteer, in_private, "V")
        _look_at_duplicates(report, await self.town.said(), self.bot.killed_at)
        lines = self.bot.log.read_text("utf-8").splitlines()
        report.troubles = [line for line in lines if " ERROR " in line or " CRITICAL " in line or "Traceback" in line]
        return report

    async def _somebody(self, number: int) -> Resident:
        return Resident(self.town, number, await self.town.user(f"Bewoner {number}"), random.Random(number))

    async def _pair(self, number: int, volunteer: int, name: str, group: int) -> Pair:
        resident = await self._somebody(number)
        await resident.say("/start")
        await resident.press("Laten we kijken")
        await resident.say("/mens")
        await resident.press("Overslaan")
        await self.town.press(volunteer, group, "Ik pak het op")
        await self.town.press(volunteer, group, f"Afgesproken, ik ben {name}")
        await self.town.button(group, "Teruggeven aan de bot")
        return Pair(resident, volunteer, group, (await self.town.topics(group))[-1])

    def _look_at_answers(self, report: Report, resident: Resident, messages: list[Json]) -> None:
        answers = [self.kinds.get(line, "line") for line in _once(_first_line(m) for m in messages if m["is_bot"])]
        begin = answers.index("/taal") if "/taal" in answers else len(answers)
        heard, name = answers[begin:], f"resident {resident.number}"
        report.inputs += len(resident.expects)
        if len(heard) < len(resident.expects):
            report.missing_answers.append(f"{name}: {len(heard)} of {len(resident.expects)}")
        elif heard != resident.expects:
            report.out_of_order.append(f"{name}: {heard} instead of {resident.expects}")


def _look_at_words(report: Report, way: str, sent: list[str], messages: list[Json], sign: str) -> None:
    heard = list(_once(m["text"] for m in messages if m["is_bot"] and m["text"].startswith(sign) and "-" in m["text"]))
    report.relayed += len(sent)
    if missing := [words for words in sent if words not in heard]:
        report.missing_words.append(f"{way}: {', '.join(missing)}")
    elif heard != sent:
        report.out_of_order.append(f"{way}: {heard} instead of {sent}")


def _look_at_duplicates(report: Report, said: list[Json], killed_at: list[float]) -> None:
    """The same call twice in a row in one chat: only if the bot died after the first one and before its mark."""
    lanes: dict[object, list[Json]] = {}
    for call in said:
        lanes.setdefault((call["params"]["chat_id"], call["params"].get("message_thread_id")), []).append(call)
    for lane, calls in lanes.items():
        for first, second in pairwise(calls):
            if first["params"] != second["params"]:
                continue
            report.duplicates += 1
            begins, ends = first["t"] - ON_THE_WAY_S, min(second["t"], first["t"] + IN_FLIGHT_S)
            if not any(begins < kill < ends for kill in killed_at):
                near = [round(kill, 2) for kill in killed_at if abs(kill - first["t"]) < NEAR_S]
                times = f"at {first['t']:.2f} and {second['t']:.2f}, kills {near}"
                report.unexplained.append(f"{lane}: {first['params'].get('text', 'a copy')[:60]!r} {times}")


def _once(texts: Iterable[str]) -> Iterable[str]:
    return (text for text, _ in groupby(texts))


def _first_line(message: Json) -> str:
    text: str = message["text"]
    return text.partition("\n")[0]


async def town_under_fire(kills: int, stops: int, seed: int, folder: Path) -> Report:
    """Set the scene, burn it, and look."""
    async with a_town(TOKEN) as town:
        fire = Fire(town, folder, seed)
        try:
            async with asyncio.timeout(SETTLING_S):
                await fire.set_the_scene()
        except TimeoutError:
            raise AssertionError(f"the bot does not come up:\n{fire.bot.last_words()}") from None
        await fire.burn(kills, stops)
        return await fire.settled()


def main() -> int:
    """Burn for longer, and tell; the exit code says whether anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.shell.town_under_fire", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--stops", type=int, help="how often SIGTERM comes as well; one for five kills")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        stops = asked.kills // 5 if asked.stops is None else asked.stops
        report = asyncio.run(town_under_fire(asked.kills, stops, asked.seed, Path(folder)))
    sys.stdout.write("".join(f"{name}: {value}\n" for name, value in vars(report).items()))
    return 0 if report.is_clean and not report.unexplained else 1


if __name__ == "__main__":
    sys.exit(main())
