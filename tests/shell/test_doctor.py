"""`schuifaan doctor`, as a person meets it: beside a bot that runs, and one that does not or can't."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.clock import SystemClock
from bot.demo.server import LookAlike
from bot.doctor.examining import examine
from bot.doctor.findings import Finding
from bot.pulse import last_beat
from bot.settings import Settings
from bot.store import open_store
from bot.store.opening import connect
from tests.shell.processes import EXAMPLE, NOBODY_THERE, TOKEN, ended, environment, started
from tests.shell.stored import link


@dataclass
class Town:
    """The look-alike, with a group in which the bot may do everything."""

    it: LookAlike
    group: int
    settings: Settings

    async def linked(self) -> None:
        """A database with that group as its team."""
        async with open_store(self.settings.database) as store:
            await store.transaction(lambda sql: link(sql, self.group))

    async def found(self, **changes: object) -> dict[str, list[Finding]]:
        """What the doctor finds, by check."""
        findings = await examine(self.settings.model_copy(update=changes), SystemClock())
        return {one.check: [other for other in findings if other.check == one.check] for one in findings}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with LookAlike(TOKEN) as it:
        group = it.people.add_group("Team West")
        it.people.set_bot(group)
        settings = Settings(
            bot_token=SecretStr(TOKEN), bot_api_url=it.url, database=tmp_path / "schuifaan.db", catalogue=EXAMPLE,
            allow_example=True,
        )
        yield Town(it, group, settings)


async def test_beside_a_bot_that_runs_with_a_team_nothing_is_wrong(town: Town, tmp_path: Path) -> None:
    await town.linked()
    env = environment(tmp_path, BOT_API_URL=town.it.url)
    async with started(env, tmp_path, "run") as bot:
        await bot.says("ready")
        async with asyncio.timeout(10):
            while not last_beat(town.settings.database):
                with suppress(TimeoutError):
                    await asyncio.wait_for(town.it.town.happened.after(town.it.town.happened.number), 0.1)

        code, out, err = await ended(env, tmp_path, "doctor")

    assert (code, err) == (0, [])
    assert not [line for line in out if line.startswith("✗")]
    assert [line for line in out if line.startswith("✓ bot:") and "It runs" in line]
    assert [line for line in out if line.startswith("✓ group:") and "Team West: all rights" in line]
    assert TOKEN not in "\n".join(out)


async def test_a_bot_that_does_not_run_is_exit_code_1_and_other_programs_can_read_it(
    town: Town, tmp_path: Path
) -> None:
    await town.linked()

    code, out, err = await ended(environment(tmp_path, BOT_API_URL=town.it.url), tmp_path, "doctor", "--json")

    assert (code, err) == (1, [])
    wrong = [one for one in json.loads("\n".join(out)) if one["level"] == "wrong"]
    assert [(one["check"], one["told"]) for one in wrong] == [("bot", "It does not run.")]
    assert "systemctl start schuifaan" in wrong[0]["remedy"]
    assert "getUpdates" not in {call["method"] for call in town.it.calls}


async def test_settings_that_are_wrong_are_exit_code_2(tmp_path: Path) -> None:
    code, out, err = await ended(environment(tmp_path, BOT_TOKEN="mine"), tmp_path, "doctor")

    assert (code, out, len(err)) == (2, [], 1)
    assert "BOT_TOKEN is wrong: ask @BotFather" in err[0]


async def test_before_the_first_start_there_is_only_something_to_do(town: Town) -> None:
    found = await town.found()

    assert [one.level for one in found["database"]] == ["look"]
    assert "schuifaan run" in found["database"][0].remedy
    assert not town.settings.database.exists()
    assert not [one for every in found.values() for one in every if one.level == "wrong"]


async def test_without_a_network_everything_else_is_still_told(town: Town) -> None:
    await town.linked()

    found = await town.found(bot_api_url=NOBODY_THERE)

    assert [(one.level, one.told) for one in found["telegram"]] == [("wrong", f"{NOBODY_THERE} can't be reached.")]
    assert found["database"][0].level == "well"
    assert "token" not in found


async def test_beside_a_bot_that_hears_nothing_the_reason_is_told(town: Town) -> None:
    town.it.faults.add("outage")
    async with build(town.settings, SystemClock(), lambda _: None) as app, asyncio.TaskGroup() as group:
        run = group.create_task(app.run())
        async with asyncio.timeout(10):
            while not app._inlet.trouble:
                await town.it.town.happened.after(town.it.town.happened.number)
        app._pulse.beat()

        found = await town.found()

        app.stop()
        await run
    assert [(one.level, one.told) for one in found["bot"]] == [
        ("wrong", "It runs, but: Telegram can't be reached. Trying again, for ever; nothing is lost.")
    ]


@pytest.mark.parametrize("fault", ["500", "502", "drop_before"])
async def test_what_is_no_answer_of_telegram_is_told_as_such(town: Town, fault: str) -> None:
    town.it.faults.add(fault, count=2)

    assert [one.level for one in (await town.found())["telegram"]] == ["wrong"]


async def test_where_telegram_answers_only_half_that_is_told(town: Town) -> None:
    town.it.faults.add("500", method="getWebhookInfo")

    found = await town.found()

    assert [one.level for one in found["token"] + found["webhook"]] == ["well", "look"]


async def test_a_token_that_telegram_does_not_know_is_told(town: Town) -> None:
    found = await town.found(bot_token=SecretStr("434343:AAE-somebody-elses"))

    assert [(one.level, one.remedy) for one in found["token"]] == [
        ("wrong", "ask @BotFather for the right one, and put it in .env")
    ]


async def test_a_group_without_the_bot_a_right_or_topics_is_told(town: Town) -> None:
    await town.linked()
    town.it.people.set_bot(town.group, can_pin_messages=False)
    lacking = await town.found()
    town.it.people.set_bot(town.group, status="left")
    gone = await town.found()

    assert [(one.level, one.told) for one in lacking["group"]] == [
        ("wrong", "In Team West the bot may not: pin messages.")
    ]
    assert [one.level for one in gone["group"]] == ["wrong"]
    assert "not in the group" in gone["group"][0].told


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [("PRAGMA user_version = 999", "newer schuifaan"), ("PRAGMA application_id = 7", "not a database of schuifaan")],
)
async def test_a_database_that_can_t_be_used_is_told_with_the_rest(town: Town, spoiled: str, told: str) -> None:
    await town.linked()
    connection = connect(town.settings.database, "rw")
    connection.execute(spoiled)
    connection.close()

    found = await town.found()

    assert [one.level for one in found["database"]] == ["wrong"]
    assert told in found["database"][0].told
    assert found["room"]


async def test_a_damaged_page_is_found(town: Town) -> None:
    await town.linked()
    with town.settings.database.open("r+b") as file:
        file.seek(4096 * 6)
        file.write(b"\xff" * 4096 * 6)

    assert [one.level for one in (await town.found())["database"]] == ["wrong"]


async def test_other_users_may_read_nothing(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.linked()
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("BOT_TOKEN=", "utf-8")
    (tmp_path / ".env").chmod(0o644)
    town.settings.database.chmod(0o644)

    found = await town.found()

    assert [one.level for one in found["settings"] + found["files"]] == ["well", "look", "wrong"]
    assert found["settings"][1].remedy == "chmod 600 .env"
    assert found["files"][0].remedy == f"cd {tmp_path} && chmod 600 schuifaan.db"
