"""What the tests of the shell stand on: an empty store, a clock that stands still, and an engine on both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.engine import Engine
from bot.store import Store, open_store
from bot.texts import Texts
from tests.shell.engine_room import an_engine
from tests.shell.stored import NOW


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
