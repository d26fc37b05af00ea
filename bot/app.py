"""The composition root: everything is opened, wired, run and closed here, for `run`, the demo and the tests alike."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any, cast

from bot.clock import Clock, MovedClock
from bot.clockwork import Clockwork
from bot.core.known import World
from bot.core.match_index import index_of
from bot.core.policy import Policy
from bot.data import load_danger_words, load_sign_words
from bot.engine import Engine
from bot.link_code import LinkCodes
from bot.live_catalogue import LiveCatalogue
from bot.menus import menus
from bot.pacing import Limits, Pace
from bot.patience import Patience
from bot.platform import Incoming
from bot.pulse import Pulse
from bot.routine import Routine
from bot.sender import Sender
from bot.settings import Settings
from bot.store import StoreFull, open_store
from bot.store.at_rest import what_is_left
from bot.store.erased import ErasedList
from bot.store.errors import refused
from bot.telegram.bot import Connection
from bot.telegram.outgoing import TelegramOutlet
from bot.telegram.polling import TelegramInlet
from bot.texts import Texts
from bot.watched_store import WatchedStore
from bot.wrong import StartError

FULL_DISK_PAUSE_S = 2.0
TURN_S = 0.0002
"""How long one thread may go on while the other waits. Python's own 5 ms are as long as a whole answer takes: the loop
and the database's thread give way to each other at every statement and every byte that is sent."""
CHORE_PAUSES_S = (1.0, 5.0, 30.0, 60.0)
WITHOUT_NETWORK_S = 5.0
EXAMPLE = (
    "CATALOGUE is the example, whose activities are invented: set it to a catalogue of your own. To try it out all the"
    " same: --allow-example, or ALLOW_EXAMPLE=1."
)

log = logging.getLogger(__name__)


