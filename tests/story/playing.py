"""Plays a story: does what its lines say people do, and compares what they hear."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.store import Sql
from tests.story.script import Line, says
from tests.story.stage import Stage

ZONE = ZoneInfo("Europe/Amsterdam")
UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}

Shown = dict[str, Any]


class NotAsTold(AssertionError):
    """Something in the conversation is not as the story tells it."""


class Player:
    """One resident and the volunteers of a story. Hears messages in order and forgets none."""

    def __init__(self, stage: Stage, language: str) -> None:
        self.stage = stage
        self.me = stage.it.people.add_user("Resident", language)
        self.heard = 0  # how many of the bot's messages the story has told
        self.seen = {"team": 0, "topic": 0}  # the last message of the group that the story has told
        self.press = ""
        self.mine = 0  # the resident's last message

    async def play(self, line: Line) -> None:
        """One line."""
        await getattr(self, "do_" + line.verb.replace(" ", "_"))(line)

    # ── the resident ────────────────────────────────────────────────────────────────────────────────────────────
    async def do_resident(self, line: Line) -> None:
        """Types, or presses a button by its label."""
        self.nothing_more(line)
        if line.button:
            message, data = self.find_button(self.own(), line.button, line)
            self.stage.it.people.press(self.me, self.me, message, data)
        else:
            self.mine = self.stage.it.people.say(self.me, self.me, line.words)
        await self.stage.settle()

    async def do_resident_sends(self, line: Line) -> None:
        """Sends something that is not text."""
        self.nothing_more(line)
        self.mine = self.stage.it.people.send(self.me, self.me, line.words)
        await self.stage.settle()

    async def do_resident_shares(self, line: Line) -> None:
        """Shares a location."""
        self.nothing_more(line)
        lat, lon = (float(part) for part in line.words.split(","))
        self.stage.it.people.send(self.me, self.me, "location", lat=lat, lon=lon)
        await self.stage.settle()

    async def do_resident_edits(self, line: Line) -> None:
        """Changes their last typed message."""
        self.nothing_more(line)
        last = [m["id"] for m in self.own() if m["from"]["id"] == self.me and m["text"]][-1]
        self.stage.it.people.say(self.me, self.me, line.words, edit=last)
        await self.stage.settle()

    async def do_resident_forges(self, line: Line) -> None:
        """A hostile client presses what was never there."""
        self.nothing_more(line)
        self.stage.it.people.press(self.me, self.me, self.own()[-1]["id"], line.words)
        await self.stage.settle()

    async def do_resident_blocks(self, line: Line) -> None:
        """Blocks the bot."""
        self.nothing_more(line)
        self.stage.it.people.block(self.me)
        await self.stage.settle()

    async def do_resident_unblocks(self, line: Line) -> None:
        """Unblocks it."""
        self.nothing_more(line)
        self.stage.it.people.unblock(self.me)
        await self.stage.settle()

    # ── what the resident hears ─────────────────────────────────────────────────────────────────────────────────
    async def do_bot(self, line: Line) -> None:
        """The next message, in these words."""
        self.compare(line, self.next_heard(line)["text"])

    async def do_place(self, line: Line) -> None:
        """The next message is this place."""
        self.compare(line, (self.next_heard(line)["venue"] or {}).get("title", ""))

    async def do_file(self, line: Line) -> None:
        """The next message is a file of this name."""
        self.compare(line, (self.next_heard(line)["document"] or {}).get("name", ""))

    async def do_buttons(self, line: Line) -> None:
        """The buttons under the message just heard."""
        self.compare(line, _labels(self.from_others()[self.heard - 1]))

    async def do_edits(self, line: Line) -> None:
        """The buttons that stand now under the last message that has some."""
        with_buttons = [message for message in self.from_others()[: self.heard] if message["buttons"]]
        self.compare(line, _labels(with_buttons[-1]) if with_buttons else "")

    async def do_silence(self, line: Line) -> None:
        """Nothing more was heard."""
        self.nothing_more(line)

    # ── the volunteers ──────────────────────────────────────────────────────────────────────────────────────────
    async def do_volunteer(self, line: Line) -> None:
        """Writes in the topic or in General, or presses a button in the group."""
        self.nothing_more(line)
        user, group, people = self.stage.people[line.name], self.stage.group, self.stage.it.people
        if line.button:
            message, data = self.find_button(self.stage.shown(group, user), line.button, line)
            self.press = people.press(user, group, message, data)
        elif line.words.startswith("(") and line.words.endswith(")"):
            people.send(user, group, line.words[1:-1], topic=self.topic(line))
        else:
            people.say(user, group, line.words, topic=None if line.in_general else self.topic(line))
        await self.stage.settle()

    async def do_team(self, line: Line) -> None:
        """The next message in General that says this."""
        self.look(line, "team", [m for m in self.in_group() if m["topic"] is None])

    async def do_topic(self, line: Line) -> None:
        """The next message in the topic that says this."""
        self.look(line, "topic", [m for m in self.in_group() if m["topic"] is not None])

    async def do_alert(self, line: Line) -> None:
        """What the last press showed."""
        self.compare(line, self.stage.it.town.presses[self.press]["text"])

    async def do_topic_deleted(self, line: Line) -> None:
        """There is no topic any more."""
        if self.stage.it.shows(self.stage.group)["topics"]:
            raise NotAsTold(f"line {line.number}: the topic is still there")

    # ── time ────────────────────────────────────────────────────────────────────────────────────────────────────
    async def do_later(self, line: Line) -> None:
        """So much later."""
        self.nothing_more(line)
        number, unit = line.words.split()
        by = timedelta(**{UNITS[unit.rstrip("s")]: int(number)})
        await self.stage.move_to(self.stage.clock.now() + by)

    async def do_at(self, line: Line) -> None:
        """At this local moment."""
        self.nothing_more(line)
        await self.stage.move_to(datetime.fromisoformat(line.words).replace(tzinfo=ZONE).astimezone(UTC))

    async def do_restart(self, line: Line) -> None:
        """The bot is stopped and started again."""
        self.nothing_more(line)
        await self.stage.restart()

    async def do_backup(self, line: Line) -> None:
        """A backup is made while the bot runs."""
        self.nothing_more(line)
        self.stage.back_up()

    async def do_restore(self, line: Line) -> None:
        """The last backup is put back."""
        self.nothing_more(line)
        await self.stage.restore()

    async def do_nothing_is_known(self, line: Line) -> None:
        """No row about anybody is left."""

        def rows(sql: Sql) -> list[str]:
            tables = ("resident", "contact", "plan", "handover", "relay", "deadline")
            return [table for table in tables if sql.one(f"SELECT 1 FROM {table} LIMIT 1")]

        if left := await self.stage.app.store.read(rows):
            raise NotAsTold(f"line {line.number}: something is left in {', '.join(left)}")

    # ── how it is looked up ─────────────────────────────────────────────────────────────────────────────────────
    def own(self) -> list[Shown]:
        """The resident's chat."""
        return self.stage.shown(self.me, self.me)

    def from_others(self) -> list[Shown]:
        """What the resident got."""
        return [message for message in self.own() if message["from"]["id"] != self.me]

    def in_group(self) -> list[Shown]:
        """The volunteers' group."""
        return self.stage.shown(self.stage.group, self.stage.people["Fatima"])

    def next_heard(self, line: Line) -> Shown:
        """The next message that the story has not told yet."""
        messages = self.from_others()
        if self.heard >= len(messages):
            raise NotAsTold(f"line {line.number}: the resident hears nothing, but the story says: {line.words}")
        self.heard += 1
        return messages[self.heard - 1]

    def nothing_more(self, line: Line) -> None:
        """Everything that was heard has been told."""
        rest = self.from_others()[self.heard :]
        if rest:
            words = "\n".join(_told(message) for message in rest)
            raise NotAsTold(f"before line {line.number} the resident also hears:\n{words}")

    def look(self, line: Line, where: str, messages: list[Shown]) -> None:
        """Find the words in a message after the last one found there."""
        for message in messages:
            if message["id"] > self.seen[where] and says(line.words, _everything(message)):
                self.seen[where] = message["id"]
                return
        there = "\n".join(f"  {m['id']}: {_everything(m)}" for m in messages)
        raise NotAsTold(f"line {line.number}: not found in the {where}: {line.words}\nthere stands:\n{there}")

    def topic(self, line: Line) -> int:
        """The newest topic."""
        topics = self.stage.it.shows(self.stage.group)["topics"]
        if not topics:
            raise NotAsTold(f"line {line.number}: there is no topic")
        return int(topics[-1]["id"])

    def find_button(self, messages: list[Shown], label: str, line: Line) -> tuple[int, str]:
        """The newest button with this label: its message and its data."""
        for message in reversed(messages):
            for button in (button for row in message["buttons"] for button in row):
                if button["text"] == label:
                    return message["id"], button["callback_data"]
        raise NotAsTold(f"line {line.number}: there is no button [{label}]")

    def compare(self, line: Line, heard: str) -> None:
        """What the story says against what was heard."""
        if not says(line.words, heard):
            raise NotAsTold(f"line {line.number}:\n  the story: {line.words}\n  in fact:   {' '.join(heard.split())}")


def _labels(message: Shown) -> str:
    return " ".join(f"[{button['text']}]" for row in message["buttons"] for button in row)


def _everything(message: Shown) -> str:
    media = f"({message['media']['kind']})" if message["media"] else ""
    return " ".join(part for part in (message["text"], media, *message["reactions"], _labels(message)) if part)


def _told(message: Shown) -> str:
    if message["venue"]:
        return f"place: {message['venue']['title']}"
    if message["document"]:
        return f"file: {message['document']['name']}"
    buttons = f"\nbuttons: {_labels(message)}" if message["buttons"] else ""
    return "bot: " + re.sub(r"\s+", " ", message["text"]) + buttons


Deed = Callable[[Player, Line], Awaitable[None]]
