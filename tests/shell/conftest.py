"""What the tests of the shell stand on: an empty store, a clock that stands still, and an engine on both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.engine import Engine
from bot.store import Sql, Store, open_store
from bot.texts import Texts
from tests.shell.engine_room import an_engine
from tests.shell.stored import ANNA, BEN, NOW, asked, link, meet


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "schuifaan.db") as opened:
        yield opened


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NOW)


@pytest.fixture
def engine(store: Store, texts: Texts, clock: MovedClock) -> Engine:
    return an_engine(store, texts, clock)


@pytest.fixture
async def two_who_asked(tmp_path: Path) -> AsyncIterator[Store]:
    """A store in which Anna (1) talks with the team in topic 44, and Ben (2) asked and has no topic yet."""

    def unit(sql: Sql) -> None:
        team = link(sql)
        meet(sql, ANNA, handover=asked(team.id, topic=44))
        meet(sql, BEN, handover=asked(team.id))

    async with open_store(tmp_path / "schuifaan.db") as opened:
        await opened.transaction(unit)
        yield opened
