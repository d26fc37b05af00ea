"""A line to Telegram for a test: an outlet on a real connection, and the scripted API at its other end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.core import effects
from bot.core.effects import Address, Effect, ToResident, ToTopic
from bot.core.text import Html
from bot.platform import SendResult
from bot.telegram.bot import Connection
from bot.telegram.outgoing import TelegramOutlet
from tests.shell.scripted import TOKEN, ScriptedApi, scripted_api

RESIDENT = Address(501)
TOPIC = Address(-1001, 77)
HELLO = effects.Say(ToResident(1), Html("Dag <b>jij</b> &amp; ik"))
RELAY = effects.Relay(ToTopic(1), ToResident(1), 12, reply_to=9)


@dataclass
class Line:
    """An outlet and the API it talks to."""

    api: ScriptedApi
    connection: Connection
    outlet: TelegramOutlet

    async def send(self, effect: Effect, to: Address = RESIDENT, source: Address | None = None) -> SendResult:
        return await self.outlet.send(effect, to, source)

    def only(self, method: str) -> dict[str, str]:
        (call,) = self.api.of(method)
        return call.params


@asynccontextmanager
async def open_line() -> AsyncIterator[Line]:
    """An outlet and its API, for one test."""
    async with scripted_api() as api, Connection(TOKEN, api.root) as connection:
        yield Line(api, connection, TelegramOutlet(connection))
