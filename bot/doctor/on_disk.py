"""What lies on the disk: the settings, who may read the files, whether there is room, how old the last backup is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.doctor.findings import Finding, how_long, look, many, well, wrong
from bot.settings import TELEGRAM, Settings
from bot.store import copies
from bot.store.erased import ErasedList

OTHERS = 0o077
OTHERS_WRITE = 0o022
MUCH_TOO_LITTLE = 100_000_000
TOO_LITTLE = 500_000_000
ROOM_FOR_COPIES = 3  # times the size of the database
BACKUP_IS_OLD = timedelta(days=3)


def check_settings(settings: Settings, env_file: Path) -> Iterator[Finding]:
    """They could be read; the token itself is never shown."""
    server = "" if settings.bot_api_url == TELEGRAM else f", BOT_API_URL {settings.bot_api_url}"
    told = f"BOT_TOKEN is set, DATABASE {settings.database}, CATALOGUE {settings.catalogue}{server}."
    yield well("settings", told)
    if env_file.exists() and env_file.stat().st_mode & OTHERS:
        yield look("settings", "Other users of this computer can read the token in .env.", "chmod 600 .env")


def check_rights(database: Path) -> Finding:
    """Only the owner may read what is about people."""
    where = database.absolute()
    parts = [*where.parent.glob(f"{where.name}*"), *(copy.path for copy in copies.every(where, where.parent))]
    files = sorted({path for path in parts if path.is_file() and path.suffix not in (".lock", ".pulse")})
    open_to_others = [path.name for path in files if path.stat().st_mode & OTHERS]
    if open_to_others:
        names = " ".join(open_to_others)
        return wrong("files", f"Other users can read {names}.", f"cd {where.parent} && chmod 600 {names}")
    if where.parent.stat().st_mode & OTHERS_WRITE:
        return look("files", f"Other users can write in {where.parent}.", f"chmod go-w {where.parent}")
    return well("files", f"Only their owner can read them ({many(len(files), 'file')}).")


def check_room(size: int, free: int) -> Finding:
    """The size of the database and what is free, in bytes. On a full disk the bot waits, so better before that."""
    told = f"The database is {_mb(size)}, {_mb(free)} is free."
    if free < MUCH_TOO_LITTLE:
        return wrong("room", told, "make room on this disk: on a full one nobody gets an answer")
    if free < max(TOO_LITTLE, ROOM_FOR_COPIES * size):
        return look("room", told, "make room on this disk soon")
    return well("room", told)


def check_backups(database: Path, now: datetime) -> Finding:
    """A backup is made each night while the bot runs."""
    where = database.absolute()
    made = [copy for copy in copies.every(where, where.parent) if copy.kind != "replaced"]
    if not made:
        return look("backup", "There is none yet; the bot makes one each night.", "schuifaan backup makes one now")
    age = now - made[-1].made_at
    told = f"The last one is {how_long(age)} old: {made[-1].path.name}."
    if age > BACKUP_IS_OLD:
        return look("backup", told, "schuifaan backup tells what is in its way")
    return well("backup", told)


def check_erased_list(database: Path) -> Finding:
    """Without the list a restore would bring people back who had themselves erased."""
    erased = ErasedList(database)
    since = erased.since()
    if since is None:
        told = f"There is no list of erased people ({erased.path.name} and {erased.key_path.name})."
        return look("erased", told, "put both files back beside the database; else the bot begins a new list")
    return well("erased", f"The list of erased people goes back to {since:%Y-%m-%d}.")


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size < 1e9 else f"{size / 1e9:.0f} GB"
