"""The commands of whoever looks after the bot: is all well, a backup, and a backup put back."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.core.effects import Effect
    from bot.core.known import Known
    from bot.store.restoring import Undo

FINE = 0

Commands = argparse._SubParsersAction  # noqa: SLF001  argparse gives it no public name


def add_doctor(commands: Commands[argparse.ArgumentParser]) -> None:
    """`schuifaan doctor`."""
    parser = commands.add_parser("doctor", help="look whether all is well, and what to do about what is not")
    parser.add_argument("--json", action="store_true", help="one list, for other programs")
    parser.set_defaults(do=_doctor)


def add_backup(commands: Commands[argparse.ArgumentParser]) -> None:
    """`schuifaan backup`."""
    parser = commands.add_parser("backup", help="copy the database to a file, also while the bot runs")
    parser.add_argument("folder", nargs="?", type=Path, default=None, help="where to (default: beside the database)")
    parser.set_defaults(do=_backup)


def add_restore(commands: Commands[argparse.ArgumentParser]) -> None:
    """`schuifaan restore`."""
    parser = commands.add_parser("restore", help="put a backup in the place of the database; stop the bot first")
    parser.add_argument("file", type=Path, help="the backup")
    parser.add_argument(
        "--list-is-lost", action="store_true", help="restore although nobody knows any more who was erased since"
    )
    parser.set_defaults(do=_restore)


def _doctor(chosen: argparse.Namespace) -> int:
    import asyncio

    from bot.clock import SystemClock
    from bot.doctor.examining import examine
    from bot.doctor.findings import exit_code
    from bot.settings import read

    findings = asyncio.run(examine(read(), SystemClock()))
    if chosen.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _tell(*findings)
    return exit_code(findings)


def _backup(chosen: argparse.Namespace) -> int:
    from bot.settings import read_database
    from bot.store.copies import back_up

    database = read_database()
    made = back_up(database, chosen.folder or database.absolute().parent, _now())
    _tell(f"{made.path} ({made.path.stat().st_size / 1e6:.1f} MB)")
    return FINE


def _restore(chosen: argparse.Namespace) -> int:
    from bot.settings import read_database
    from bot.store.restoring import restore

    database, now = read_database(), _now()
    done = restore(database, chosen.file, now, undo(now), list_is_lost=chosen.list_is_lost)
    _tell(f"{database} is now as it was at {done.made_at:%Y-%m-%d %H:%M} UTC. Start the bot again.")
    if done.erased:
        _tell(f"Erased again, since they had asked for it: {done.erased}.")
    if done.replaced:
        _tell(f"What was there is kept for 30 days: {done.replaced}")
    return FINE


def undo(now: datetime) -> Undo:
    """What a restore takes from the group of somebody it erases again. That they are erased was said before."""
    from zoneinfo import ZoneInfo

    from bot.core.effects import Say
    from bot.core.handover import erased
    from bot.texts import Texts

    texts = Texts.load()

    def of(known: Known) -> Sequence[Effect]:
        left = [effect for effect in erased(known, now) if not isinstance(effect, Say)]
        return [texts.render_effect(effect, texts.languages[0], ZoneInfo("UTC")) for effect in left]

    return of


def _tell(*lines: object) -> None:
    """Print, also on a screen that does not know every letter."""
    for line in lines:
        letters = sys.stdout.encoding or "ascii"
        print(str(line).encode(letters, "replace").decode(letters))


def _now() -> datetime:
    from bot.clock import SystemClock

    return SystemClock().now().astimezone(UTC)
