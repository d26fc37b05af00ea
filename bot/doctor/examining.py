"""Everything, in the order in which somebody who puts it right would want to know it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import disk_usage

from bot.clock import Clock
from bot.doctor.at_telegram import check_telegram
from bot.doctor.at_work import check_given_up, check_people, check_queues, check_running
from bot.doctor.findings import Finding, look, well, wrong
from bot.doctor.in_catalogue import check_catalogue, check_texts
from bot.doctor.on_disk import check_backups, check_erased_list, check_rights, check_room, check_settings
from bot.pulse import last_beat
from bot.settings import Settings
from bot.store import StoreRefused, insight, open_readonly
from bot.store.errors import StoreFailed
from bot.store.holding import is_held
from bot.store.insight import Insight
from bot.telegram.asking import ask

ENV_FILE = Path(".env")


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Look at everything. Changes nothing, and works whether the bot runs or not."""
    now = clock.now()
    catalogue = check_catalogue(settings.catalogue, now.date(), allows_example=settings.allow_example)
    found = [*check_settings(settings, ENV_FILE), *catalogue, check_texts()]
    seen, of_database = await _database(settings.database, now)
    chats = [team.chat for team in seen.teams] if seen else []
    answer = await ask(settings.token, settings.bot_api_url, chats)
    return [*found, *of_database, *check_telegram(answer, settings, clock.now())]


async def _database(database: Path, now: datetime) -> tuple[Insight | None, list[Finding]]:
    if not database.exists():  # noqa: ASYNC240  nothing else runs here
        return None, [look("database", f"There is none at {database} yet.", "`schuifaan run` makes it when it starts")]
    held = is_held(database)
    around = _around(database, held, now)
    try:
        async with open_readonly(database) as store:
            seen = await store.read(partial(insight.look, now=now))
    except (StoreRefused, StoreFailed) as refusal:
        return None, [wrong("database", str(refusal), "nothing in it was changed"), *around]
    inside = [check_queues(seen, held, now), *check_given_up(seen), *check_people(seen)]
    return seen, [_whole(seen, database), *around, *inside]


def _around(database: Path, held: bool, now: datetime) -> list[Finding]:
    size, free = database.stat().st_size, disk_usage(database.absolute().parent).free
    return [
        check_rights(database), check_room(size, free), check_backups(database, now), check_erased_list(database),
        check_running(held, last_beat(database), now),
    ]


def _whole(seen: Insight, database: Path) -> Finding:
    if not seen.is_whole:
        return wrong("database", f"{database} is damaged.", "stop the bot, then: schuifaan restore BACKUP")
    return well("database", f"{database} is whole (version {seen.version}).")
