"""What is done at set times: the list of the morning, the cleaning, a backup, the audit, and how old the catalogue is.

Nothing between 02:00 and 03:00: when the clock changes that hour comes twice or not at all.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from datetime import datetime
from pathlib import Path

from bot.catalogue.freshness import freshness
from bot.clockwork import Cron
from bot.core.events import MorningCame
from bot.engine import Engine
from bot.live_catalogue import LiveCatalogue
from bot.store import Sql, Store, inbox, teams
from bot.store.copies import back_up
from bot.store.inbox import New
from bot.store.purging import purge
from bot.wrong import StartError

log = logging.getLogger(__name__)


class Routine:
    """The regular work of one bot."""

    def __init__(self, store: Store, engine: Engine, live: LiveCatalogue, database: Path) -> None:
        self._store = store
        self._engine = engine
        self._live = live
        self._database = database

    def crons(self) -> tuple[Cron, ...]:
        """All of it, each with its local times."""
        return (
            Cron("morning", self.morning, hour="8", minute="45", day_of_week="mon-fri"),
            Cron("purge", self.purge, hour="3", minute="30"),
            Cron("backup", self.backup, hour="3", minute="50"),  # without what was just deleted
            Cron("audit", self.audit, hour="4", minute="10"),
            Cron("age", self.age, hour="7", minute="40"),
        )

    async def morning(self, now: datetime) -> None:
        """Let every team have its list of the day. Twice on one day is once."""
        day = now.astimezone(self._live.edition.zone).date()

        def unit(sql: Sql) -> None:
            came = [
                New("clock", f"morning:{team.id}:{day}", team.chat, MorningCame(team.id)) for team in teams.every(sql)
            ]
            inbox.accept(sql, came, now)

        await self._store.transaction(unit)

    async def purge(self, now: datetime) -> None:
        """Delete what has been kept long enough."""
        gone = await self._store.transaction(lambda sql: purge(sql, now))
        await self._store.tidy_erased_list(now)
        log.info("Deleted for their age: %s", gone)

    async def backup(self, now: datetime) -> None:
        """Copy the database beside itself. What keeps it from that is told; the bot goes on."""
        folder = self._database.absolute().parent
        try:
            made = await asyncio.to_thread(back_up, self._database, folder, now, "nightly")
        except (StartError, sqlite3.Error) as wrong:
            log.error("No backup this night. %s", wrong)  # noqa: TRY400  a stack says nothing
        else:
            log.info("Backup: %s", made.path.name)

    async def audit(self, _: datetime) -> None:
        """Give everybody who has lost it a next contact; the engine tells when there was somebody."""
        await self._engine.audit()

    async def age(self, now: datetime) -> None:
        """Tell how much of the catalogue was checked too long ago to be suggested."""
        today = now.astimezone(self._live.edition.zone).date()
        activities = self._live.edition.catalogue.activities.values()
        current = [one for one in activities if one.status == "active" and not one.is_ended_on(today)]
        stale = [one.id for one in current if freshness(one.checked, today) == "stale"]
        if stale:
            log.warning("Checked too long ago, so not suggested: %s", ", ".join(stale))
