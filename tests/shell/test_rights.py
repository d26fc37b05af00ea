"""A file or a folder that may not be written: told in one line at the start, and left as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from bot.store import open_store
from bot.store.errors import REMEDIES
from tests.shell.processes import environment

NOBODY = 65_534
AS_NOBODY = f"""
import os, sys
import bot.app, bot.commands_catalogue, bot.running, bot.settings
from bot.cli import main
if os.getuid() == 0:
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.exit(main(["run"]))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that belongs to who will run the bot: root may write everything, whatever the rights say."""
    made = Path(mkdtemp(prefix="schuifaan-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def _give_away(folder: Path) -> None:
    if os.getuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, NOBODY, NOBODY)


@pytest.mark.parametrize(("what", "mode"), [("schuifaan.db", 0o444), (".", 0o555)], ids=["the file", "the folder"])
async def test_what_may_not_be_written_is_told_in_one_line(folder: Path, what: str, mode: int) -> None:
    path = folder / "schuifaan.db"
    async with open_store(path):
        pass
    before = path.read_bytes()
    _give_away(folder)
    (folder / what).chmod(mode)

    ended = subprocess.run(
        [sys.executable, "-c", AS_NOBODY], env=environment(folder), cwd=folder, capture_output=True, text=True,
        check=False, timeout=30,
    )

    told = f"schuifaan: {REMEDIES['permission'].format(path=path)}"
    assert (ended.returncode, ended.stderr.splitlines()) == (2, [told])
    assert path.read_bytes() == before