class App:
    """The bot, wired. `run` runs it until `stop` is called."""

    def __init__(
        self,
        store: WatchedStore,
        connection: Connection,
        live: LiveCatalogue,
        texts: Texts,
        clock: Clock,
        tell: Callable[[str], None],
        limits: Limits,
        database: Path,
    ) -> None:
        self.store = store
        self.live = live
        self.clock = clock
        self._connection = connection
        self._texts = texts
        self._tell = tell
        self._policy = Policy()
        self._stopping = asyncio.Event()
        self._inlet = TelegramInlet(connection)
        self._pulse = Pulse(database, clock, lambda: self._inlet.trouble)
        self.ready = self._inlet.begun
        """Set once Telegram has answered the first poll."""
        self._engine = Engine(store, texts, self.world, clock, self._decided)
        self._sender = Sender(
            store, TelegramOutlet(connection), Pace(time.monotonic, limits), clock, Patience(time.monotonic),
            self._engine.wake,
        )
        self._codes = LinkCodes(store, clock, self._policy, tell)
        crons = Routine(store, self._engine, live, database).crons()
        self._clockwork = Clockwork(
            store, clock, live.edition.zone, crons, self._engine.wake, self._engine.put_right,
            lambda: self._inlet.hears,
        )
        if isinstance(clock, MovedClock):
            clock.when_moved(self._clock_moved)

    def stop(self) -> None:
        """Let `run` end: nothing is lost, what was in flight is marked."""
        self._stopping.set()

    async def run(self) -> None:
        """Run every loop till `stop`; if one dies, the others end and its error comes out in an `ExceptionGroup`."""
        sys.setswitchinterval(TURN_S)
        await self._codes.make()
        loops: Mapping[str, Coroutine[Any, Any, None]] = {
            "poll": self._poll(),
            "acknowledge": self._inlet.run(),
            "engine": self._decide(),
            "sender": self._sender.run(),
            "rest": self._rest(),
        }
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(loop, name=name) for name, loop in loops.items()]
            await self._stopping.wait()
            for task in tasks:
                task.cancel()

    async def settled(self) -> None:
        """Wait until everything that was accepted is decided and sent, and nothing is due.

        What waits for a later moment does not count, and neither does what Telegram has not handed over yet.
        """
        while True:
            commit = self.store.next_commit
            left = await self.store.read(partial(what_is_left, now=self.clock.now()))
            if left == "due" and not self._clockwork.is_held:
                self._clockwork.wake()
            if not left and not self._clockwork.is_busy:
                return
            await commit.wait()

    def world(self, now: datetime) -> World:
        """Everything outside a person at this moment. Cheap: what costs is worked out when it is asked for."""
        edition = self.live.edition
        year = now.astimezone(edition.zone).year
        return World(
            now=now,
            zone=edition.zone,
            catalogue=edition.catalogue,
            coming=edition.calendar.coming(now),
            places=edition.places,
            policy=self._policy,
            languages=self._texts.languages,
            danger_words=load_danger_words(),
            sign_words=load_sign_words(),
            public_holidays=edition.calendar.public_holidays(year) | edition.calendar.public_holidays(year + 1),
        )

    # ── loops ───────────────────────────────────────────────────────────────────────────────────────────────────
    async def _poll(self) -> None:
        """Fetch and store, for ever. What is fetched is confirmed by the next fetch, so only once it is stored."""
        while True:
            batch = await self._inlet.receive()
            self._pulse.answered()
            if self._clockwork.is_held:
                self._clockwork.wake()
            await self._accept(batch)
            self._inlet.acknowledge(batch)

    async def _accept(self, batch: Sequence[Incoming]) -> None:
        told = False
        while batch:
            try:
                await self._engine.take(batch)
            except StoreFull:
                if not told:
                    log.error("The disk is full: Telegram keeps what people write until there is room.")  # noqa: TRY400  a stack says nothing
                told = True
                await asyncio.sleep(FULL_DISK_PAUSE_S)
            else:
                return

    async def _decide(self) -> None:
        """The engine, once it has its word lists and dates: working them out must not hold up the first poll."""
        await self._first_poll()
        await asyncio.to_thread(index_of, self.live.edition.catalogue)
        world = await asyncio.to_thread(self.world, self.clock.now())
        await asyncio.to_thread(dict, world.coming)
        gc.collect()
        gc.freeze()  # what stays for good need not be looked through again while somebody waits for an answer
        await self._engine.run()

    async def _rest(self) -> None:
        """What may wait till the first poll: so that the bot is there as soon as it can be."""
        async with asyncio.TaskGroup() as group:
            group.create_task(_until_done(self._connection.leave_webhook))
            group.create_task(self._greet())
            await self._first_poll()
            group.create_task(self._pulse.run())
            group.create_task(self._clockwork.run())
            group.create_task(self._codes.run())
            group.create_task(self.live.watch())

    async def _first_poll(self) -> None:
        """Wait for it; without a network not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(WITHOUT_NETWORK_S):
                await self.ready.wait()

    async def _greet(self) -> None:
        await self.ready.wait()
        self._tell("ready")
        shown = menus(self._texts, self.live.edition.zone)
        await _until_done(lambda: self._connection.set_menus(shown))

    def _decided(self) -> None:
        self._sender.wake()
        self._codes.wake()

    def _clock_moved(self) -> None:
        for part in (self._engine, self._sender, self._clockwork, self._codes):
            part.wake()


@asynccontextmanager
async def build(
    settings: Settings, clock: Clock, tell: Callable[[str], None], limits: Limits | None = None
) -> AsyncIterator[App]:
    """Open everything a bot needs, and close it again. Raises `StartError` where a maintainer has to put it right.

    `tell` gets the few lines that a person who starts the bot waits for, without a line end.
    """
    async with open_store(settings.database, WatchedStore) as store:
        _begin_erased_list(settings.database, clock)
        live = LiveCatalogue(settings.catalogue, _beside(settings.database), clock)
        if live.edition.catalogue.example and not settings.allow_example:
            raise StartError(EXAMPLE)
        async with Connection(settings.token, settings.bot_api_url) as connection:
            yield App(
                cast(WatchedStore, store), connection, live, Texts.load(), clock, tell, limits or Limits(),
                settings.database,
            )


def _beside(database: Path) -> Path:
    """Where the last good catalogue is kept."""
    return database.absolute().with_name(f"{database.name}.catalogue")


def _begin_erased_list(database: Path, clock: Clock) -> None:
    try:
        ErasedList(database).begin(clock.now())
    except OSError as error:
        raise refused(error, database) or error from error


async def _until_done(chore: Callable[[], Awaitable[bool]]) -> None:
    """Do it till it worked, with pauses that get longer."""
    for pause_s in chain(CHORE_PAUSES_S, repeat(CHORE_PAUSES_S[-1])):
        if await chore():
            return
        await asyncio.sleep(pause_s)
