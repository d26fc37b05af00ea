"""The code that links a group: fresh when it has to be, and told while there is no team."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.core.known import Group, LinkCode
from bot.core.policy import Policy
from bot.core.resident import Team
from bot.link_code import LinkCodes
from bot.store import Sql, Store, open_store, teams

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Told:
    """A keeper of codes with its store and clock, and what it told."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = MovedClock(NOON)
        self.lines: list[str] = []
        self.codes = LinkCodes(store, self.clock, Policy(), self.lines.append)

    async def code(self) -> LinkCode:
        """The code there is."""
        found = await self.store.read(teams.link_code)
        assert found is not None
        return found


@pytest.fixture
async def told(tmp_path: Path) -> AsyncIterator[Told]:
    """A bot that just started, without a team."""
    async with open_store(tmp_path / "schuifaan.db") as store:
        made = Told(store)
        await made.codes.make()
        yield made


def _link(sql: Sql) -> None:
    before = Group(-100, link=teams.link_code(sql))
    teams.save(sql, before, replace(before, team=Team(0, -100, "Utrecht"), link=None))


async def test_the_code_is_told_with_what_to_do(told: Told) -> None:
    code = await told.code()

    assert len(code.code) == 6
    assert told.lines == [
        "No team is linked yet. Add the bot to your group as administrator, then send there: /koppel " + code.code
    ]


async def test_a_fresh_code_stays(told: Told) -> None:
    code = await told.code()
    told.clock.move(timedelta(minutes=54))

    await told.codes.renew()

    assert await told.code() == code


@pytest.mark.parametrize("later", [timedelta(minutes=56), timedelta(days=9), timedelta(hours=-1)])
async def test_an_old_code_is_replaced_and_told_again(told: Told, later: timedelta) -> None:
    told.clock.move(later)

    await told.codes.renew()

    assert (await told.code()).made_at == told.clock.now()
    assert len(told.lines) == 2


async def test_after_linking_there_is_a_new_code_but_nothing_is_told(told: Told) -> None:
    await told.store.transaction(_link)

    await told.codes.renew()

    assert (await told.code()).tries == 0
    assert len(told.lines) == 1


async def test_who_guesses_has_to_wait(told: Told) -> None:
    guessed = replace(await told.code(), tries=5)
    await told.store.transaction(lambda sql: teams.set_link_code(sql, guessed))

    await told.codes.renew()
    assert await told.code() == guessed
    told.clock.move(timedelta(minutes=10))
    await told.codes.renew()

    assert (await told.code()).tries == 0
