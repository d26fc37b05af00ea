"""What is stored of one person can't be read: everybody else is looked after, and they are not met with silence."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.resident import Contact
from bot.store import Sql, contacts, residents
from tests.shell.processes import EXAMPLE
from tests.story.stage import Stage, a_stage

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
UNREADABLE = '{"id": "nobody wrote it like this"'


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A town with a linked team."""
    async with a_stage(TUESDAY, tmp_path, EXAMPLE) as opened:
        yield opened


async def _somebody(stage: Stage, name: str) -> int:
    user = stage.it.people.add_user(name, "nl")
    stage.it.people.say(user, user, "/start")
    await stage.settle()
    return user


async def _spoil(stage: Stage, chat: int) -> int:
    """Make what is stored of somebody unreadable, and take their next contact away. Gives their number."""

    def unit(sql: Sql) -> int:
        known = residents.load(sql, chat)
        assert known is not None
        contacts.close(sql, known.resident.id)
        sql.execute("UPDATE resident SET state = :state WHERE chat = :chat", {"state": UNREADABLE, "chat": chat})
        return known.resident.id

    return await stage.app.store.transaction(unit)


async def _contact(stage: Stage, chat: int) -> Contact | None:
    known = await stage.app.store.read(lambda sql: residents.load(sql, chat))
    return known.contact if known else None


async def test_the_audit_of_the_night_sees_to_everybody_else_and_tells_whom_it_could_not(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    anna, ben = await _somebody(stage, "Anna"), await _somebody(stage, "Ben")
    number = await _spoil(stage, anna)
    await stage.app.store.transaction(lambda sql: contacts.close(sql, number + 1))

    await stage.move_to(TUESDAY + timedelta(hours=19))

    assert await _contact(stage, ben) is not None
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert [line for line in told if f"Resident {number} " in line and "backup" in line]
    assert "nobody wrote it" not in caplog.text


async def test_who_can_not_be_read_hears_an_honest_sentence_and_no_silence(stage: Stage) -> None:
    anna = await _somebody(stage, "Anna")
    await _spoil(stage, anna)
    heard = len(stage.shown(anna, anna))

    stage.it.people.say(anna, anna, "hoi")
    await stage.settle()
    for seconds in (2, 8):
        stage.clock.move(timedelta(seconds=seconds))
        await stage.settle()

    answers = [message for message in stage.shown(anna, anna)[heard:] if message["is_bot"]]
    assert len(answers) == 1
    assert "Het lag niet aan jou" in answers[0]["text"]


async def test_a_list_of_residents_leaves_out_only_who_can_not_be_read(stage: Stage) -> None:
    anna, _ = await _somebody(stage, "Anna"), await _somebody(stage, "Ben")

    def unit(sql: Sql) -> list[int]:
        sql.execute("UPDATE resident SET state = :state WHERE chat = :chat", {"state": UNREADABLE, "chat": anna})
        listed = residents.known_with_contact_before(sql, (), TUESDAY + timedelta(days=30))
        return [known.resident.id for known in listed]

    assert await stage.app.store.transaction(unit) == [2]
