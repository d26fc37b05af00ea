"""Where the monkey plays, and what it did since everybody was last still: whoever watches needs to know both."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.people import People
from bot.demo.town import Chat, Json, Message, Town
from tests.story.stage import Stage

LANGUAGES = ("nl", "en", None, "de", "pt-br", "en-US", "ar", "xx")
NAMES = (
    "Quirijnus", "Wolfertje", "Zwaantinus", "Berendientje", "Ghislainus", "Eelkje-Sjoukje", "Yntebrand", "Vrouwkelien",
)
DEEPER = (
    "see:", "go:", "on:", "bar:", "rem:", "ics:", "with:", "going:", "good:", "nah:", "missed:", "done:", "skip:",
    "pick:", "!take:", "!agree:", "!mine:", "!did:", "!undo:",
)
"""Buttons that lead further: pressed more often, so that plans are made and kept and conversations taken."""
REMEMBERED = 25  # deeds told when something is wrong


@dataclass(frozen=True, slots=True)
class Input:
    """What somebody did in their chat with the bot, as the updates with these numbers."""

    told: str
    chat: int
    updates: range
    press: str = ""
    outside: bool = False  # words that no question asks for
    topic: int = 0


@dataclass
class Burst:
    """What happened since everybody was last still."""

    inputs: list[Input] = field(default_factory=list)
    in_topics: list[Input] = field(default_factory=list)  # what was written and sent in topics of the group
    presses: dict[str, str] = field(default_factory=dict)  # every press, in private and in groups, as told
    takers: set[int] = field(default_factory=set)  # who pressed anything in a group
    touched: set[int] = field(default_factory=set)  # chats in which somebody may or can other things than before
    is_troubled: bool = False  # the network failed, or the bot was stopped


class Scene:
    """One town, everybody in it, and what they have done."""

    def __init__(self, stage: Stage, catalogue: Path, seed: int) -> None:
        self.stage = stage
        self.catalogue = catalogue
        self.chance = random.Random(seed)
        self.residents: list[int] = []
        self.helpers = list(stage.people.values())
        self.stranger = self.people.add_user("Toevallig", "nl")
        self.second = self.people.add_group("Buurtpraat")
        for user in (self.stranger, self.helpers[1]):
            self.people.set_member(self.second, user, "administrator" if user == self.stranger else "member")
        self.burst = Burst()
        self.told: deque[str] = deque(maxlen=REMEMBERED)
        self.steps = 0
        self.met = 0
        self.gone: set[tuple[int, int]] = set()  # messages that people took away
        self.gone_topics: set[tuple[int, int]] = set()
        for _ in LANGUAGES:
            self.meet()

    @property
    def town(self) -> Town:
        """The look-alike's state."""
        return self.stage.it.town

    @property
    def people(self) -> People:
        """What people can do."""
        return self.stage.it.people

    @property
    def group(self) -> Chat:
        """The volunteers' group, under the id it has now."""
        return self.town.chats[self.stage.group]

    def meet(self) -> None:
        """Somebody new comes to town."""
        number = self.met
        self.met += 1
        name = f"{NAMES[number % len(NAMES)]}{'' if number < len(NAMES) else number}"
        language = LANGUAGES[number % len(LANGUAGES)]
        self.residents.append(self.people.add_user(name, language, f"geheime_{name.lower().replace('-', '')}_{number}"))

    def next_update(self) -> int:
        """The number that the next update will get."""
        return self.town.updates._next_id

    # ── what can be pressed ─────────────────────────────────────────────────────────────────────────────────────
    def with_buttons(self, chat: Chat, most: int) -> list[Message]:
        """The last messages of the bot that have buttons, newest first."""
        found: list[Message] = []
        for number in range(chat.last_id, max(0, chat.last_id - 80), -1):
            message = chat.message(number)
            if message is not None and message.inline and message.sender == self.town.bot.id:
                found.append(message)
                if len(found) == most:
                    break
        return found

    def any_message(self, chat: Chat, by: int | None = None) -> Message | None:
        """A message that still exists, of any age; of this person only, when one is named."""
        for _ in range(12):
            found = chat.message(self.chance.randint(1, max(1, chat.last_id)))
            if found is not None and not found.service and by in (None, found.sender):
                return found
        return None

    def last_by(self, chat: Chat, user: int) -> Message | None:
        """The last message somebody wrote there."""
        for number in range(chat.last_id, max(0, chat.last_id - 40), -1):
            found = chat.message(number)
            if found is not None and found.sender == user and not found.service:
                return found
        return None

    def data_of(self, message: Message) -> str:
        """The data of one of its buttons."""
        rows: list[list[Json]] = (message.inline or {}).get("inline_keyboard", [])
        data = [str(button["callback_data"]) for row in rows for button in row if "callback_data" in button]
        return self.chance.choices(data, [8 if one.startswith(DEEPER) else 1 for one in data])[0]
